package dev.irpflow.server;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file within a share. Names that differ only in case are the same file, as on the
 * usual Windows volume.
 *
 * @param key what tells it from others
 */
record PathName(String key) {
    // As long as a path may be for most of Windows' own routines (MAX_PATH is 260, and a client
    // adds
    // server and share in front).
    private static final int LONGEST = 1024;
    private static final String FORBIDDEN = "/:*?\"<>|";

    /** The root of the share. */
    boolean isRoot() {
        return key.isEmpty();
    }

    /** Reads a path such as {@code \folder\file.txt}; null if no file can have that name. */
    static @Nullable PathName of(String path) {
        if (path.isEmpty() || path.equals("\\")) {
            return new PathName("");
        }
        if (path.length() > LONGEST || path.charAt(0) != '\\') {
            return null;
        }
        for (String component : path.substring(1).split("\\\\", -1)) {
            if (!isLegal(component)) {
                return null;
            }
        }
        return new PathName(path.toUpperCase(Locale.ROOT));
    }

    private static boolean isLegal(String component) {
        if (component.isEmpty() || component.equals(".") || component.equals("..")) {
            return false;
        }
        return component.chars().allMatch(c -> c >= ' ' && FORBIDDEN.indexOf(c) < 0);
    }
}
