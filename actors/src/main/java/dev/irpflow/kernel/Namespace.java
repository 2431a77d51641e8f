package dev.irpflow.kernel;

import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Site;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object namespace of a machine: named devices, and symbolic links (drive letters). */
public final class Namespace {
    /**
     * What a path leads to.
     *
     * @param device the device whose name begins the path
     * @param rest what is left of the path behind the device's name
     */
    public record Target(DeviceObject device, String rest) {}

    // A link may lead to a link, as Z: to \Device\Redirector\;Z: to \Device\Mup; no deeper in
    // Windows
    // than the object manager's own limit.
    private static final int MAX_LINKS = 64;

    private final Footprint footprint;
    private final long cell;
    private final Map<String, DeviceObject> devices = new LinkedHashMap<>();
    private final Map<String, String> links = new LinkedHashMap<>();

    /** An empty namespace of a machine with this key. */
    public Namespace(Footprint footprint, long key) {
        this.footprint = footprint;
        this.cell = Site.join(key, Site.key("namespace"));
    }

    /** Names a device; false if the name is taken. */
    public boolean add(DeviceObject device) {
        footprint.write(cell);
        return devices.putIfAbsent(key(device.name()), device) == null;
    }

    /** Takes a device's name away. */
    public void remove(DeviceObject device) {
        footprint.write(cell);
        devices.remove(key(device.name()));
    }

    /** Makes a link; false if the name is taken. */
    public boolean link(String name, String target) {
        footprint.write(cell);
        return !devices.containsKey(key(name)) && links.putIfAbsent(key(name), target) == null;
    }

    /** Removes a link; false if there is none. */
    public boolean unlink(String name) {
        footprint.write(cell);
        return links.remove(key(name)) != null;
    }

    /** Where a link leads, null if there is none. */
    public @Nullable String linkTarget(String name) {
        footprint.read(cell);
        return links.get(key(name));
    }

    /** The device of this name, null if there is none. */
    public @Nullable DeviceObject device(String name) {
        footprint.read(cell);
        return devices.get(key(name));
    }

    /** Follows a path to its device; null if nothing has that name. */
    public @Nullable Target resolve(String path) {
        footprint.read(cell);
        String at = path;
        for (int i = 0; i < MAX_LINKS; i++) {
            String link = longestPrefix(links, at);
            String device = longestPrefix(devices, at);
            if (device != null && (link == null || device.length() >= link.length())) {
                DeviceObject found = devices.get(device);
                return found == null ? null : new Target(found, at.substring(device.length()));
            }
            if (link == null) {
                return null;
            }
            at = links.get(link) + at.substring(link.length());
        }
        return null;
    }

    // Names end at a backslash: \Device\Mup is no prefix of \Device\Mup2.
    private static @Nullable String longestPrefix(Map<String, ?> names, String path) {
        String upper = key(path);
        for (int end = upper.length(); end > 0; end = upper.lastIndexOf('\\', end - 1)) {
            String prefix = upper.substring(0, end);
            if (names.containsKey(prefix)) {
                return prefix;
            }
        }
        return null;
    }

    private static String key(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
