package dev.irpflow.mup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoBuildDeviceIoControlRequest;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.NtDeviceIoControlFile;
import dev.irpflow.protocol.mup.IoctlRedirQueryPath;
import dev.irpflow.protocol.rdbss.MRxCreateSrvCall;
import dev.irpflow.protocol.rdbss.MRxCreateVNetRoot;
import dev.irpflow.protocol.rdbss.MrxNetrootCallback;
import dev.irpflow.protocol.rdbss.MrxSrvcallCallback;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.rdbss.RdbssSettings;
import dev.irpflow.rdbss.RdbssWorld;
import dev.irpflow.rdbss.ScriptedMinirdr;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which redirector serves a UNC name, with two real ones behind RDBSS. */
class MupTest {
    private static final String OTHER = "\\Device\\OtherRedirector";
    private static final String NAME = "\\\\files\\public\\a.bin";

    private final RdbssWorld world;
    private final ScriptedMinirdr first;
    private final ScriptedMinirdr second;

    MupTest() {
        this.world = new RdbssWorld(RdbssSettings.DEFAULT, MupSettings.DEFAULT);
        this.first = world.minirdr;
        this.second = start(world);
        forget();
    }

    private static ScriptedMinirdr start(RdbssWorld world) {
        ScriptedMinirdr first = world.minirdr;
        ScriptedMinirdr second = ScriptedMinirdr.on(world, "other", OTHER);
        for (ScriptedMinirdr minirdr : List.of(first, second)) {
            minirdr.register();
            world.settle();
        }
        world.run(me -> {
            world.control(me, "\\Device\\Redirector", ScriptedMinirdr.START);
            world.control(me, OTHER, ScriptedMinirdr.START);
        });
        return second;
    }

    private void forget() {
        first.calls.clear();
        second.calls.clear();
    }

    private void knowsNoServer(ScriptedMinirdr minirdr, NtStatus status) {
        minirdr.on(
                MRxCreateSrvCall.class,
                me -> {
                    me.call(
                            MrxSrvcallCallback.newBuilder()
                                    .setCallbackContext(
                                            me.request(MRxCreateSrvCall.class).getCallbackContext())
                                    .setStatus(status)
                                    .build());
                    return NtStatus.STATUS_PENDING;
                });
    }

    private void open(String name) {
        world.run(me -> {
            long file = world.open(me, name);
            world.note(file != 0);
            if (file != 0) {
                world.close(me, file);
            }
        });
    }

