package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.kernel.IoWorkitemRoutine;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/** The sink of one component: what it answers becomes messages of its machine. */
final class ComponentSink implements Sink {
    private final Place self;
    private final Machine machine;

    ComponentSink(Place self) {
        this.self = self;
        this.machine = self.machine();
    }

    @Override
    public Machine machine() {
        return machine;
    }

    @Override
    public Place self() {
        return self;
    }

    @Override
    public long now() {
        return machine.now();
    }

    @Override
    public void returns(Call call, NtStatus status, @Nullable GeneratedMessage out) {
        machine.strands().giveReturn(self, call, status, out);
    }

    @Override
    public void call(Call within, GeneratedMessage request, Object tag) {
        machine.strands().call(within, self, RoutineContract.of(request), request, tag);
    }

    @Override
    public void call(Call within, CallKind kind, Place to, GeneratedMessage request, Object tag) {
        machine.strands().call(kind, within, self, to, request, tag);
    }

    @Override
    public void dpc(String name, Object tag) {
        machine.strands()
                .beginDpc(
                        self,
                        name,
                        KDeferredRoutine.getDefaultInstance(),
                        tag,
                        Strands.ANY_PROCESSOR,
                        machine.causes().origin());
    }

    @Override
    public void workItem(String name, Object tag) {
        machine.workers()
                .queue(
                        self,
                        name,
                        IoWorkitemRoutine.getDefaultInstance(),
                        tag,
                        machine.causes().origin());
    }

    @Override
    public ComponentTimer timer(String name, Object tag) {
        return new ComponentTimer(self, name, tag);
    }

    @Override
    public int choose(Call at, String what, int ways) {
        return machine.chooseWay(chain(at, what), what, ways, at);
    }

    @Override
    public int choose(Call at, String what, Options options) {
        return machine.choose(chain(at, what), what, options, at);
    }

    private static long chain(Call at, String what) {
        return Site.join(at.path(), Site.key(what));
    }

    @Override
    public void transmit(GeneratedMessage frame, long chain) {
        machine.transmit(frame, chain);
    }

    @Override
    public void violated(Rule rule, Place by, String detail, @Nullable Call call) {
        machine.violated(rule, by, detail, call);
    }

    @Override
    public void bugCheck(BugCheck bugCheck) {
        machine.bugCheck(bugCheck);
    }
}
