package dev.irpflow.contract.stub;

import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the names of the documentation become names of the driver API. */
final class Names {
    static final String PACKAGE = "dev.irpflow.driver";

    /**
     * Subsystems whose routines drivers and applications call; the others are the emulation's own.
     */
    private static final List<String> SUBSYSTEMS =
            List.of("kernel", "netio", "wsk", "wfp", "ndk", "rdbss", "mup", "mpr");

    /** From the prefix of a routine to the class that has its method; longer prefixes first. */
    private static final Map<String, String> CLASSES = new LinkedHashMap<>();

    static {
        CLASSES.put("MRX_", "Rdbss");
        CLASSES.put("DriverObject", "Io");
        CLASSES.put("DeviceObject", "Io");
        CLASSES.put("Memory", "Mm");
        CLASSES.put("MdlGet", "Mm");
        CLASSES.put("FsRtl", "Mup");
        CLASSES.put("WNet", "Mpr");
        CLASSES.put("Fwps", "Wfp");
        CLASSES.put("NDK_FN_", "Ndk");
        CLASSES.put("Interlocked", "Ex");
        CLASSES.put("Irp", "Io");
        CLASSES.put("Rtl", "Rtl");
        CLASSES.put("Wsk", "Wsk");
        CLASSES.put("WSK_", "Wsk");
        CLASSES.put("SO_", "Wsk");
        CLASSES.put("SIO_", "Wsk");
        CLASSES.put("IPV6_", "Wsk");
        CLASSES.put("Rx", "Rdbss");
        CLASSES.put("Io", "Io");
        CLASSES.put("Ke", "Ke");
        CLASSES.put("Ex", "Ex");
        CLASSES.put("Mm", "Mm");
        CLASSES.put("Ps", "Ps");
        CLASSES.put("Nt", "Nt");
        CLASSES.put("Ob", "Ob");
        CLASSES.put("Dbg", "Dbg");
    }

    /** Routines without a prefix of their own. */
    private static final Map<String, String> UNPREFIXED =
            Map.of(
                    "CreateUnicastIpAddressEntry", "Netio",
                    "DeleteUnicastIpAddressEntry", "Netio",
                    "DefineDosDevice", "Mpr",
                    "MAKE_WSK_VERSION", "Wsk",
                    "QueryDosDevice", "Mpr",
                    "QueueUserAPC", "Nt",
                    "QueueUserAPC2", "Nt",
                    "SetSystemTime", "Nt",
                    "PAGED_CODE", "Mm");

    /** Dispatch tables whose Java name is the role that the driver plays. */
    private static final Map<String, String> TABLES =
            Map.of(
                    "MINIRDR_DISPATCH", "MiniRedirector",
                    "DRIVER_OBJECT", "DriverDispatch",
                    "NETWORK_PROVIDER", "NetworkProvider");

    /** What a parameter may point to if it may be one of several tables. */
    record TableFamily(String name, List<String> tables) {}

    private static final List<TableFamily> TABLE_FAMILIES =
            List.of(
                    new TableFamily(
                            "WSK_CLIENT_SOCKET_DISPATCH",
                            List.of(
                                    "WSK_CLIENT_LISTEN_DISPATCH",
                                    "WSK_CLIENT_CONNECTION_DISPATCH",
                                    "WSK_CLIENT_DATAGRAM_DISPATCH")));

    private Names() {}

    static boolean isForDrivers(RoutineContract routine) {
        return SUBSYSTEMS.contains(routine.subsystem()) && !routine.isAbsent();
    }

    static String stubClass(RoutineContract routine) {
        String name = routine.name();
        String whole = UNPREFIXED.get(name);
        return whole != null ? whole : entry(name).getValue();
    }

    /**
     * The method of a routine: its name without the prefix, or what its contract says. A control
     * code keeps its whole name.
     */
    static String method(RoutineContract routine) {
        String given = routine.option().getStub();
        if (!given.isEmpty()) {
            return given;
        }
        String name = routine.name();
        if (routine.kind() == Kind.IOCTL) {
            return lowerCamel(name); // its prefix says where its number is valid
        }
        return UNPREFIXED.containsKey(name)
                ? lowerFirst(name)
                : lowerFirst(name.substring(entry(name).getKey().length()));
    }

    private static Map.Entry<String, String> entry(String name) {
        for (Map.Entry<String, String> entry : CLASSES.entrySet()) {
            if (name.startsWith(entry.getKey())) {
                return entry;
            }
        }
        throw new IllegalStateException("no class of the driver API for " + name);
    }

    /** The method of a slot: MRxCreate is create, LOWIO_OP_READ is lowIoRead. */
    static String slotMethod(RoutineContract routine) {
        String name = routine.name();
        if (name.startsWith("LOWIO_OP_")) {
            return "lowIo" + upperCamel(name.substring("LOWIO_OP_".length()));
        }
        if (name.startsWith("IRP_MJ_")) {
            return lowerFirst(upperCamel(name.substring("IRP_MJ_".length())));
        }
        for (String prefix : List.of("MRx", "Wsk", "NP")) {
            if (name.startsWith(prefix)) {
                return lowerFirst(name.substring(prefix.length()));
            }
        }
        throw new IllegalStateException("no method name for the slot " + name);
    }

    /** The interface of a dispatch table, of a family of them, or of a single routine. */
    static String pointee(String target, Map<String, String> singles) {
        String single = singles.get(target);
        return single != null ? single : table(target);
    }

    static String table(String table) {
        String role = TABLES.get(table);
        return role != null ? role : upperCamel(table);
    }

    static List<TableFamily> tableFamilies() {
        return TABLE_FAMILIES;
    }

    /** The record that identifies an object of a kind: WSK_SOCKET is WskSocketId. */
    static String identity(String kind) {
        return upperCamel(kind) + "Id";
    }

    /** UPPER_SNAKE or lower_snake to UpperCamel, digits as protobuf treats them. */
    static String upperCamel(String snake) {
        StringBuilder camel = new StringBuilder();
        boolean upper = true;
        for (char c : snake.toLowerCase(Locale.ROOT).toCharArray()) {
            if (c == '_') {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = Character.isDigit(c);
            }
        }
        return camel.toString();
    }

    static String lowerCamel(String snake) {
        return lowerFirst(upperCamel(snake));
    }

    static String lowerFirst(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
