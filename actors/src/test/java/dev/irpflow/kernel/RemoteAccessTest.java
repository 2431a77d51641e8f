package dev.irpflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.RemoteAccess.Answer;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.stage.DueEvent;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.TraceEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Memory that another machine reads and writes without a call. */
final class RemoteAccessTest {
    private static final Departure PEER = new Departure("client/ndk", 41);
    private static final ByteString HELLO = ByteString.copyFromUtf8("hello");

    private final TestHost host = new TestHost();
    private final Machine machine = host.machine("files");
    private final Memory memory = machine.memory();
    private final RemoteAccess remote = memory.remote();
    private final Region region =
            Objects.requireNonNull(
                    memory.allocate(Region.Kind.PAGED_POOL, "Test", 64, "files/driver"));

    @Test
    void aRemoteWriteChangesMemoryWithoutACallAndIsTracedWithItsCause() {
        long key = register(16, 32, false, true).key();

        assertThat(remote.write(key, 8, HELLO, PEER)).isNull();

        assertThat(machine.causes().current()).isNull();
        assertThat(local(24, 5)).isEqualTo(HELLO);
        assertThat(host.stage().trace().lines())
                .anySatisfy(line -> {
                    assertThat(line.kind()).isEqualTo(Kind.STATE);
                    assertThat(line.object()).isEqualTo(region.label());
                    assertThat(line.status()).isEqualTo("written 5 at 24");
                    assertThat(line.from()).isEqualTo("client/ndk");
                    assertThat(line.cause()).isEqualTo(41);
                    assertThat(line.strand()).isNull();
                });
    }

    @Test
    void aRemoteReadGivesWhatLiesThere() {
        memory.write(Memory.all(region), 16, HELLO, Irql.PASSIVE_LEVEL, machine.place("driver"));
        long key = register(16, 32, true, false).key();

        assertThat(remote.read(key, 0, 5, PEER)).isEqualTo(new Answer.Bytes(HELLO));
    }

    @Test
    void aRefusedAccessAnswersItsReasonAndIsNobodysBreach() {
        long readable = register(0, 16, true, false).key();
        long writable = register(16, 16, false, true).key();
        long ended = register(32, 16, true, true).key();
        remote.deregister(ended);

        assertThat(remote.write(readable, 0, HELLO, PEER)).isEqualTo(Inaccessible.NOT_PERMITTED);
        assertThat(remote.read(writable, 0, 1, PEER))
                .isEqualTo(new Answer.Refused(Inaccessible.NOT_PERMITTED));
        assertThat(remote.write(writable, 12, HELLO, PEER))
                .isEqualTo(Inaccessible.BEYOND_REGISTRATION);
        assertThat(remote.write(writable, -1, HELLO, PEER))
                .isEqualTo(Inaccessible.BEYOND_REGISTRATION);
        assertThat(remote.write(ended, 0, HELLO, PEER)).isEqualTo(Inaccessible.NOT_REGISTERED);
        assertThat(host.isWell()).isTrue();
        assertThat(local(0, 64)).isEqualTo(ByteString.copyFrom(new byte[64]));
    }

    @Test
    void registeredMemoryIsResidentAndStaysUntilItIsDeregistered() {
        Registration first = register(0, 8, true, true);
        Registration second = register(0, 64, true, true);

        assertThat(first.key()).isNotEqualTo(second.key());
        assertThat(memory.inaccessible(Memory.all(region), Irql.DISPATCH_LEVEL)).isNull();
        remote.deregister(first.key());
        assertThat(memory.free(region)).isFalse();
        remote.deregister(second.key());
        assertThat(memory.inaccessible(Memory.all(region), Irql.DISPATCH_LEVEL))
                .isEqualTo(Inaccessible.PAGED_AT_DISPATCH);
        assertThat(memory.free(region)).isTrue();
        assertThat(memory.inaccessible(Memory.all(region), Irql.PASSIVE_LEVEL))
                .isEqualTo(Inaccessible.FREED);
    }

    @Test
    void onlyAPartOfALiveRegionIsRegistered() {
        BufferRef beyond = Memory.ref(region, 60, 5);
        BufferRef nowhere = BufferRef.newBuilder().setRegion(999).setLength(1).build();

        assertThat(remote.register(beyond, true, true)).isNull();
        assertThat(remote.register(nowhere, true, true)).isNull();
        assertThat(remote.deregister(1)).isFalse();
    }

    @Test
    void writesToSeparateBytesDoNotConflictAndThoseToTheSameDo() {
        long key = register(0, 64, true, true).key();

        assertThat(conflict(() -> write(key, 0), () -> write(key, 32))).isFalse();
        assertThat(conflict(() -> write(key, 0), () -> write(key, 4))).isTrue();
        assertThat(conflict(() -> write(key, 0), () -> remote.deregister(99))).isTrue();
    }

    private void write(long key, long at) {
        remote.write(key, at, HELLO, PEER);
    }

    private boolean conflict(Runnable one, Runnable other) {
        List<Footprint> steps = new ArrayList<>();
        host.stage().pool().tell((chain, step, number, footprint) -> steps.add(footprint.copy()));
        host.stage().pool().schedule(new Arrives(one));
        host.stage().pool().schedule(new Arrives(other));
        host.run();
        host.stage().pool().endStep();
        return steps.get(0).conflictsWith(steps.get(1));
    }

    /** Something comes from another machine. */
    private static final class Arrives extends DueEvent {
        private final Runnable effect;

        Arrives(Runnable effect) {
            this.effect = effect;
            window(0, 0);
        }

        @Override
        public long chain() {
            return 1;
        }

        @Override
        public String describe() {
            return "it arrives";
        }

        @Override
        public void fire() {
            effect.run();
        }
    }

    private Registration register(long offset, long length, boolean reads, boolean writes) {
        return Objects.requireNonNull(
                remote.register(Memory.ref(region, offset, length), reads, writes));
    }

    private ByteString local(long offset, long length) {
        return memory.read(
                Memory.ref(region, offset, length), Irql.PASSIVE_LEVEL, machine.place("driver"));
    }
}
