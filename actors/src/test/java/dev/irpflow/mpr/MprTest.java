package dev.irpflow.mpr;

import static dev.irpflow.protocol.status.Win32Error.ERROR_ALREADY_ASSIGNED;
import static dev.irpflow.protocol.status.Win32Error.ERROR_BAD_DEVICE;
import static dev.irpflow.protocol.status.Win32Error.ERROR_BAD_NET_NAME;
import static dev.irpflow.protocol.status.Win32Error.ERROR_BAD_PROVIDER;
import static dev.irpflow.protocol.status.Win32Error.ERROR_BUSY;
import static dev.irpflow.protocol.status.Win32Error.ERROR_INVALID_ADDRESS;
import static dev.irpflow.protocol.status.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.Win32Error.ERROR_INVALID_PASSWORD;
import static dev.irpflow.protocol.status.Win32Error.ERROR_MORE_DATA;
import static dev.irpflow.protocol.status.Win32Error.ERROR_NOT_CONNECTED;
import static dev.irpflow.protocol.status.Win32Error.ERROR_NOT_SUPPORTED;
import static dev.irpflow.protocol.status.Win32Error.ERROR_NO_NETWORK;
import static dev.irpflow.protocol.status.Win32Error.ERROR_NO_NET_OR_BAD_PATH;
import static dev.irpflow.protocol.status.Win32Error.ERROR_OPEN_FILES;
import static dev.irpflow.protocol.status.Win32Error.ERROR_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.mpr.NetResource;
import dev.irpflow.protocol.mpr.WNetCancelConnection2;
import dev.irpflow.protocol.mpr.WNetGetConnection;
import dev.irpflow.protocol.status.Win32Error;
import dev.irpflow.protocol.status.WnError;
import org.junit.jupiter.api.Test;

/** Who is asked, in which order, and which error counts. */
final class MprTest {
    private static final int ALL =
            Operation.CON_ADDCONNECTION
                    | Operation.CON_CANCELCONNECTION
                    | Operation.CON_GETCONNECTIONS;

    private final MprWorld world = new MprWorld();

    @Test
    void theFirstProviderThatAcceptsEndsTheRoute() {
        world.provider("first", ALL, WnError.WN_BAD_NETNAME);
        world.provider("second", ALL, WnError.WN_SUCCESS);
        world.provider("third", ALL, WnError.WN_SUCCESS);

        assertThat(world.add("Z:", "\\\\files\\public")).isEqualTo(ERROR_SUCCESS);
        assertThat(world.asked()).containsExactly("first", "second");
    }

    @Test
    void aSignificantErrorIsRememberedAndTheOthersAreAskedAllTheSame() {
        world.provider("first", ALL, WnError.WN_BAD_PASSWORD);
        world.provider("second", ALL, WnError.WN_SUCCESS);

        assertThat(world.add("Z:", "\\\\files\\public")).isEqualTo(ERROR_SUCCESS);
    }

    @Test
    void ifNobodyAcceptsTheFirstSignificantErrorCounts() {
        world.provider("first", ALL, WnError.WN_BAD_NETNAME);
        world.provider("second", ALL, WnError.WN_BAD_PASSWORD);
        world.provider("third", ALL, WnError.WN_ALREADY_CONNECTED);

        assertThat(world.add("Z:", "\\\\files\\public")).isEqualTo(ERROR_INVALID_PASSWORD);
        assertThat(world.asked()).containsExactly("first", "second", "third");
    }

    @Test
    void ifNobodyKnowsTheNameItIsABadNetworkName() {
        world.provider("first", ALL, WnError.WN_BAD_NETNAME);
        world.provider("second", ALL, WnError.WN_BAD_VALUE);

        assertThat(world.add("Z:", "\\\\files\\public")).isEqualTo(ERROR_BAD_NET_NAME);
    }

