package dev.irpflow.rdbss;

import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The name of a remote file as it reaches RDBSS, in canonical form: {@code \server\share\dir\x} or,
 * over a drive letter, {@code \;Z:\server\share\dir\x}. Page:
 * windows-driver-docs-pr/ifs/the-v-net-root-structure.md.
 *
 * @param drive the tag that the drive letter put before the server, such as {@code \;Z:}; "" for
 *     none, which makes it a UNC name
 * @param path the rest, without a trailing backslash; it begins with one backslash
 */
record RemoteName(String drive, String path) {
    /** What became of a name. */
    sealed interface Parsed {}

    /** A name that can be looked up. */
    record Valid(RemoteName name) implements Parsed {}

    /** A name that no open can have. */
    record Refused(NtStatus status) implements Parsed {}

    /** Whether a trailing backslash, which says that a directory is meant, is welcome. */
    enum TrailingBackslash {
        STRIPPED,
        REFUSED
    }

    /** Reads a name and takes {@code .} and {@code ..} out of it. */
    static Parsed parse(String given, TrailingBackslash trailing) {
        String name = given;
        if (name.startsWith("\\\\")) {
            name = name.substring(1);
        }
        if (!name.startsWith("\\") || name.startsWith("\\\\")) {
            return new Refused(NtStatus.STATUS_OBJECT_NAME_INVALID);
        }
        String drive = "";
        if (name.startsWith("\\;")) {
            int end = name.indexOf('\\', 1);
            drive = end < 0 ? name : name.substring(0, end);
            name = end < 0 ? "" : name.substring(end);
        }
        if (name.length() > 1 && name.endsWith("\\")) {
            if (trailing == TrailingBackslash.REFUSED) {
                return new Refused(NtStatus.STATUS_OBJECT_NAME_INVALID);
            }
            name = name.substring(0, name.length() - 1);
        }
        return canonical(drive, name);
    }

    private static Parsed canonical(String drive, String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.substring(Math.min(1, name.length())).split("\\\\", -1)) {
            switch (part) {
                case "" -> {
                    return new Refused(NtStatus.STATUS_OBJECT_NAME_INVALID);
                }
                case "." -> {}
                case ".." -> {
                    if (parts.size() <= SERVER_AND_SHARE) {
                        return new Refused(NtStatus.STATUS_OBJECT_PATH_SYNTAX_BAD);
                    }
                    parts.removeLast();
                }
                default -> parts.add(part);
            }
        }
        return new Valid(new RemoteName(drive, "\\" + String.join("\\", parts)));
    }

    // Dots lead no higher than the root of the share.
    private static final int SERVER_AND_SHARE = 2;

    /** {@code \server}. */
    String server() {
        int end = path.indexOf('\\', 1);
        return end < 0 ? path : path.substring(0, end);
    }

    /** All of it, as the tables have it. */
    String full() {
        return drive + path;
    }

    /** A name as a key: tables compare without case. */
    static String key(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
