package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.StackLocation.CompletionRoutine;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call with an IRP: what it returned, and each time that the completion routine ran. */
final class Op {
    /**
     * The completion routine ran.
     *
     * @param pendingReturned as the routine saw it
     * @param beforeReturn whether the call had not returned yet
     * @param number its place among all completions of its machine, from 0
     */
    record Ended(
            NtStatus status,
            long information,
            boolean pendingReturned,
            boolean beforeReturn,
            Irql irql,
            int number,
            @Nullable GeneratedMessage out) {}

    private final Irp irp;
    private final List<Ended> ended = new ArrayList<>();
    private final List<TestDriver.Body> whenEnded = new ArrayList<>();
    private @Nullable NtStatus returned;

    Op(Peer peer) {
        this.irp = peer.machine.objects().add(new Irp(Irp.Origin.ALLOCATED, peer.place(), 1));
        long routine =
                peer.driver.address(me -> {
                    note(peer, me);
                    return STATUS_MORE_PROCESSING_REQUIRED;
                });
        irp.nextStack()
                .completion(new CompletionRoutine(peer.place(), routine, null, true, true, true));
    }

    Irp irp() {
        return irp;
    }

    /** Runs this in the completion routine, after the end was noted. */
    Op then(TestDriver.Body body) {
        whenEnded.add(body);
        return this;
    }

    void returned(NtStatus status) {
        returned = status;
    }

    /** What the call returned. */
    NtStatus returned() {
        assertThat(returned).as("has returned").isNotNull();
        return Objects.requireNonNull(returned);
    }

    boolean hasEnded() {
        return !ended.isEmpty();
    }

    /** The one time that the completion routine ran. */
    Ended end() {
        assertThat(ended).as("runs of the completion routine").hasSize(1);
        return ended.getFirst();
    }

    NtStatus status() {
        return end().status();
    }

    long information() {
        mustSucceed();
        return end().information();
    }

    <T extends GeneratedMessage> T out(Class<T> type) {
        return type.cast(Objects.requireNonNull(end().out()));
    }

    Op mustSucceed() {
        assertThat(status()).isEqualTo(NtStatus.STATUS_SUCCESS);
        return this;
    }

    private void note(Peer peer, Running me) {
        ended.add(
                new Ended(
                        irp.status(),
                        irp.information(),
                        irp.isPendingReturned(),
                        returned == null,
                        me.irql(),
                        peer.completions++,
                        irp.out()));
        whenEnded.forEach(body -> body.run(me));
    }
}
