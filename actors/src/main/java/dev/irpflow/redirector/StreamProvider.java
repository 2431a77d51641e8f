package dev.irpflow.redirector;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.Mpr;
import dev.irpflow.driver.NetworkProvider;
import dev.irpflow.driver.Routines;
import dev.irpflow.protocol.mpr.NPAddConnection;
import dev.irpflow.protocol.mpr.NPAddConnection3;
import dev.irpflow.protocol.mpr.NPCancelConnection;
import dev.irpflow.protocol.mpr.NPGetCaps;
import dev.irpflow.protocol.mpr.NPGetConnection;
import dev.irpflow.protocol.mpr.NetResource;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.status.WnError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The network provider of the stream redirector: in Windows a DLL in the processes of its users,
 * which MPR calls. It lets the redirector connect, and then publishes the drive letter.
 *
 * <p>Pages: win32 {@code desktop-src/SecAuthN/implementing-a-network-provider.md}, {@code
 * windows-driver-docs-pr/ifs/basic-architecture-of-a-network-redirector.md}.
 */
final class StreamProvider implements NetworkProvider {
    // WNNC_NET_RDR2SAMPLE, the type that is set aside for samples.
    private static final int NET_TYPE = 0x0025_0000;
    private static final int DRIVER_VERSION = 0x0001_0000;
    private static final int RESOURCETYPE_PRINT = 2;

    // As many as there are letters, and some without.
    private static final int MAX_CONNECTIONS = 64;
    private static final int NAMES_LONGEST = 1024;

    private static final Pattern REMOTE = Pattern.compile("\\\\\\\\[^\\\\/]+\\\\[^\\\\/]+");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    private static final int PUBLISH = Mpr.DDD_RAW_TARGET_PATH | Mpr.DDD_NO_BROADCAST_SYSTEM;
    private static final int WITHDRAW =
            PUBLISH | Mpr.DDD_REMOVE_DEFINITION | Mpr.DDD_EXACT_MATCH_ON_REMOVE;

    /**
     * A connection that was made.
     *
     * @param local the drive in capitals, "" for none
     * @param remote {@code \\server\share}
     */
    private record Connection(String local, String remote) {
        /** Its name below the redirector's device. */
        String name() {
            return (local.isEmpty() ? "" : "\\;" + local) + remote.substring(1);
        }
    }

    private final Routines system;
    private final RedirectorSettings settings;
    private final RedirectorDevice device;
    private final Map<String, Connection> connections = new LinkedHashMap<>();

    StreamProvider(DriverContext context) {
        this.system = Routines.of(context);
        this.settings = RedirectorSettings.of(context.settings(), context.machineName());
        this.device = new RedirectorDevice(system, settings);
    }

    @Override
    public int getCaps(NPGetCaps call) {
        return switch (call.getIndex()) {
            case WNNC_SPEC_VERSION -> WNNC_SPEC_VERSION51;
            case WNNC_NET_TYPE -> NET_TYPE;
            case WNNC_DRIVER_VERSION -> DRIVER_VERSION;
            case WNNC_CONNECTION ->
                    WNNC_CON_ADDCONNECTION
                            | WNNC_CON_ADDCONNECTION3
                            | WNNC_CON_CANCELCONNECTION
                            | WNNC_CON_GETCONNECTIONS;
            case WNNC_START -> WNNC_WAIT_FOR_START;
            default -> 0; // whatever else there is, it is not supported
        };
    }

    @Override
    public WnError addConnection(NPAddConnection call) {
        return add(call.getNetResource());
    }

    // Without a window there is nothing that the third form does and the first does not; a provider
    // ignores flags that it does not know.
    @Override
    public WnError addConnection3(NPAddConnection3 call) {
        return add(call.getNetResource());
    }

    // The order of the checks is that of the page: is the network there, is the operation
    // supported,
    // is the resource ours, and only then the rest.
    private WnError add(NetResource resource) {
        if (!device.isThere()) {
            return WnError.WN_NO_NETWORK;
        }
        if (resource.getType() == RESOURCETYPE_PRINT) {
            return WnError.WN_NOT_SUPPORTED;
        }
        if (!REMOTE.matcher(resource.getRemoteName()).matches()) {
            return WnError.WN_BAD_NETNAME;
        }
        String local = resource.getLocalName().toUpperCase(Locale.ROOT);
        if (!local.isEmpty() && !DRIVE.matcher(local).matches()) {
            return WnError.WN_BAD_LOCALNAME;
        }
        Connection connection = new Connection(local, resource.getRemoteName());
        if (connections.containsKey(key(connection))) {
            return local.isEmpty() ? WnError.WN_SUCCESS : WnError.WN_ALREADY_CONNECTED;
        }
        return local.isEmpty() || isFree(local)
                ? connect(connection)
                : WnError.WN_ALREADY_CONNECTED;
    }

