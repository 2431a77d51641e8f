package dev.irpflow.rdbss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.protocol.kernel.IrpMjWrite;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.kernel.NtWriteFile;
import dev.irpflow.protocol.rdbss.LowIoOpRead;
import dev.irpflow.protocol.rdbss.LowIoOpWrite;
import dev.irpflow.protocol.rdbss.RxLowIoCompletion;
import dev.irpflow.protocol.rdbss.RxReleaseFcbResourceForThreadInMRx;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads and writes: finished at once or later, for requesters that wait and that go on. */
class LowIoTest {
    private static final int ASYNCHRONOUS = 0;

    private final RdbssWorld world = RdbssWorld.started();
    private final List<LowIoOpRead> reads = new ArrayList<>();
    private final List<LowIoOpWrite> writes = new ArrayList<>();

    private long open(int options) {
        long[] file = new long[1];
        world.run(me -> file[0] = world.open(me, RdbssWorld.FILE, options));
        return file[0];
    }

    private void pendReads() {
        world.minirdr.on(
                LowIoOpRead.class,
                me -> {
                    reads.add(me.request(LowIoOpRead.class));
                    return NtStatus.STATUS_PENDING;
                });
    }

    private void pendWrites() {
        world.minirdr.on(
                LowIoOpWrite.class,
                me -> {
                    writes.add(me.request(LowIoOpWrite.class));
                    return NtStatus.STATUS_PENDING;
                });
    }

    private void complete(long context, NtStatus status, long information) {
        world.minirdr
                .driver()
                .thread("answer", me -> me.call(completion(context, status, information)));
        world.settle();
    }

    private static RxLowIoCompletion completion(long context, NtStatus status, long information) {
        return RxLowIoCompletion.newBuilder()
                .setRxContext(context)
                .setStatus(status)
                .setInformation(information)
                .build();
    }

