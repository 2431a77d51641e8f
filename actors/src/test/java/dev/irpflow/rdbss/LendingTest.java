package dev.irpflow.rdbss;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.MemoryWrite;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.kernel.NtWriteFile;
import dev.irpflow.protocol.rdbss.LowIoOpRead;
import dev.irpflow.protocol.rdbss.LowIoOpWrite;
import dev.irpflow.protocol.rdbss.RxLowIoCompletion;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** The buffer of a read or write: whose it is from the system service to the mini-redirector. */
class LendingTest {
    private static final int ASYNCHRONOUS = 0;

    private final RdbssWorld world = RdbssWorld.started();
    private long context;
    private BufferRef buffer = BufferRef.getDefaultInstance();

    @Test
    void aMiniRedirectorDoesNotWriteWhatItIsToSend() {
        world.minirdr.on(
                LowIoOpWrite.class,
                me -> {
                    me.call(write(me.request(LowIoOpWrite.class).getBuffer()));
                    return NtStatus.STATUS_SUCCESS;
                });

        writeFile();

        assertThat(world.host.violations()).containsExactly(KernelRule.LENT_MEMORY_UNCHANGED.id());
    }

    @Test
    void aMiniRedirectorFillsTheBufferOfAReadUntilItsCompletion() {
        pendRead();
        readFile();

        world.minirdr.driver().thread("receive", me -> me.call(write(buffer)));
        complete();
        assertThat(world.host.isWell()).isTrue();
        world.minirdr.driver().thread("late", me -> me.call(write(buffer)));
        world.settle();

        assertThat(world.host.violations()).containsExactly(KernelRule.MEMORY_AFTER_LOAN.id());
    }

    @Test
    void whoWritesNothingTouchesNoByteWhetherItIsLentOrNot() {
        pendRead();
        readFile();
        BufferRef none = buffer.toBuilder().setLength(0).build();
        GeneratedMessage nothing = MemoryWrite.newBuilder().setTo(none).build();

        world.minirdr.driver().thread("receive", me -> me.call(nothing));
        complete();
        world.minirdr.driver().thread("late", me -> me.call(nothing));
        world.settle();

        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void anApplicationDoesNotLookIntoABufferBeforeTheReadHasEnded() {
        pendRead();
        NtReadFile read = readFile();

        world.run(me -> me.call(MemoryRead.newBuilder().setFrom(read.getBuffer()).build()));

        assertThat(world.host.violations()).containsExactly(KernelRule.LENT_MEMORY_UNTOUCHED.id());
    }

    @Test
    void aBufferIsTheApplicationsAgainWhenTheReadHasEnded() {
        pendRead();
        NtReadFile read = readFile();
        complete();

        world.run(me -> me.call(MemoryRead.newBuilder().setFrom(read.getBuffer()).build()));

        assertThat(world.host.isWell()).isTrue();
    }

    private void pendRead() {
        world.minirdr.on(
                LowIoOpRead.class,
                me -> {
                    context = me.request(LowIoOpRead.class).getRxContext();
                    buffer = me.request(LowIoOpRead.class).getBuffer();
                    return NtStatus.STATUS_PENDING;
                });
    }

    private void complete() {
        GeneratedMessage completion =
                RxLowIoCompletion.newBuilder()
                        .setRxContext(context)
                        .setStatus(NtStatus.STATUS_SUCCESS)
                        .setInformation(4)
                        .build();
        world.minirdr.driver().thread("answer", me -> me.call(completion));
        world.settle();
    }

    private NtReadFile readFile() {
        NtReadFile read = world.read(open(), 0, world.buffer("...."));
        world.run(me -> me.call(read));
        return read;
    }

    private void writeFile() {
        NtWriteFile write = world.write(open(), 0, "data");
        world.run(me -> me.call(write));
    }

    private long open() {
        long[] file = new long[1];
        world.run(me -> file[0] = world.open(me, RdbssWorld.FILE, ASYNCHRONOUS));
        return file[0];
    }

    private static GeneratedMessage write(BufferRef to) {
        return MemoryWrite.newBuilder().setTo(to).setData(ByteString.copyFromUtf8("!")).build();
    }
}