    private boolean isFree(String letter) {
        return system.mpr().queryDosDevice(letter, NAMES_LONGEST).returned() == 0;
    }

    // Whatever fails, the steps before it are undone in reverse order.
    private WnError connect(Connection connection) {
        NtStatus status = device.add(connection.name());
        if (!NtStatuses.isSuccess(status)) {
            return error(status);
        }
        if (!publish(connection)) {
            device.delete(connection.name(), true);
            return WnError.WN_ALREADY_CONNECTED;
        }
        if (connections.size() == MAX_CONNECTIONS) {
            withdraw(connection);
            device.delete(connection.name(), true);
            return WnError.WN_NO_MORE_DEVICES;
        }
        connections.put(key(connection), connection);
        return WnError.WN_SUCCESS;
    }

    private boolean publish(Connection connection) {
        return connection.local().isEmpty()
                || system.mpr()
                        .defineDosDevice(
                                PUBLISH,
                                connection.local(),
                                settings.deviceName() + connection.name())
                        .returned();
    }

    private void withdraw(Connection connection) {
        if (!connection.local().isEmpty()) {
            system.mpr()
                    .defineDosDevice(
                            WITHDRAW,
                            connection.local(),
                            settings.deviceName() + connection.name());
        }
    }

    @Override
    public WnError cancelConnection(NPCancelConnection call) {
        if (!device.isThere()) {
            return WnError.WN_NO_NETWORK;
        }
        List<Connection> meant = new ArrayList<>();
        for (Connection connection : connections.values()) {
            boolean byDrive = connection.local().equalsIgnoreCase(call.getName());
            // A remote name ends the connections without a device, and leaves the drives alone.
            boolean byName =
                    connection.local().isEmpty()
                            && connection.remote().equalsIgnoreCase(call.getName());
            if ((byDrive && !connection.local().isEmpty()) || byName) {
                meant.add(connection);
            }
        }
        for (Connection connection : meant) {
            NtStatus status = device.delete(connection.name(), call.getForce());
            if (!NtStatuses.isSuccess(status) && status != NtStatus.STATUS_NOT_FOUND) {
                return error(status);
            }
            withdraw(connection);
            connections.remove(key(connection));
        }
        return meant.isEmpty() ? WnError.WN_NOT_CONNECTED : WnError.WN_SUCCESS;
    }

    @Override
    public WnError getConnection(NPGetConnection call, NPGetConnection.Out.Builder out) {
        if (!device.isThere()) {
            return WnError.WN_NO_NETWORK;
        }
        Connection connection = connections.get(call.getLocalName().toUpperCase(Locale.ROOT));
        if (connection == null) {
            return WnError.WN_NOT_CONNECTED;
        }
        int needed = connection.remote().length() + 1; // and its NUL
        if (Integer.compareUnsigned(call.getLength(), needed) < 0) {
            out.setLength(needed);
            return WnError.WN_MORE_DATA;
        }
        out.setRemoteName(connection.remote());
        return WnError.WN_SUCCESS;
    }

    private static String key(Connection connection) {
        return connection.local().isEmpty()
                ? connection.remote().toUpperCase(Locale.ROOT)
                : connection.local();
    }

    // MPR's codes are Win32 errors; what is not among them is some error of the network. A
    // redirector
    // that does not run would be ERROR_PATH_NOT_FOUND, by which MPR could not tell that our network
    // is away.
    private static WnError error(NtStatus status) {
        return switch (status) {
            case STATUS_REDIRECTOR_NOT_STARTED -> WnError.WN_NO_NETWORK;
            case STATUS_BAD_NETWORK_PATH, STATUS_BAD_NETWORK_NAME -> WnError.WN_BAD_NETNAME;
            case STATUS_CONNECTION_IN_USE -> WnError.WN_OPEN_FILES;
            default -> {
                @Nullable WnError code = WnError.forNumber(NtStatuses.win32(status.getNumber()));
                yield code == null ? WnError.WN_NET_ERROR : code;
            }
        };
    }
}