    @Test
    void theFirstRedirectorThatClaimsIsTheLastOneAsked() {
        open(NAME);

        assertThat(first.calls).contains("MRxCreate");
        assertThat(second.calls).isEmpty();
        assertThat(world.notes).containsExactly("true");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void theOrderIsThatOfProviderOrder() {
        RdbssWorld turned =
                new RdbssWorld(
                        RdbssSettings.DEFAULT,
                        new MupSettings(
                                MupSettings.DEFAULT.prefixCacheTimeoutNs(), List.of(OTHER)));
        ScriptedMinirdr other = start(turned);

        turned.run(me -> turned.open(me, NAME));

        assertThat(other.calls).contains("MRxCreate");
        assertThat(turned.minirdr.calls).doesNotContain("MRxCreate");
    }

    @Test
    void aRedirectorThatDeclinesLeavesTheNameToTheNext() {
        knowsNoServer(first, NtStatus.STATUS_CONNECTION_REFUSED);

        open(NAME);

        assertThat(first.calls).contains("MRxCreateSrvCall").doesNotContain("MRxCreate");
        assertThat(second.calls).contains("MRxCreate");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aClaimIsRememberedForItsTimeAndThenAskedForAgain() {
        open(NAME);
        forget();
        knowsNoServer(first, NtStatus.STATUS_BAD_NETWORK_PATH);

        world.pass(600);
        open("\\\\FILES\\public\\b.bin"); // its connection is gone, the claim is not
        assertThat(second.calls).isEmpty();
        world.pass(600);
        open(NAME);

        assertThat(second.calls).contains("MRxCreate");
    }

    @Test
    void aClaimOfAShareSaysNothingOfAnotherShare() {
        open(NAME);
        first.on(
                MRxCreateVNetRoot.class,
                me -> {
                    me.call(
                            MrxNetrootCallback.newBuilder()
                                    .setContext(me.request(MRxCreateVNetRoot.class).getContext())
                                    .setNetRootStatus(NtStatus.STATUS_BAD_NETWORK_NAME)
                                    .build());
                    return NtStatus.STATUS_PENDING;
                });

        open("\\\\files\\web\\index");

        assertThat(second.calls).contains("MRxCreate");
    }

    @Test
    void nobodyServesANameAndTheRefusalThatSaysMostIsReported() {
        knowsNoServer(first, NtStatus.STATUS_LOGON_FAILURE);
        knowsNoServer(second, NtStatus.STATUS_BAD_NETWORK_PATH);

        open(NAME);

        assertThat(world.notes).containsExactly("STATUS_LOGON_FAILURE", "false");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aDriveSkipsTheQuestions() {
        open("\\Device\\OtherRedirector\\;Z:\\files\\public\\a.bin");

        assertThat(second.calls).contains("MRxCreate");
        assertThat(first.calls).isEmpty();
    }

    @Test
    void theMiniRedirectorSeesAClaimAsAConnectionAndNeverTheControlCode() {
        open(NAME);

        assertThat(first.calls)
                .startsWith(
                        "MRxCreateSrvCall",
                        "MRxSrvCallWinnerNotify",
                        "MRxExtractNetRootName",
                        "MRxCreateVNetRoot")
                .doesNotContain("MRxDevFcbXXXControlFile");
    }

    @Test
    void aDriveLetterIsALinkToItsRedirector() {
        world.machine.namespace().link("\\??\\Z:", "\\Device\\Redirector\\;Z:\\files\\public");

        open("Z:\\a.bin");

        assertThat(first.calls).contains("MRxCreate");
        assertThat(world.notes).containsExactly("true");
    }

    @Test
    void allThatFollowsAnOpenReachesTheSameRedirector() {
        knowsNoServer(first, NtStatus.STATUS_BAD_NETWORK_PATH);
        world.run(me -> {
            long file = world.open(me, NAME);
            world.close(me, file);
        });

        assertThat(second.calls).contains("MRxCleanupFobx");
        assertThat(first.calls).doesNotContain("MRxCleanupFobx");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aHandleToMupItselfCanOnlyBeClosed() {
        world.run(me -> {
            long mup = world.open(me, "\\Device\\Mup");
            world.note(
                    me.status(
                            NtDeviceIoControlFile.newBuilder()
                                    .setFileHandle(mup)
                                    .setIoControlCode(ScriptedMinirdr.START)
                                    .build()));
            world.close(me, mup);
        });

        assertThat(world.notes).containsExactly("STATUS_INVALID_DEVICE_REQUEST");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aRedirectorThatHasStoppedIsNotAskedAndHasItsNameBack() {
        world.run(me -> world.control(me, "\\Device\\Redirector", ScriptedMinirdr.STOP));
        forget();

        open(NAME);

        assertThat(first.calls).isEmpty();
        assertThat(second.calls).contains("MRxCreate");
        assertThat(world.machine.namespace().device("\\Device\\Redirector")).isNotNull();
    }

    @Test
    void theQuestionsLeaveNoMemoryBehind() {
        List<Region> before = world.machine.objects().all(Region.class);

        open(NAME);

        assertThat(world.machine.objects().all(Region.class)).isEqualTo(before);
    }

    @Test
    void aDriverMayAskInTheOldFormToo() {
        Region answer = region(4);
        ByteString question =
                IoctlRedirQueryPath.newBuilder()
                        .setFilePathName("\\files\\public\\a")
                        .build()
                        .toByteString();
        Region asked = region(question.size());
        write(asked, question);

        first.driver()
                .thread(
                        "ask",
                        me -> {
                            IoBuildDeviceIoControlRequest.Out built =
                                    me.call(
                                            IoBuildDeviceIoControlRequest.newBuilder()
                                                    .setIoControlCode(0x14018F)
                                                    .setDeviceObject(second.deviceObject())
                                                    .setInputBuffer(Memory.all(asked))
                                                    .setOutputBuffer(Memory.all(answer))
                                                    .setIoStatusBlock(Memory.all(region(16)))
                                                    .build(),
                                            IoBuildDeviceIoControlRequest.Out.class);
                            world.note(
                                    me.status(
                                            IoCallDriver.newBuilder()
                                                    .setDeviceObject(second.deviceObject())
                                                    .setIrp(built.getReturned())
                                                    .build()));
                        });
        world.settle();

        assertThat(world.notes).containsExactly("STATUS_SUCCESS");
        assertThat(read(answer).byteAt(0)).isEqualTo((byte) 26); // \files\public, in bytes
        assertThat(world.host.details()).isEmpty();
    }

    private Region region(int length) {
        Region region =
                world.machine.memory().allocate(Region.Kind.NONPAGED_POOL, "Test", length, "other");
        if (region == null) {
            throw new AssertionError("no memory");
        }
        return region;
    }

    private void write(Region region, ByteString bytes) {
        world.machine
                .memory()
                .write(Memory.all(region), 0, bytes, Irql.PASSIVE_LEVEL, first.driver().place());
    }

    private ByteString read(Region region) {
        return world.machine
                .memory()
                .read(Memory.all(region), Irql.PASSIVE_LEVEL, first.driver().place());
    }

    @Test
    void aQuestionFromASystemServiceIsRefused() {
        world.run(me -> {
            long device = world.open(me, "\\Device\\Redirector");
            world.note(
                    me.status(
                            NtDeviceIoControlFile.newBuilder()
                                    .setFileHandle(device)
                                    .setIoControlCode(0x140193)
                                    .build()));
        });

        assertThat(world.notes).containsExactly("STATUS_INVALID_DEVICE_REQUEST");
        assertThat(first.calls).isEmpty();
    }
}
