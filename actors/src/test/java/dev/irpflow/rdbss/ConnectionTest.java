package dev.irpflow.rdbss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.rdbss.MRxCreateSrvCall;
import dev.irpflow.protocol.rdbss.MRxCreateVNetRoot;
import dev.irpflow.protocol.rdbss.MRxFinalizeNetRoot;
import dev.irpflow.protocol.rdbss.MRxFinalizeSrvCall;
import dev.irpflow.protocol.rdbss.MRxFinalizeVNetRoot;
import dev.irpflow.protocol.rdbss.MRxIsValidDirectory;
import dev.irpflow.protocol.rdbss.MRxSrvCallWinnerNotify;
import dev.irpflow.protocol.rdbss.MrxNetrootCallback;
import dev.irpflow.protocol.rdbss.MrxSrvcallCallback;
import dev.irpflow.protocol.rdbss.RxFinalizeConnection;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a name to a connection: SRV_CALL, NET_ROOT and V_NET_ROOT. */
class ConnectionTest {
    private static final String TREE = RdbssWorld.DEVICE + "\\;Z:\\files\\public";

    @Test
    void theFirstOpenBuildsServerShareAndViewInOrderAndTheNextOneBuildsNothing() {
        RdbssWorld world = RdbssWorld.started();

        world.run(me -> world.open(me, RdbssWorld.FILE));
        List<String> first = List.copyOf(world.minirdr.calls);
        world.minirdr.calls.clear();
        world.run(me -> world.open(me, RdbssWorld.DEVICE + "\\;Z:\\FILES\\Public\\b.bin"));

        assertThat(first)
                .containsExactly(
                        "MRxPreparseName",
                        "MRxCreateSrvCall",
                        "MRxSrvCallWinnerNotify",
                        "MRxExtractNetRootName",
                        "MRxCreateVNetRoot",
                        "MRxCreate");
        assertThat(world.minirdr.calls).containsExactly("MRxPreparseName", "MRxCreate");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void theWinnerGetsWhatMrxCreateSrvCallHasKeptForIt() {
        RdbssWorld world = RdbssWorld.started();
        List<Long> kept = new ArrayList<>();
        world.minirdr.on(
                MRxSrvCallWinnerNotify.class,
                me -> {
                    kept.add(me.request(MRxSrvCallWinnerNotify.class).getRecommunicateContext());
                    return NtStatus.STATUS_SUCCESS;
                });

        world.run(me -> world.open(me, RdbssWorld.FILE));

        assertThat(kept).containsExactly(7L);
    }

    @Test
    void aSecondShareReusesTheServer() {
        RdbssWorld world = RdbssWorld.started();
        world.run(me -> world.open(me, RdbssWorld.FILE));
        world.minirdr.calls.clear();

        world.run(me -> world.open(me, RdbssWorld.DEVICE + "\\;Y:\\files\\other\\a.bin"));

        assertThat(world.minirdr.calls)
                .containsExactly(
                        "MRxPreparseName",
                        "MRxExtractNetRootName",
                        "MRxCreateVNetRoot",
                        "MRxCreate");
        assertThat(world.all(SrvCall.class))
                .singleElement()
                .satisfies(server -> assertThat(server.count()).isGreaterThanOrEqualTo(3));
    }

    @Test
    void aSecondDriveOnTheSameShareIsANewViewOfIt() {
        RdbssWorld world = RdbssWorld.started();
        List<Boolean> isNew = new ArrayList<>();
        world.minirdr.on(
                MRxCreateVNetRoot.class,
                me -> {
                    isNew.add(me.request(MRxCreateVNetRoot.class).getNetRootIsNew());
                    return world.minirdr.byDefault(me);
                });

        world.run(me -> {
            world.open(me, RdbssWorld.FILE);
            world.open(me, RdbssWorld.DEVICE + "\\;Y:\\files\\public\\a.bin");
        });

        assertThat(isNew).containsExactly(true, false);
        assertThat(world.all(NetRoot.class)).hasSize(1);
    }

    @Test
    void aStatusThatIsNotWrittenMeansThatThereIsNoSuchServer() {
        RdbssWorld world = RdbssWorld.started();
        world.minirdr.on(
                MRxCreateSrvCall.class,
                me -> {
                    me.call(
                            ScriptedMinirdr.connected(me.request(MRxCreateSrvCall.class))
                                    .toBuilder()
                                    .clearStatus()
                                    .build());
                    return NtStatus.STATUS_PENDING;
                });

        world.run(me -> world.open(me, RdbssWorld.FILE));

        assertThat(world.notes).containsExactly("STATUS_BAD_NETWORK_PATH");
        assertThat(world.minirdr.calls).doesNotContain("MRxSrvCallWinnerNotify");
    }

    @Test
    void theResultMayComeLaterFromAnotherThreadWhileOthersWaitForIt() {
        RdbssWorld world = RdbssWorld.started();
        List<MRxCreateSrvCall> asked = new ArrayList<>();
        world.minirdr.on(
                MRxCreateSrvCall.class,
                me -> {
                    asked.add(me.request(MRxCreateSrvCall.class));
                    return NtStatus.STATUS_PENDING;
                });
        world.begin("first", me -> world.note(world.open(me, RdbssWorld.FILE) != 0));
        world.begin(
                "second",
                me ->
                        world.note(
                                world.open(me, RdbssWorld.DEVICE + "\\;Z:\\files\\public\\b.bin")
                                        != 0));
        world.settle();
        assertThat(world.notes).isEmpty();

        world.minirdr
                .driver()
                .thread("answer", me -> me.call(ScriptedMinirdr.connected(asked.getFirst())));
        world.settle();

        assertThat(world.notes).containsExactly("true", "true");
        assertThat(RdbssWorld.count(world.minirdr.calls, "MRxCreateSrvCall")).isEqualTo(1);
        assertThat(RdbssWorld.count(world.minirdr.calls, "MRxCreateVNetRoot")).isEqualTo(1);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void whoWaitsForAConnectionThatFailsFailsLikeIt() {
        RdbssWorld world = RdbssWorld.started();
        List<MRxCreateSrvCall> asked = new ArrayList<>();
        world.minirdr.on(
                MRxCreateSrvCall.class,
                me -> {
                    asked.add(me.request(MRxCreateSrvCall.class));
                    return NtStatus.STATUS_PENDING;
                });
        world.begin("first", me -> world.open(me, RdbssWorld.FILE));
        world.begin("second", me -> world.open(me, RdbssWorld.FILE));
        world.settle();

        fail(world, asked.getFirst(), NtStatus.STATUS_NETWORK_UNREACHABLE);
        world.begin("third", me -> world.open(me, RdbssWorld.FILE));
        world.settle();
        fail(world, asked.get(1), NtStatus.STATUS_LOGON_FAILURE);
        world.pass(60);

        assertThat(world.notes)
                .containsExactly(
                        "STATUS_NETWORK_UNREACHABLE",
                        "STATUS_NETWORK_UNREACHABLE",
                        "STATUS_LOGON_FAILURE");
        assertThat(world.minirdr.calls).doesNotContain("MRxFinalizeSrvCall");
        assertThat(world.isClean()).isTrue();
    }

    private static void fail(RdbssWorld world, MRxCreateSrvCall asked, NtStatus status) {
        world.minirdr
                .driver()
                .thread(
                        "answer",
                        me ->
                                me.call(
                                        MrxSrvcallCallback.newBuilder()
                                                .setCallbackContext(asked.getCallbackContext())
                                                .setStatus(status)
                                                .build()));
        world.settle();
    }

    @Test
    void aShareThatIsThereMayRefuseTheView() {
        RdbssWorld world = RdbssWorld.started();
        world.minirdr.on(
                MRxCreateVNetRoot.class,
                me -> {
                    me.call(
                            MrxNetrootCallback.newBuilder()
                                    .setContext(me.request(MRxCreateVNetRoot.class).getContext())
                                    .setVirtualNetRootStatus(NtStatus.STATUS_LOGON_FAILURE)
                                    .build());
                    return NtStatus.STATUS_PENDING;
                });

        world.run(me -> world.open(me, RdbssWorld.FILE));

        assertThat(world.notes).containsExactly("STATUS_LOGON_FAILURE");
        assertThat(world.all(NetRoot.class)).singleElement().matches(RxStructure::isGood);
        assertThat(world.all(VNetRoot.class))
                .singleElement()
                .satisfies(view -> assertThat(view.condition()).isEqualTo(Condition.BAD));

        world.minirdr.on(MRxCreateVNetRoot.class, world.minirdr::byDefault);
        world.run(me -> world.note(world.open(me, RdbssWorld.FILE) != 0));
        assertThat(world.notes).last().isEqualTo("true"); // the next open asks again
    }

    @Test
    void callingBackTwiceIsAViolation() {
        RdbssWorld world = RdbssWorld.started();
        world.minirdr.on(
                MRxCreateSrvCall.class,
                me -> {
                    MRxCreateSrvCall request = me.request(MRxCreateSrvCall.class);
                    me.call(ScriptedMinirdr.connected(request));
                    me.call(ScriptedMinirdr.connected(request));
                    return NtStatus.STATUS_PENDING;
                });

        world.run(me -> world.open(me, RdbssWorld.FILE));

        assertThat(world.host.violations()).containsExactly("rdbss/connection-callback-once");
    }

    @Test
    void answeringMrxCreateSrvCallAtOnceIsAViolationAndTakenAsItsResult() {
        RdbssWorld world = RdbssWorld.started();
        world.minirdr.answers(MRxCreateSrvCall.class, NtStatus.STATUS_NETWORK_UNREACHABLE);

        world.run(me -> world.open(me, RdbssWorld.FILE));

        assertThat(world.host.violations()).containsExactly("kernel/undocumented-status");
        assertThat(world.notes).containsExactly("STATUS_NETWORK_UNREACHABLE");
    }

    @Test
    void theHandleOfATreeConnectionKeepsItUntilTheScavengerFindsItUnused() {
        RdbssWorld world = RdbssWorld.started();
        long[] tree = new long[1];
        world.run(me -> {
            tree[0] = world.open(me, TREE, treeOptions());
            world.close(me, world.open(me, RdbssWorld.FILE));
        });
        world.pass(60);
        assertThat(world.minirdr.calls).doesNotContain("MRxFinalizeVNetRoot");

        world.run(me -> world.close(me, tree[0]));
        world.pass(60);

        assertThat(world.minirdr.calls)
                .endsWith("MRxFinalizeVNetRoot", "MRxFinalizeNetRoot", "MRxFinalizeSrvCall");
        assertThat(world.isClean()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void errorsOfFinaliseRoutinesAreIgnored() {
        RdbssWorld world = RdbssWorld.started();
        world.minirdr.answers(MRxFinalizeVNetRoot.class, NtStatus.STATUS_UNSUCCESSFUL);
        world.minirdr.answers(MRxFinalizeNetRoot.class, NtStatus.STATUS_UNSUCCESSFUL);
        world.minirdr.answers(MRxFinalizeSrvCall.class, NtStatus.STATUS_UNSUCCESSFUL);
        world.run(me -> world.close(me, world.open(me, TREE, treeOptions())));

        world.pass(60);

        assertThat(world.isClean()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aTreeConnectionBelowTheShareAsksWhetherTheDirectoryIsThere() {
        RdbssWorld world = RdbssWorld.started();
        world.minirdr.on(
                MRxIsValidDirectory.class,
                me ->
                        me.request(MRxIsValidDirectory.class).getDirectoryName().equals("\\docs")
                                ? NtStatus.STATUS_SUCCESS
                                : NtStatus.STATUS_BAD_NETWORK_PATH);

        world.run(me -> {
            world.note(world.open(me, TREE + "\\docs", treeOptions()) != 0);
            world.open(me, TREE + "\\nowhere", treeOptions());
        });

        assertThat(world.notes).containsExactly("true", "STATUS_BAD_NETWORK_PATH");
    }

    @Test
    void deletingAConnectionFailsWhileAFileIsOpenUnlessItIsForced() {
        RdbssWorld world = RdbssWorld.started();
        long[] file = new long[1];
        world.run(me -> file[0] = world.open(me, RdbssWorld.FILE));

        delete(world, 0);
        world.run(me -> world.note(me.status(world.write(file[0], 0, "x"))));
        delete(world, 1);
        world.run(me -> {
            world.note(me.status(world.write(file[0], 0, "x")));
            world.close(me, file[0]);
        });
        world.pass(60);

        assertThat(world.notes)
                .containsExactly(
                        "STATUS_FILES_OPEN",
                        "STATUS_SUCCESS",
                        "STATUS_SUCCESS",
                        "STATUS_UNEXPECTED_NETWORK_ERROR");
        assertThat(world.minirdr.calls)
                .endsWith("MRxFinalizeVNetRoot", "MRxFinalizeNetRoot", "MRxFinalizeSrvCall");
        assertThat(world.isClean()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void deletingAnUnusedConnectionFinalisesItAtOnce() {
        RdbssWorld world = RdbssWorld.started();
        world.run(me -> world.close(me, world.open(me, TREE, treeOptions())));

        delete(world, 0);

        assertThat(world.notes).containsExactly("STATUS_SUCCESS");
        assertThat(world.isClean()).isTrue();
    }

    private static void delete(RdbssWorld world, int force) {
        VNetRoot view = world.all(VNetRoot.class).getFirst();
        world.minirdr
                .driver()
                .thread(
                        "delete",
                        me ->
                                world.note(
                                        me.status(
                                                RxFinalizeConnection.newBuilder()
                                                        .setNetRoot(view.netRoot().id())
                                                        .setVNetRoot(view.id())
                                                        .setForceFilesClosed(force)
                                                        .build())));
        world.settle();
    }

    private static int treeOptions() {
        return RdbssWorld.SYNCHRONOUS | RdbssWorld.TREE_CONNECTION;
    }
}
