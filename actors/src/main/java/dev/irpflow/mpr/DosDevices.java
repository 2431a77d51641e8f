package dev.irpflow.mpr;

import dev.irpflow.kernel.Namespace;
import dev.irpflow.protocol.mpr.DefineDosDevice;
import dev.irpflow.protocol.mpr.QueryDosDevice;
import dev.irpflow.protocol.status.Win32Error;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The DOS device names of a machine: links below {@code \??}. A name may be defined again on top of
 * an older definition, which shows when the newer one is removed. Pages: {@code
 * sdk-api-src/content/fileapi/nf-fileapi-definedosdevicew.md}, {@code
 * nf-fileapi-querydosdevicew.md}.
 */
final class DosDevices {
    private static final String FOLDER = "\\??\\";

    private static final int RAW_TARGET_PATH = 0x1;
    private static final int REMOVE_DEFINITION = 0x2;
    private static final int EXACT_MATCH_ON_REMOVE = 0x4;
    private static final int NO_BROADCAST_SYSTEM = 0x8;
    private static final int ALL_FLAGS =
            RAW_TARGET_PATH | REMOVE_DEFINITION | EXACT_MATCH_ON_REMOVE | NO_BROADCAST_SYSTEM;

    private final Namespace namespace;

    // Each name's definitions, the newest first; the newest is the link in the namespace.
    private final Map<String, List<String>> definitions = new LinkedHashMap<>();

    DosDevices(Namespace namespace) {
        this.namespace = namespace;
    }

    /** Makes or removes a definition; ERROR_SUCCESS if that worked. */
    Win32Error define(DefineDosDevice request) {
        int flags = request.getFlags();
        boolean removes = (flags & REMOVE_DEFINITION) != 0;
        boolean exact = (flags & EXACT_MATCH_ON_REMOVE) != 0;
        if ((flags & ~ALL_FLAGS) != 0 || (exact && !removes) || !isName(request.getDeviceName())) {
            return Win32Error.ERROR_INVALID_PARAMETER;
        }
        String target = request.hasTargetPath() ? target(request) : null;
        if (removes) {
            return remove(request.getDeviceName(), target, exact);
        }
        if (target == null) {
            return Win32Error.ERROR_INVALID_PARAMETER;
        }
        List<String> stack = of(request.getDeviceName());
        stack.addFirst(target);
        show(request.getDeviceName(), stack);
        return Win32Error.ERROR_SUCCESS;
    }

    /** What a name stands for, or all names. */
    QueryDosDevice.Out query(QueryDosDevice request) {
        List<String> answer =
                request.hasDeviceName()
                        ? of(request.getDeviceName())
                        : List.copyOf(definitions.keySet());
        if (request.hasDeviceName() && answer.isEmpty()) {
            return failed(Win32Error.ERROR_FILE_NOT_FOUND);
        }
        // Each string ends with a NUL, and the list with one more.
        int characters = answer.stream().mapToInt(path -> path.length() + 1).sum() + 1;
        if (Integer.compareUnsigned(characters, request.getMaxCharacters()) > 0) {
            return failed(Win32Error.ERROR_INSUFFICIENT_BUFFER);
        }
        return QueryDosDevice.Out.newBuilder()
                .setReturned(characters)
                .addAllTargetPaths(answer)
                .build();
    }

    private static QueryDosDevice.Out failed(Win32Error error) {
        return QueryDosDevice.Out.newBuilder().setLastError(error).build();
    }

    private Win32Error remove(String name, @Nullable String target, boolean exact) {
        List<String> stack = of(name);
        for (int i = 0; i < stack.size(); i++) {
            if (target == null || matches(stack.get(i), target, exact)) {
                stack.remove(i);
                show(name, stack);
                return Win32Error.ERROR_SUCCESS;
            }
        }
        return Win32Error.ERROR_FILE_NOT_FOUND;
    }

    private static boolean matches(String definition, String target, boolean exact) {
        return exact
                ? definition.equalsIgnoreCase(target)
                : definition.regionMatches(true, 0, target, 0, target.length());
    }

    // A link that somebody else made, as for a disk at boot, is the oldest definition.
    private List<String> of(String name) {
        List<String> known = definitions.get(key(name));
        if (known != null) {
            return known;
        }
        List<String> stack = new ArrayList<>();
        String link = namespace.linkTarget(FOLDER + name);
        if (link != null) {
            stack.add(link);
        }
        return stack;
    }

    // Lets the newest definition be the link in the namespace.
    private void show(String name, List<String> stack) {
        namespace.unlink(FOLDER + name);
        if (stack.isEmpty()) {
            definitions.remove(key(name));
        } else {
            definitions.put(key(name), stack);
            namespace.link(FOLDER + name, stack.getFirst());
        }
    }

    private static String key(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    // Without DDD_RAW_TARGET_PATH the target is a path as an application writes it.
    private static String target(DefineDosDevice request) {
        boolean raw = (request.getFlags() & RAW_TARGET_PATH) != 0;
        return raw ? request.getTargetPath() : FOLDER + request.getTargetPath();
    }

    // A colon at the end is for drive letters only.
    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.indexOf('\\') < 0
                && (!name.endsWith(":") || Arguments.isDevice(name));
    }
}