    @Test
    void ifANetworkIsAwayTheNameMayBeItsOwn() {
        world.provider("first", ALL, WnError.WN_NO_NETWORK);
        world.provider("second", ALL, WnError.WN_BAD_NETNAME);

        assertThat(world.add("Z:", "\\\\files\\public")).isEqualTo(ERROR_NO_NET_OR_BAD_PATH);
    }

    @Test
    void ifAllNetworksAreAwayThereIsNoNetwork() {
        world.provider("first", ALL, WnError.WN_NO_NETWORK);
        world.provider("second", ALL, WnError.WN_NO_NETWORK);

        assertThat(world.add("Z:", "\\\\files\\public")).isEqualTo(ERROR_NO_NETWORK);
    }

    @Test
    void withoutProvidersThereIsNoNetwork() {
        assertThat(world.add("Z:", "\\\\files\\public")).isEqualTo(ERROR_NO_NETWORK);
    }

    @Test
    void aProviderWhoseDllIsMissingIsPassedOver() {
        world.missing("first");
        world.provider("second", ALL, WnError.WN_SUCCESS);

        assertThat(world.add("Z:", "\\\\files\\public")).isEqualTo(ERROR_SUCCESS);
    }

    @Test
    void aProviderIsNotAskedForWhatItCannotDo() {
        world.provider("first", Operation.CON_GETCONNECTIONS, WnError.WN_BAD_PASSWORD);
        world.provider("second", ALL, WnError.WN_SUCCESS);

        assertThat(world.add("Z:", "\\\\files\\public")).isEqualTo(ERROR_SUCCESS);
        assertThat(world.asked()).containsExactly("second");
    }

    @Test
    void ifNobodyCanDoItItIsNotSupported() {
        world.provider("first", Operation.CON_GETCONNECTIONS, WnError.WN_SUCCESS);

        assertThat(world.add("Z:", "\\\\files\\public")).isEqualTo(ERROR_NOT_SUPPORTED);
    }

    @Test
    void capsAreAskedOnce() {
        world.provider("first", ALL, WnError.WN_SUCCESS);

        world.add("Z:", "\\\\files\\public");
        world.add("Y:", "\\\\files\\public");

        assertThat(world.capsAsked()).isEqualTo(1);
    }

    @Test
    void theNewerRoutineIsPreferred() {
        world.provider("first", ALL | Operation.CON_ADDCONNECTION3, WnError.WN_SUCCESS);

        world.add("Z:", "\\\\files\\public");

        assertThat(world.routines()).containsExactly("NPAddConnection3");
    }

    @Test
    void aNamedProviderAloneIsAskedAndItsErrorCounts() {
        world.provider("first", ALL, WnError.WN_SUCCESS);
        world.provider("second", ALL, WnError.WN_BAD_NETNAME);

        assertThat(world.add(resource("Z:", "\\\\files\\public").setProvider("second network")))
                .isEqualTo(ERROR_BAD_NET_NAME);
        assertThat(world.asked()).containsExactly("second");
    }

    @Test
    void aProviderIsNamedByItsDisplayNameAndNotByItsKey() {
        world.provider("first", ALL, WnError.WN_SUCCESS);

        assertThat(world.add(resource("Z:", "\\\\files\\public").setProvider("first")))
                .isEqualTo(ERROR_BAD_PROVIDER);
    }

    @Test
    void argumentsAreCheckedBeforeAnybodyIsAsked() {
        world.provider("first", ALL, WnError.WN_SUCCESS);
        NetResource.Builder resource = resource("Z:", "\\\\files\\public");

        assertThat(world.add("Z:", "")).isEqualTo(ERROR_BAD_NET_NAME);
        assertThat(world.add("ZZ:", "\\\\files\\public")).isEqualTo(ERROR_BAD_DEVICE);
        assertThat(world.add("LPT1", "\\\\files\\public")).isEqualTo(ERROR_BAD_DEVICE);
        assertThat(world.add(resource.clone().setType(3))).isEqualTo(ERROR_INVALID_PARAMETER);
        assertThat(world.add(resource.clone(), 0x01000000)).isEqualTo(ERROR_INVALID_PARAMETER);
        assertThat(world.add(resource.clone().clearLocalName(), 0x80))
                .isEqualTo(ERROR_INVALID_ADDRESS);
        assertThat(world.asked()).isEmpty();
    }

