package dev.irpflow.rdbss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.protocol.kernel.NtCancelIoFileEx;
import dev.irpflow.protocol.kernel.NtFlushBuffersFile;
import dev.irpflow.protocol.rdbss.LowIoOpRead;
import dev.irpflow.protocol.rdbss.LowIoOpWrite;
import dev.irpflow.protocol.rdbss.MRxCreate;
import dev.irpflow.protocol.rdbss.MRxCreateSrvCall;
import dev.irpflow.protocol.rdbss.MRxCreateVNetRoot;
import dev.irpflow.protocol.rdbss.RxDispatchToWorkerThread;
import dev.irpflow.protocol.rdbss.RxFinalizeConnection;
import dev.irpflow.protocol.rdbss.RxLowIoCompletion;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Many requests at once, in many orders: whatever happens first, nothing is lost or done twice. */
class StormTest {
    private static final int SEEDS = 60;
    private static final String[] NAMES = {
        RdbssWorld.FILE,
        RdbssWorld.DEVICE + "\\;Z:\\files\\public\\b.bin",
        "\\\\files\\public\\a.bin",
        "\\\\files\\other\\c.bin"
    };

    @Test
    void everyRequestEndsOnceAndNothingIsLeftInAnyOrder() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RdbssWorld world = world(seed);
            for (int i = 0; i < 6; i++) {
                int number = i;
                world.begin("app-" + i, me -> use(world, me, number));
            }
            world.settle();
            world.pass(120);

            assertThat(world.host.details()).as("seed %d", seed).isEmpty();
            assertThat(world.host.bugChecks()).as("seed %d", seed).isEmpty();
            assertThat(world.notes).as("seed %d", seed).hasSize(6);
            assertThat(world.isClean()).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void connectionsMayBeDeletedByForceAtAnyTime() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RdbssWorld world = world(seed);
            for (int i = 0; i < 4; i++) {
                int number = i;
                world.begin("app-" + i, me -> use(world, me, number));
            }
            world.minirdr.driver().thread("delete", me -> delete(world, me));
            world.settle();
            world.pass(120);

            assertThat(world.host.details()).as("seed %d", seed).isEmpty();
            assertThat(world.host.bugChecks()).as("seed %d", seed).isEmpty();
            assertThat(world.notes).as("seed %d", seed).hasSize(4);
            assertThat(world.isClean()).as("seed %d", seed).isTrue();
        }
    }

    private static void delete(RdbssWorld world, TestDriver.Running me) {
        for (int i = 0; i < 12; i++) {
            me.call(
                    RxDispatchToWorkerThread.newBuilder()
                            .setRoutine(world.minirdr.driver().addressOf(worker -> {}))
                            .build());
        }
        for (VNetRoot view : world.all(VNetRoot.class)) {
            if (view.isGood()) {
                me.call(
                        RxFinalizeConnection.newBuilder()
                                .setNetRoot(view.netRoot().id())
                                .setVNetRoot(view.id())
                                .setForceFilesClosed(1)
                                .build());
                return;
            }
        }
    }

    private static RdbssWorld world(long seed) {
        RdbssWorld world = RdbssWorld.started();
        later(world, MRxCreateSrvCall.class);
        later(world, MRxCreateVNetRoot.class);
        Deque<Long> owed = new ArrayDeque<>();
        long completing =
                world.minirdr
                        .driver()
                        .addressOf(me ->
                                me.call(
                                        RxLowIoCompletion.newBuilder()
                                                .setRxContext(owed.removeFirst())
                                                .setInformation(2)
                                                .build()));
        world.minirdr.on(
                LowIoOpRead.class,
                me -> pend(me, owed, completing, me.request(LowIoOpRead.class).getRxContext()));
        world.minirdr.on(
                LowIoOpWrite.class,
                me -> pend(me, owed, completing, me.request(LowIoOpWrite.class).getRxContext()));
        world.minirdr.on(
                MRxCreate.class,
                me -> {
                    if (me.call().strand().name().endsWith("3")
                            && me.request(MRxCreate.class).getPath().equals("\\c.bin")) {
                        return NtStatus.STATUS_ACCESS_DENIED;
                    }
                    return world.minirdr.byDefault(me);
                });
        world.host.stage().chooser().seed(seed);
        return world;
    }

    // The answer comes from a worker, before or after the routine returns.
    private static NtStatus pend(
            TestDriver.Running me, Deque<Long> owed, long completing, long context) {
        owed.addLast(context);
        me.call(RxDispatchToWorkerThread.newBuilder().setRoutine(completing).build());
        return NtStatus.STATUS_PENDING;
    }

    private static void later(
            RdbssWorld world, Class<? extends com.google.protobuf.GeneratedMessage> routine) {
        world.minirdr.on(
                routine,
                me -> {
                    long answering =
                            world.minirdr
                                    .driver()
                                    .addressOf(worker -> worker.call(answer(me.call().request())));
                    me.call(RxDispatchToWorkerThread.newBuilder().setRoutine(answering).build());
                    return NtStatus.STATUS_PENDING;
                });
    }

    private static com.google.protobuf.GeneratedMessage answer(
            com.google.protobuf.GeneratedMessage asked) {
        return asked instanceof MRxCreateSrvCall server
                ? ScriptedMinirdr.connected(server)
                : ScriptedMinirdr.connected((MRxCreateVNetRoot) asked);
    }

    private static void use(RdbssWorld world, TestDriver.Running me, int number) {
        boolean isSynchronous = number % 2 == 0;
        long file =
                world.machine.isDead()
                        ? 0
                        : me.call(
                                        RdbssWorld.request(
                                                        NAMES[number % NAMES.length],
                                                        isSynchronous ? RdbssWorld.SYNCHRONOUS : 0)
                                                .build())
                                .out(dev.irpflow.protocol.kernel.NtCreateFile.Out.class)
                                .getFileHandle();
        if (file != 0) {
            for (int i = 0; i < 3; i++) {
                me.call(world.write(file, 2L * i, "ab"));
            }
            if (!isSynchronous) {
                Event event = world.event();
                me.call(world.write(file, 0, "ab").toBuilder().setEvent(event.id()).build());
                me.call(world.write(file, 10, "ab").toBuilder().setEvent(event.id()).build());
                me.call(NtCancelIoFileEx.newBuilder().setFileHandle(file).build());
            }
            me.call(NtFlushBuffersFile.newBuilder().setFileHandle(file).build());
            me.call(world.read(file, 0, world.buffer("..")));
            world.close(me, file);
        }
        world.note("done");
    }
}