    @Test
    void aSynchronousReadThatPendsIsWaitedForAndNeverSeenPending() {
        long file = open(RdbssWorld.SYNCHRONOUS);
        pendReads();
        NtReadFile read = world.read(file, 0, world.buffer("...."));
        world.run(me -> {
            NtReadFile.Out out = me.call(read, NtReadFile.Out.class);
            world.note(out.getIoStatusBlock().getStatus());
            world.note(out.getIoStatusBlock().getInformation());
        });
        assertThat(world.notes).isEmpty();
        assertThat(reads.getFirst().getSynchronous()).isTrue();

        world.minirdr
                .driver()
                .thread(
                        "answer",
                        me ->
                                world.note(
                                        me.status(
                                                completion(
                                                        reads.getFirst().getRxContext(),
                                                        NtStatus.STATUS_SUCCESS,
                                                        3))));
        world.settle();

        assertThat(world.notes)
                .containsExactlyInAnyOrder(
                        "STATUS_MORE_PROCESSING_REQUIRED", "STATUS_SUCCESS", "3");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void anAsynchronousReadThatPendsCompletesOnceWithWhatIsStored() {
        long file = open(ASYNCHRONOUS);
        pendReads();
        Event event = world.event();
        NtReadFile read =
                world.read(file, 0, world.buffer("....")).toBuilder().setEvent(event.id()).build();

        world.run(me -> world.note(me.status(read)));
        assertThat(world.notes).containsExactly("STATUS_PENDING");
        assertThat(event.isSignaled()).isFalse();
        complete(reads.getFirst().getRxContext(), NtStatus.STATUS_SUCCESS, 4);

        assertThat(event.isSignaled()).isTrue();
        assertThat(world.all(RxContext.class)).isEmpty();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void anAsynchronousRequestThatIsFinishedInlineBalances() {
        long file = open(ASYNCHRONOUS);
        Event event = world.event();
        NtWriteFile write = world.write(file, 0, "text").toBuilder().setEvent(event.id()).build();

        world.run(me -> me.status(write));

        assertThat(event.isSignaled()).isTrue();
        assertThat(world.all(RxContext.class)).isEmpty();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void theCompletionMayComeBeforeTheRoutineReturns() {
        world.minirdr.on(
                LowIoOpRead.class,
                me -> {
                    me.call(
                            completion(
                                    me.request(LowIoOpRead.class).getRxContext(),
                                    NtStatus.STATUS_SUCCESS,
                                    2));
                    return NtStatus.STATUS_PENDING;
                });

        long file = open(RdbssWorld.SYNCHRONOUS);
        NtReadFile read = world.read(file, 0, world.buffer("...."));
        world.run(me -> {
            NtReadFile.Out out = me.call(read, NtReadFile.Out.class);
            world.note(out.getIoStatusBlock().getInformation());
            world.close(me, file);
        });
        long asynchronous = open(ASYNCHRONOUS);
        NtReadFile pending = world.read(asynchronous, 0, world.buffer("...."));
        world.run(me -> {
            world.note(me.status(pending));
            world.close(me, asynchronous);
        });

        assertThat(world.notes).containsExactly("2", "STATUS_PENDING");
        assertThat(world.all(RxContext.class)).isEmpty();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void moreBytesThanTheBufferHasAreTheMiniRedirectorsViolation() {
        long file = open(RdbssWorld.SYNCHRONOUS);
        pendReads();
        NtReadFile read = world.read(file, 0, world.buffer("...."));
        world.run(me ->
                world.note(
                        me.call(read, NtReadFile.Out.class).getIoStatusBlock().getInformation()));

        complete(reads.getFirst().getRxContext(), NtStatus.STATUS_SUCCESS, 5000);

        assertThat(world.host.violations()).containsExactly("kernel/information-beyond-buffer");
        assertThat(world.host.broken().getFirst().violation().place())
                .isEqualTo(world.minirdr.driver().place().toString());
        assertThat(world.notes).containsExactly("4");
    }

    @Test
    void completingTwiceIsAViolation() {
        long file = open(RdbssWorld.SYNCHRONOUS);
        pendReads();
        NtReadFile read = world.read(file, 0, world.buffer("...."));
        world.run(me -> me.status(read));
        long context = reads.getFirst().getRxContext();

        complete(context, NtStatus.STATUS_SUCCESS, 4);
        complete(context, NtStatus.STATUS_SUCCESS, 4);

        assertThat(world.host.violations()).containsExactly("rdbss/low-io-completes-once");
    }

    @Test
    void completingWhatWasFinishedInlineIsAViolation() {
        long file = open(RdbssWorld.SYNCHRONOUS);
        world.minirdr.on(
                LowIoOpWrite.class,
                me -> {
                    me.call(
                            completion(
                                    me.request(LowIoOpWrite.class).getRxContext(),
                                    NtStatus.STATUS_SUCCESS,
                                    4));
                    return NtStatus.STATUS_SUCCESS;
                });

        NtWriteFile write = world.write(file, 0, "text");
        world.run(me -> world.note(me.status(write)));

        assertThat(world.host.violations()).containsExactly("rdbss/low-io-completes-once");
        assertThat(world.notes).containsExactly("STATUS_SUCCESS");
    }

    @Test
    void aNullSlotIsNotImplementedAndNotCalled() {
        RdbssWorld other = new RdbssWorld();
        other.minirdr.nullSlot("LOWIO_OP_READ");
        other.registered();
        other.run(me -> other.control(me, RdbssWorld.DEVICE, ScriptedMinirdr.START));

        other.run(me -> {
            long file = other.open(me, RdbssWorld.FILE);
            other.note(me.status(other.read(file, 0, other.buffer("...."))));
        });

        assertThat(other.notes).containsExactly("STATUS_NOT_IMPLEMENTED");
        assertThat(other.minirdr.calls).doesNotContain("LOWIO_OP_READ");
        assertThat(other.host.isWell()).isTrue();
    }

    @Test
    void errorsOfTheNetworkReachTheApplicationAsTheyAre() {
        long file = open(RdbssWorld.SYNCHRONOUS);
        List<NtStatus> errors =
                List.of(
                        NtStatus.STATUS_IO_TIMEOUT,
                        NtStatus.STATUS_CONNECTION_DISCONNECTED,
                        NtStatus.STATUS_END_OF_FILE);

        for (NtStatus error : errors) {
            world.minirdr.answers(LowIoOpRead.class, error);
            NtReadFile read = world.read(file, 0, world.buffer("...."));
            world.run(me -> world.note(me.status(read)));
        }

        assertThat(world.notes)
                .containsExactlyElementsOf(errors.stream().map(String::valueOf).toList());
    }

    @Test
    void aWriteBeyondTheEndHoldsTheFileAloneAndMakesItLonger() {
        long file = open(ASYNCHRONOUS);
        pendWrites();
        Event first = world.event();
        Event second = world.event();
        world.begin("one", asynchronously(world.write(file, 0, "12345678"), first));
        world.settle();
        world.begin("two", asynchronously(world.write(file, 8, "1234"), second));
        world.settle();
        assertThat(writes).hasSize(1); // the other waits, though its requester has gone on
        assertThat(world.notes).containsExactly("STATUS_PENDING", "STATUS_PENDING");

        complete(writes.getFirst().getRxContext(), NtStatus.STATUS_SUCCESS, 8);
        complete(writes.get(1).getRxContext(), NtStatus.STATUS_SUCCESS, 4);

        assertThat(world.all(Fcb.class).getFirst().fileSize()).isEqualTo(12);
        assertThat(second.isSignaled()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void writesWithinTheFileRunSideBySide() {
        world.minirdr.fileSize = 100;
        long file = open(ASYNCHRONOUS);
        pendWrites();

        world.begin("one", asynchronously(world.write(file, 0, "1234"), world.event()));
        world.begin("two", asynchronously(world.write(file, 4, "1234"), world.event()));
        world.settle();

        assertThat(writes).hasSize(2);
        assertThat(writes.getFirst().getFlags()).isZero();
    }

    private TestDriver.Body asynchronously(NtWriteFile write, Event event) {
        NtWriteFile request = write.toBuilder().setEvent(event.id()).build();
        return me -> world.note(me.status(request));
    }

    @Test
    void theFileCanBeGivenBackEarlyForTheThreadThatHoldsIt() {
        long file = open(ASYNCHRONOUS);
        pendWrites();
        world.begin("one", asynchronously(world.write(file, 0, "1234"), world.event()));
        world.settle();
        LowIoOpWrite first = writes.getFirst();
        world.minirdr
                .driver()
                .thread("release", me -> me.call(release(first, first.getResourceThreadId())));
        world.settle();

        world.begin("two", asynchronously(world.write(file, 4, "1234"), world.event()));
        world.settle();

        assertThat(writes).hasSize(2);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void givingTheFileBackForAnotherThreadIsAViolation() {
        long file = open(ASYNCHRONOUS);
        pendWrites();
        world.begin("one", asynchronously(world.write(file, 0, "1234"), world.event()));
        world.settle();

        world.minirdr
                .driver()
                .thread(
                        "release",
                        me -> me.call(release(writes.getFirst(), me.call().strand().id())));
        world.settle();

        assertThat(world.host.violations()).containsExactly("rdbss/fcb-resource-owner");
    }

    private static RxReleaseFcbResourceForThreadInMRx release(LowIoOpWrite write, long thread) {
        return RxReleaseFcbResourceForThreadInMRx.newBuilder()
                .setRxContext(write.getRxContext())
                .setMrxFcb(write.getFcb())
                .setResourceThreadId(thread)
                .build();
    }

    @Test
    void aRequestThatMustPendGoesOnInAWorker() {
        long file = open(RdbssWorld.SYNCHRONOUS);
        List<String> threads = new ArrayList<>();
        world.minirdr.on(
                LowIoOpWrite.class,
                me -> {
                    threads.add(me.call().strand().kind().name());
                    return world.minirdr.byDefault(me);
                });
        world.host.faults(call ->
                call.request() instanceof IrpMjWrite ? new FaultPoint.Fate.Pend("pend") : null);

        NtWriteFile write = world.write(file, 0, "text");
        world.run(me -> world.note(me.status(write)));

        assertThat(threads).containsExactly("WORK_ITEM");
        assertThat(world.notes).containsExactly("STATUS_SUCCESS");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void bytesOfTheBufferAreTheApplications() {
        long file = open(RdbssWorld.SYNCHRONOUS);
        List<String> seen = new ArrayList<>();
        world.minirdr.on(
                LowIoOpWrite.class,
                me -> {
                    LowIoOpWrite write = me.request(LowIoOpWrite.class);
                    seen.add(
                            world.machine
                                    .memory()
                                    .read(write.getBuffer(), me.irql(), me.call().to())
                                    .toStringUtf8());
                    return world.minirdr.byDefault(me);
                });

        NtWriteFile write = world.write(file, 0, "hello");
        world.run(me -> me.status(write));

        assertThat(seen).containsExactly("hello");
    }
}
