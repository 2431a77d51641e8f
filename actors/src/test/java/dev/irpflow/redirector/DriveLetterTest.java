package dev.irpflow.redirector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.driver.HandleId;
import dev.irpflow.driver.Nt;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.mpr.DefineDosDevice;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.status.Win32Error;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The letter of a drive that is mapped over the network. */
final class DriveLetterTest {
    @Test
    void aDriveWithOpenFilesGoesOnlyByForce() {
        DriveWorld world = world();

        world.run(() -> {
            world.app().map("Z:", DriveWorld.SHARE);
            HandleId file = world.app().openSynchronous("Z:\\a", Nt.FILE_CREATE);
            assertThat(world.app().unmap("Z:", false)).isEqualTo(Win32Error.ERROR_OPEN_FILES);
            assertThat(world.app().write(file, 0, ByteString.copyFromUtf8("ten bytes.")))
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(world.app().unmap("Z:", true)).isEqualTo(Win32Error.ERROR_SUCCESS);
            world.app().close(file);
            assertThat(world.app().connection("Z:").returned())
                    .isEqualTo(Win32Error.ERROR_NOT_CONNECTED);
        });
        world.shutDown();
        assertThat(world.left()).isEmpty();
    }

    @Test
    void aLetterIsTakenOnceAndToldByItsOwner() {
        DriveWorld world = world();

        world.run(() -> {
            assertThat(world.app().map("Z:", DriveWorld.SHARE)).isEqualTo(Win32Error.ERROR_SUCCESS);
            assertThat(world.app().map("z:", DriveWorld.SHARE))
                    .isEqualTo(Win32Error.ERROR_ALREADY_ASSIGNED);
            assertThat(world.app().connection("z:").remoteName()).isEqualTo(DriveWorld.SHARE);
            assertThat(world.app().unmap("Y:", false)).isEqualTo(Win32Error.ERROR_NOT_CONNECTED);
        });
    }

    @Test
    void aLetterThatCannotBePublishedIsNoConnection() {
        DriveWorld world = world();
        world.host()
                .faults(call ->
                        call.request() instanceof DefineDosDevice
                                ? new FaultPoint.Fate.Answer("refuse", 0)
                                : null);

        world.run(() ->
                assertThat(world.app().map("Z:", DriveWorld.SHARE))
                        .isEqualTo(Win32Error.ERROR_ALREADY_ASSIGNED));

        world.shutDown();
        assertThat(world.left()).isEmpty();
    }

    private static DriveWorld world() {
        return new DriveWorld(StreamRedirector::new, LinkSettings.LAN, Map.of()).boot();
    }
}