    @Test
    void openFilesEndTheRouteOfACancel() {
        world.provider("first", ALL, WnError.WN_NOT_CONNECTED);
        world.provider("second", ALL, WnError.WN_OPEN_FILES);
        world.provider("third", ALL, WnError.WN_SUCCESS);

        assertThat(cancel("Z:")).isEqualTo(ERROR_OPEN_FILES);
        assertThat(world.asked()).containsExactly("first", "second");
    }

    @Test
    void whatNobodyIsConnectedToIsNotConnected() {
        world.provider("first", ALL, WnError.WN_NOT_CONNECTED);

        assertThat(cancel("Z:")).isEqualTo(ERROR_NOT_CONNECTED);
        assertThat(get("Z:", 100).getReturned()).isEqualTo(ERROR_NOT_CONNECTED);
        assertThat(get("device", 100).getReturned()).isEqualTo(ERROR_BAD_DEVICE);
    }

    @Test
    void theOwnerOfADriveTellsItsRemoteName() {
        world.provider("first", ALL, WnError.WN_NOT_CONNECTED);
        world.provider("second", ALL, WnError.WN_SUCCESS);

        WNetGetConnection.Out out = get("Z:", 100);

        assertThat(out.getReturned()).isEqualTo(ERROR_SUCCESS);
        assertThat(out.getRemoteName()).isEqualTo("\\\\second\\share");
    }

    @Test
    void aBufferThatIsTooSmallEndsTheRouteWithTheLengthThatIsNeeded() {
        world.provider("first", ALL, WnError.WN_MORE_DATA);
        world.provider("second", ALL, WnError.WN_SUCCESS);

        WNetGetConnection.Out out = get("Z:", 1);

        assertThat(out.getReturned()).isEqualTo(ERROR_MORE_DATA);
        assertThat(out.getLength()).isEqualTo(42);
        assertThat(out.hasRemoteName()).isFalse();
    }

    @Test
    void aProviderThatCallsAWNetFunctionBreaksARule() {
        world.provider("first", ALL, WnError.WN_SUCCESS);
        world.nest("first", WNetGetConnection.newBuilder().setLocalName("Z:").build());

        world.add("Z:", "\\\\files\\public");

        assertThat(world.violations()).containsExactly("mpr/no-reentry");
        assertThat(world.nestedAnswer(WNetGetConnection.Out.class).getReturned())
                .isEqualTo(ERROR_BUSY);
    }

    @Test
    void theLastErrorBelongsToTheThread() {
        world.provider("first", ALL, WnError.WN_ALREADY_CONNECTED);

        long one = world.threadOf(() -> world.add("Z:", "\\\\files\\public"));
        long other = world.threadOf(() -> get("device", 1));

        assertThat(world.lastError(one)).isEqualTo(ERROR_ALREADY_ASSIGNED);
        assertThat(world.lastError(other)).isEqualTo(ERROR_BAD_DEVICE);
    }

    private Win32Error cancel(String name) {
        return world.call(
                        WNetCancelConnection2.newBuilder().setName(name).build(),
                        WNetCancelConnection2.Out.class)
                .getReturned();
    }

    private WNetGetConnection.Out get(String name, int length) {
        return world.call(
                WNetGetConnection.newBuilder().setLocalName(name).setLength(length).build(),
                WNetGetConnection.Out.class);
    }

    private static NetResource.Builder resource(String local, String remote) {
        return NetResource.newBuilder().setType(1).setLocalName(local).setRemoteName(remote);
    }
}
