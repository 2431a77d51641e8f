package dev.irpflow.mup;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which redirector has claimed which leading part of UNC paths, each for some time. Page:
 * windows-driver-docs-pr/ifs/mup-changes-in-microsoft-windows-vista.md.
 */
final class PrefixCache {
    private record Entry(UncProvider provider, long expires) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Remembers a claim until a moment of the stage. */
    void add(String prefix, UncProvider provider, long expires) {
        entries.put(key(prefix), new Entry(provider, expires));
    }

    /** Who has claimed a leading part of the path, null if nobody has, or too long ago. */
    @Nullable UncProvider find(String path, long now) {
        String key = key(path);
        for (int end = key.length(); end > 0; end = key.lastIndexOf('\\', end - 1)) {
            String prefix = key.substring(0, end);
            Entry entry = entries.get(prefix);
            if (entry != null && entry.expires() > now) {
                return entry.provider();
            }
            if (entry != null) {
                entries.remove(prefix);
            }
        }
        return null;
    }

    /** Forgets the claims of a redirector that is gone. */
    void forget(UncProvider provider) {
        entries.values().removeIf(entry -> entry.provider() == provider);
    }

    private static String key(String path) {
        return path.toUpperCase(Locale.ROOT);
    }
}
