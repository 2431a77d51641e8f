package dev.irpflow.redirector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.driver.HandleId;
import dev.irpflow.driver.Nt;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.status.Win32Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A drive that is mapped over the network, with every layer between. */
final class NetworkDriveTest {
    private static final LinkSettings LAN = LinkSettings.LAN;
    private static final LinkSettings BAD =
            LAN.withLatency(1_000_000, 5_000_000)
                    .losing(0.05)
                    .duplicating(0.02)
                    .reordering(0.05, 20_000_000);

    @Test
    void aFileThatIsCopiedToTheDriveComesBack() {
        DriveWorld world = world(LAN);
        ByteString content = content(100_000);

        world.run(() -> {
            assertThat(world.app().map("Z:", DriveWorld.SHARE)).isEqualTo(Win32Error.ERROR_SUCCESS);
            copyUp(world, "Z:\\copy.bin", content);
            assertThat(copyBack(world, "Z:\\copy.bin")).isEqualTo(content);
            assertThat(world.app().unmap("Z:", false)).isEqualTo(Win32Error.ERROR_SUCCESS);
        });

        assertThat(world.disk().contents("public", "\\copy.bin")).isEqualTo(content);
        world.shutDown();
        assertThat(world.left()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aBadLinkAndARestartOfTheServerDoNotHarmTheFile(long seed) {
        DriveWorld world = world(BAD);
        world.host().stage().chooser().seed(seed);
        ByteString content = content(150_000);

        world.thread(
                "copy",
                () -> {
                    assertThat(world.app().map("Z:", DriveWorld.SHARE))
                            .isEqualTo(Win32Error.ERROR_SUCCESS);
                    copyUp(world, "Z:\\copy.bin", content);
                    assertThat(copyBack(world, "Z:\\copy.bin")).isEqualTo(content);
                });
        world.until(() -> world.disk().used() > 10_000 * seed);
        world.crashServer();
        world.pass(2_000);
        world.bootServer();
        world.finish();

        assertThat(world.disk().contents("public", "\\copy.bin")).isEqualTo(content);
        world.shutDown();
        assertThat(world.left()).isEmpty();
    }

    @Test
    void theForgetfulTwinLosesWhatItWasSendingWhenTheServerRestarts() {
        DriveWorld world = new DriveWorld(ForgetfulRedirector::new, LAN, Map.of()).boot();
        List<String> written = new ArrayList<>();

        world.thread(
                "write",
                () -> {
                    world.app().map("Z:", DriveWorld.SHARE);
                    HandleId file = world.app().openSynchronous("Z:\\a", Nt.FILE_CREATE);
                    written.add("begun");
                    world.app().write(file, 0, content(16_000));
                    written.add("done");
                });
        world.until(() -> !written.isEmpty());
        world.crashServer();
        world.pass(2_000);
        world.bootServer();

        assertThat(world.comesToRest()).isTrue();
        assertThat(written).containsExactly("begun");
    }

    @Test
    void aServerThatNobodyKnowsIsABadName() {
        DriveWorld world = world(LAN);

        world.run(() ->
                assertThat(world.app().map("Z:", "\\\\nowhere\\public"))
                        .isEqualTo(Win32Error.ERROR_BAD_NET_NAME));
    }

    @Test
    void aServerThatDoesNotAnswerLeavesNothingBehind() {
        DriveWorld world = world(LAN);
        world.crashServer();

        world.run(() -> {
            for (int i = 0; i < 3; i++) {
                assertThat(world.app().map("Z:", DriveWorld.SHARE))
                        .isEqualTo(Win32Error.ERROR_BAD_NET_NAME);
            }
        });

        world.bootServer();
        world.shutDown();
        assertThat(world.left()).isEmpty();
    }

    @Test
    void aShareThatIsNotOfferedIsABadName() {
        DriveWorld world = world(LAN);

        world.run(() ->
                assertThat(world.app().map("Z:", "\\\\files\\private"))
                        .isEqualTo(Win32Error.ERROR_BAD_NET_NAME));
        world.shutDown();
        assertThat(world.left()).isEmpty();
    }

    @Test
    void aRedirectorThatNobodyHasStartedIsNoNetwork() {
        DriveWorld world =
                new DriveWorld(StreamRedirector::new, LAN, Map.of("start", "manual")).boot();

        world.run(() ->
                assertThat(world.app().map("Z:", DriveWorld.SHARE))
                        .isEqualTo(Win32Error.ERROR_NO_NETWORK));
        world.shutDown();
        assertThat(world.left()).isEmpty();
    }

    @Test
    void aServerThatIsAwayForTooLongCostsTheRequestAndNotTheFile() {
        DriveWorld world = world(LAN);
        List<NtStatus> statuses = new ArrayList<>();

        world.thread(
                "write",
                () -> {
                    world.app().map("Z:", DriveWorld.SHARE);
                    HandleId file = world.app().openSynchronous("Z:\\a", Nt.FILE_CREATE);
                    statuses.add(world.app().write(file, 0, content(10)));
                    statuses.add(world.app().write(file, 0, content(20)));
                    statuses.add(world.app().write(file, 0, content(30)));
                    world.app().close(file);
                });
        world.until(() -> statuses.size() == 1);
        world.crashServer();
        world.until(() -> statuses.size() == 2);
        world.bootServer();
        world.finish();

        assertThat(statuses)
                .containsExactly(
                        NtStatus.STATUS_SUCCESS,
                        NtStatus.STATUS_IO_TIMEOUT,
                        NtStatus.STATUS_SUCCESS);
        assertThat(world.disk().contents("public", "\\a")).isEqualTo(content(30));
    }

    @Test
    void aFileIsReachedWithoutADriveToo() {
        DriveWorld world = world(LAN);

        world.run(() -> {
            world.app().map("Z:", DriveWorld.SHARE); // which starts the redirector
            copyUp(world, "\\??\\UNC\\files\\public\\a", content(10));
            assertThat(copyBack(world, "Z:\\a")).isEqualTo(content(10));
        });
        world.shutDown();
        assertThat(world.left()).isEmpty();
    }

    @Test
    void severalThreadsHaveRequestsUnderWayTogether() {
        DriveWorld world = world(BAD);
        world.run(() -> world.app().map("Z:", DriveWorld.SHARE));

        for (int i = 0; i < 5; i++) {
            String path = "Z:\\file" + i;
            ByteString content = content(20_000 + i);
            world.thread(
                    path,
                    () -> {
                        copyUp(world, path, content);
                        assertThat(copyBack(world, path)).isEqualTo(content);
                    });
        }
        world.finish();

        world.shutDown();
        assertThat(world.left()).isEmpty();
    }

    @Test
    void aWriteThatIsLongerThanOneRequestIsStillOneWrite() {
        DriveWorld world = world(LAN);
        ByteString content = content(200_000);

        world.run(() -> {
            world.app().map("Z:", DriveWorld.SHARE);
            HandleId file = world.app().openSynchronous("Z:\\a", Nt.FILE_CREATE);
            assertThat(world.app().write(file, 0, content)).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(world.app().read(file, 0, 300_000)).isEqualTo(content);
            assertThat(world.app().read(file, 200_000, 10)).isNull();
            world.app().close(file);
        });
    }

    @Test
    void whatTheForgetfulTwinLosesTheStreamRedirectorRepeats() {
        DriveWorld world = world(LAN);
        List<NtStatus> written = new ArrayList<>();

        world.thread(
                "write",
                () -> {
                    world.app().map("Z:", DriveWorld.SHARE);
                    HandleId file = world.app().openSynchronous("Z:\\a", Nt.FILE_CREATE);
                    written.add(NtStatus.STATUS_PENDING);
                    written.add(world.app().write(file, 0, content(16_000)));
                });
        world.until(() -> !written.isEmpty());
        world.crashServer();
        world.pass(2_000);
        world.bootServer();
        world.finish();

        assertThat(written.getLast()).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(world.disk().contents("public", "\\a")).isEqualTo(content(16_000));
    }

    @Test
    void aCancelledWriteEndsAtOnceThoughTheServerIsAway() {
        DriveWorld world = world(LAN);
        List<HandleId> files = new ArrayList<>();
        world.run(() -> {
            world.app().map("Z:", DriveWorld.SHARE);
            files.add(world.app().open("Z:\\a", Nt.FILE_CREATE, 0).fileHandle());
        });
        world.crashServer();
        long before = world.now();

        world.run(() -> world.app().writeAndCancel(files.getFirst(), content(100)));

        assertThat(world.now() - before).isLessThan(1_000_000_000);
        world.bootServer();
        world.run(() -> world.app().close(files.getFirst()));
        world.shutDown();
        assertThat(world.left()).isEmpty();
    }

    @Test
    void aClientThatComesBackEndsItsFormerConnection() {
        DriveWorld world = world(LAN);
        world.run(() -> world.app().map("Z:", DriveWorld.SHARE));
        int withOneClient = world.irpsOfServer();

        world.crashClient();
        world.bootClient();
        world.run(() -> world.app().map("Z:", DriveWorld.SHARE));
        world.pass(1_000);

        assertThat(world.irpsOfServer()).isEqualTo(withOneClient);
    }

    @Test
    void theSizeOfAFileIsAskedAndSet() {
        DriveWorld world = world(LAN);

        world.run(() -> {
            world.app().map("Z:", DriveWorld.SHARE);
            HandleId file = world.app().openSynchronous("Z:\\a", Nt.FILE_CREATE);
            world.app().write(file, 0, content(100));
            assertThat(world.app().size(file)).isEqualTo(100);
            assertThat(world.app().setSize(file, 40)).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(world.app().size(file)).isEqualTo(40);
            assertThat(world.app().flush(file)).isEqualTo(NtStatus.STATUS_SUCCESS);
            world.app().close(file);
        });

        assertThat(world.disk().contents("public", "\\a")).isEqualTo(content(100).substring(0, 40));
    }

    @Test
    void theSharesOfAServerHaveOneConnectionTogether() {
        DriveWorld world = world(LAN);
        world.disk().share("second");
        world.run(() -> world.app().map("Z:", DriveWorld.SHARE));
        int withOneShare = world.irpsOfServer();

        world.run(() ->
                assertThat(world.app().map("Y:", "\\\\files\\second"))
                        .isEqualTo(Win32Error.ERROR_SUCCESS));

        assertThat(world.irpsOfServer()).isEqualTo(withOneShare);
    }

    @Test
    void whatIsThereAlreadyIsNotCreatedAgain() {
        DriveWorld world = world(LAN);

        world.run(() -> {
            world.app().map("Z:", DriveWorld.SHARE);
            world.app().close(world.app().openSynchronous("Z:\\a", Nt.FILE_CREATE));
            assertThat(world.app().open("Z:\\a", Nt.FILE_CREATE, 0x20).status())
                    .isEqualTo(NtStatus.STATUS_OBJECT_NAME_COLLISION);
            assertThat(world.app().open("Z:\\b", Nt.FILE_OPEN, 0x20).status())
                    .isEqualTo(NtStatus.STATUS_OBJECT_NAME_NOT_FOUND);
        });
        world.shutDown();
        assertThat(world.left()).isEmpty();
    }

    private static DriveWorld world(LinkSettings link) {
        return new DriveWorld(StreamRedirector::new, link, Map.of()).boot();
    }

    private static ByteString content(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return ByteString.copyFrom(bytes);
    }

    private static void copyUp(DriveWorld world, String path, ByteString content) {
        HandleId file = world.app().openSynchronous(path, Nt.FILE_OVERWRITE_IF);
        for (int at = 0; at < content.size(); at += 16_384) {
            ByteString part = content.substring(at, Math.min(content.size(), at + 16_384));
            assertThat(world.app().write(file, at, part)).isEqualTo(NtStatus.STATUS_SUCCESS);
        }
        assertThat(world.app().close(file)).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    private static ByteString copyBack(DriveWorld world, String path) {
        HandleId file = world.app().openSynchronous(path, Nt.FILE_OPEN);
        ByteString all = ByteString.EMPTY;
        for (ByteString part = world.app().read(file, 0, 10_000);
                part != null;
                part = world.app().read(file, all.size(), 10_000)) {
            all = all.concat(part);
        }
        assertThat(world.app().close(file)).isEqualTo(NtStatus.STATUS_SUCCESS);
        return all;
    }
}
