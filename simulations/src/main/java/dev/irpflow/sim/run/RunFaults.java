package dev.irpflow.sim.run;

import dev.irpflow.contract.StatusSet;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.FaultPoint;

import dev.irpflow.kernel.Machine;
import dev.irpflow.network.FrameFaults;
import dev.irpflow.network.FrameKind;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.FaultPlan;
import dev.irpflow.sim.scenario.FaultTerms;
import dev.irpflow.sim.scenario.Target;
import dev.irpflow.sim.scenario.value.Link;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.stage.Site;
import dev.irpflow.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults of a run: armed at its start, asked at each call and frame, ended by the calm. */
final class RunFaults implements FaultPoint, FrameFaults {
    /** What a fault does to the world, where it is not a call's or a frame's fate. */
    interface World {
        /** A machine stops; it boots again after this time, never if negative. */
        void stop(String machine, long downForNs, String fault);

        /** A link carries nothing, or does again. */
        void cut(List<Link> links, boolean cut, String fault);

        /** An operation is to be cancelled while it is pending. */
        void cancelLater(Call call, String fault);

        /** Runs this after a time in nanoseconds. */
        void after(long delayNs, String what, Runnable action);

        /** A fault has struck at a call or a frame. */
        void struck(ArmedFault fault);

        /** All faults have ended. */
        void calmed();
    }

    private static final long FAULT = Site.key("fault");
    private static final long LENGTH = Site.key("fault length");
    // A storm's gusts come at drawn intervals up to this long: several in each second of a run.
    private static final long STORM_INTERVAL_NS = 200_000_000;

    // A copy, or a frame that others overtake, is late by up to this long unless the fault says more.
    private static final TimeRange HELD_BACK =
            new TimeRange(new TimeSpan(1_000), new TimeSpan(5_000_000));

    private final Stage stage;
    private final World world;
    private final Moments moments;
    private final List<ArmedFault> all = new ArrayList<>();
    private final List<ArmedFault> onCalls = new ArrayList<>();
    private final List<ArmedFault> onFrames = new ArrayList<>();
    private boolean calm;

    RunFaults(Stage stage, World world, Moments moments) {
        this.stage = stage;
        this.world = world;
        this.moments = moments;
    }

    /** Arms the faults of a plan, and sets the time of the calm. */
    void arm(FaultPlan plan) {
        int number = 0;
        for (Fault fault : plan.faults()) {
            arm(fault, ++number);
        }
        if (plan.calmAfter() != null) {
            world.after(plan.calmAfter().nanos(), "calm", this::calm);
        }
    }

    /**
     * Arms only what acts on calls and frames: machines, links and the calm are the affair of the
     * process that leads the run.
     */
    void armOnCallsAndFrames(FaultPlan plan) {
        int number = 0;
        for (Fault fault : plan.faults()) {
            number++;
            if (!isWorldwide(fault)) {
                arm(fault, number);
            }
        }
    }

    /** A fault of this name has struck on a machine of another process. */
    void struckElsewhere(String name) {
        for (ArmedFault fault : all) {
            if (fault.name().equals(name)) {
                fault.struck();
                return;
            }
        }
    }

    private static boolean isWorldwide(Fault fault) {
        return fault instanceof Fault.Cut
                || fault instanceof Fault.Crash
                || fault instanceof Fault.Restart
                || fault instanceof Fault.Storm;
    }

    /** Arms one fault; {@code number} tells it from others of its verb. */
    ArmedFault arm(Fault fault, int number) {
        String given = fault.terms().name();
        ArmedFault armed =
                new ArmedFault(fault, given == null ? fault.verb() + " " + number : given);
        all.add(armed);
        subscribe(armed);
        begin(armed);
        return armed;
    }

    /** Ends a fault by its name. */
    void end(String name) {
        for (ArmedFault fault : all) {
            if (fault.name().equals(name)) {
                close(fault);
                fault.end();
            }
        }
    }

    /** All faults end, and progress is owed. */
    void calm() {
        calm = true;
        for (ArmedFault fault : all) {
            close(fault);
            fault.end();
        }
        world.calmed();
    }

    boolean isCalm() {
        return calm;
    }

    List<ArmedFault> all() {
        return all;
    }

    @Override
    public FaultPoint.@Nullable Fate onCall(Call call) {
        for (int i = 0; i < onCalls.size(); i++) {
            ArmedFault fault = onCalls.get(i);
            if (fault.isOpen() && isSubject(fault, call)) {
                long site = stage.site(call.path(), Site.join(FAULT, Site.key(fault.name())));
                if (fault.strikesAt(site, null, stage.chooser())) {
                    FaultPoint.Fate fate = fateOf(fault, call, site);
                    if (fate != null) {
                        world.struck(fault);
                        return fate;
                    }
                }
            }
        }
        return null;
    }

    @Override
    public FrameFaults.@Nullable Fate onFrame(dev.irpflow.network.Link link, Frame frame) {
        for (int i = 0; i < onFrames.size(); i++) {
            ArmedFault fault = onFrames.get(i);
            if (fault.isOpen()) {
                String kind = FrameKind.of(frame).word();
                if (carries(fault.fault(), link.from(), link.to(), kind)) {
                    FrameFaults.Fate fate = strike(fault, link.chain(frame));
                    if (fate != null) {
                        world.struck(fault);
                        return fate;
                    }
                }
            }
        }
        return null;
    }

    private FrameFaults.@Nullable Fate strike(ArmedFault fault, long chain) {
        long site = stage.site(chain, Site.join(FAULT, Site.key(fault.name())));
        return switch (fault.fault()) {
            case Fault.Lose lose ->
                    fault.strikesAt(site, lose.share(), stage.chooser())
                            ? new FrameFaults.Fate.Lose(fault.name())
                            : null;
            case Fault.Duplicate duplicate ->
                    fault.strikesAt(site, duplicate.share(), stage.chooser())
                            ? new FrameFaults.Fate.Duplicate(
                                    fault.name(), length(HELD_BACK, site))
                            : null;
            case Fault.Reorder reorder ->
                    fault.strikesAt(site, reorder.share(), stage.chooser())
                            ? new FrameFaults.Fate.Delay(
                                    fault.name(),
                                    length(reorder.by() == null ? HELD_BACK : reorder.by(), site))
                            : null;
            case Fault.Cut cut -> null;
            case Fault.Fail fail -> null;
            case Fault.Delay delay -> null;
            case Fault.Pend pend -> null;
            case Fault.Cancel cancel -> null;
            case Fault.Crash crash -> null;
            case Fault.Restart restart -> null;
            case Fault.Storm storm -> null;
        };
    }

    private void subscribe(ArmedFault armed) {
        switch (armed.fault()) {
            case Fault.Lose lose -> onFrames.add(armed);
            case Fault.Duplicate duplicate -> onFrames.add(armed);
            case Fault.Reorder reorder -> onFrames.add(armed);
            case Fault.Fail fail -> onCalls.add(armed);
            case Fault.Delay delay -> onCalls.add(armed);
            case Fault.Pend pend -> onCalls.add(armed);
            case Fault.Cancel cancel -> onCalls.add(armed);
            case Fault.Cut cut -> {}
            case Fault.Crash crash -> {}
            case Fault.Restart restart -> {}
            case Fault.Storm storm -> {}
        }
    }

    // A fault opens at its time or moment, or at once; one that has a length closes after it.
    private void begin(ArmedFault armed) {
        FaultTerms terms = armed.terms();
        long site = Site.join(FAULT, Site.key(armed.name()));
        if (terms.when() != null) {
            // `nth` of a fault with `when` counts the moment, which carries it itself.
            moments.watch(terms.when(), (occurrence, at) -> open(armed));
        } else if (terms.at() != null) {
            world.after(length(terms.at(), site), armed.name(), () -> open(armed));
        } else if (terms.during() != null) {
            long from = terms.during().least().nanos();
            long to = terms.during().most().nanos();
            world.after(from, armed.name(), () -> open(armed));
            world.after(to, armed.name() + " ends", () -> close(armed));
        } else {
            open(armed);
        }
    }

    private void open(ArmedFault armed) {
        if (calm || armed.isOpen()) {
            return;
        }
        armed.open();
        if (!armed.isOpen()) {
            return; // spent
        }
        long site = Site.join(LENGTH, Site.key(armed.name()));
        switch (armed.fault()) {
            case Fault.Cut cut -> {
                armed.struck();
                world.cut(cut.links(), true, armed.name());
            }
            case Fault.Crash crash -> {
                armed.struck();
                world.stop(crash.machine(), -1, armed.name());
                armed.close();
            }
            case Fault.Restart restart -> {
                armed.struck();
                long downFor = length(restart.downFor(), stage.site(site, 0));
                world.stop(restart.machine(), downFor, armed.name());
                armed.close();
            }
            case Fault.Storm storm -> gust(armed, storm);
            case Fault.Lose lose -> {}
            case Fault.Duplicate duplicate -> {}
            case Fault.Reorder reorder -> {}
            case Fault.Fail fail -> {}
            case Fault.Delay delay -> {}
            case Fault.Pend pend -> {}
            case Fault.Cancel cancel -> {}
        }
        if (armed.terms().lasts() != null) {
            long lasts = length(armed.terms().lasts(), stage.site(site, 1));
            world.after(lasts, armed.name() + " ends", () -> close(armed));
        }
    }

    private void close(ArmedFault armed) {
        if (armed.isOpen() && armed.fault() instanceof Fault.Cut cut) {
            world.cut(cut.links(), false, armed.name());
        }
        armed.close();
    }

    // One gust: a fault of the storm, chosen by weight, strikes at its next subject; then the next.
    private void gust(ArmedFault storm, Fault.Storm faults) {
        long site = stage.site(Site.key(storm.name()), FAULT);
        long wait = Site.below(stage.chooser().draw(site), (int) STORM_INTERVAL_NS);
        world.after(
                wait,
                storm.name(),
                () -> {
                    if (storm.isOpen()) {
                        storm.struck();
                        arm(byWeight(faults, Site.join(site, 1)), all.size() + 1);
                        gust(storm, faults);
                    }
                });
    }

    private Fault byWeight(Fault.Storm storm, long site) {
        long sum = 0;
        for (Fault fault : storm.faults()) {
            sum += fault.terms().weight();
        }
        long drawn = Long.remainderUnsigned(stage.chooser().draw(site), Math.max(1, sum));
        for (Fault fault : storm.faults()) {
            drawn -= fault.terms().weight();
            if (drawn < 0) {
                return onlyOnce(fault);
            }
        }
        return onlyOnce(storm.faults().get(0));
    }

    private FaultPoint.@Nullable Fate fateOf(ArmedFault armed, Call call, long site) {
        return switch (armed.fault()) {
            case Fault.Fail fail -> {
                NtStatus status = statusOf(fail.with(), call, site);
                yield status == null ? null : new FaultPoint.Fate.Fail(armed.name(), status);
            }
            case Fault.Delay delay -> new FaultPoint.Fate.Delay(armed.name(), length(delay.by(), site));
            case Fault.Pend pend -> new FaultPoint.Fate.Pend(armed.name());
            case Fault.Cancel cancel -> {
                world.cancelLater(call, armed.name());
                yield null;
            }
            case Fault.Lose lose -> null;
            case Fault.Duplicate duplicate -> null;
            case Fault.Reorder reorder -> null;
            case Fault.Cut cut -> null;
            case Fault.Crash crash -> null;
            case Fault.Restart restart -> null;
            case Fault.Storm storm -> null;
        };
    }

    // Any documented failure of the routine, drawn by site; null if its page documents none.
    private @Nullable NtStatus statusOf(@Nullable Status with, Call call, long site) {
        if (with != null) {
            return NtStatus.forNumber(with.code());
        }
        List<Integer> failures = new ArrayList<>();
        StatusSet atReturn = call.contract().atReturn();
        StatusSet others = call.contract().others();
        atReturn.stream().filter(code -> code < 0).forEach(failures::add);
        others.stream().filter(code -> code < 0).forEach(failures::add);
        if (failures.isEmpty()) {
            return null;
        }
        long drawn = stage.chooser().draw(Site.join(site, 2));
        return NtStatus.forNumber(failures.get(Site.below(drawn, failures.size())));
    }

    private static boolean isSubject(ArmedFault armed, Call call) {
        Machine machine = call.to().machine();
        if (!Moments.isOn(armed.terms().on(), machine.name(), call.to().component())
                && !Moments.isOn(armed.terms().on(), machine.name(), call.from().component())) {
            return false;
        }
        Target target =
                switch (armed.fault()) {
                    case Fault.Fail fail -> fail.target();
                    case Fault.Delay delay -> delay.target();
                    case Fault.Pend pend -> pend.target();
                    case Fault.Cancel cancel -> cancel.target();
                    case Fault.Lose lose -> null;
                    case Fault.Duplicate duplicate -> null;
                    case Fault.Reorder reorder -> null;
                    case Fault.Cut cut -> null;
                    case Fault.Crash crash -> null;
                    case Fault.Restart restart -> null;
                    case Fault.Storm storm -> null;
                };
        return switch (target) {
            case null -> false;
            case Target.Routine(String name) -> call.contract().name().equals(name);
            case Target.AnyCall() -> call.kind() == CallKind.CALL && call.contract().returns() == Returns.NTSTATUS;
            case Target.AnyCompletion() -> call.kind() == CallKind.COMPLETION;
        };
    }

    private static boolean carries(Fault fault, String from, String to, String kind) {
        Fault.Frames frames =
                switch (fault) {
                    case Fault.Lose lose -> lose.of();
                    case Fault.Duplicate duplicate -> duplicate.of();
                    case Fault.Reorder reorder -> reorder.of();
                    case Fault.Cut cut -> null;
                    case Fault.Fail fail -> null;
                    case Fault.Delay delay -> null;
                    case Fault.Pend pend -> null;
                    case Fault.Cancel cancel -> null;
                    case Fault.Crash crash -> null;
                    case Fault.Restart restart -> null;
                    case Fault.Storm storm -> null;
                };
        if (frames == null || (frames.kind() != null && !frames.kind().equals(kind))) {
            return false;
        }
        if (frames.links().isEmpty()) {
            return true;
        }
        for (Link link : frames.links()) {
            if (link.carries(from, to)) {
                return true;
            }
        }
        return false;
    }

    private long length(TimeRange range, long site) {
        long spread = range.most().nanos() - range.least().nanos();
        return spread <= 0
                ? range.least().nanos()
                : range.least().nanos()
                        + Long.remainderUnsigned(stage.chooser().draw(site), spread + 1);
    }

    private static Fault onlyOnce(Fault fault) {
        FaultTerms t = fault.terms();
        FaultTerms once =
                new FaultTerms(
                        t.name(), t.on(), t.nth(), t.chance(), t.at(), t.during(), t.when(),
                        t.lasts(), 1L, t.weight(), true);
        return switch (fault) {
            case Fault.Lose f -> new Fault.Lose(f.share(), f.of(), once, f.where());
            case Fault.Duplicate f -> new Fault.Duplicate(f.share(), f.of(), once, f.where());
            case Fault.Reorder f -> new Fault.Reorder(f.share(), f.of(), f.by(), once, f.where());
            case Fault.Cut f -> new Fault.Cut(f.links(), once, f.where());
            case Fault.Fail f -> new Fault.Fail(f.target(), f.with(), once, f.where());
            case Fault.Delay f -> new Fault.Delay(f.target(), f.by(), once, f.where());
            case Fault.Pend f -> new Fault.Pend(f.target(), once, f.where());
            case Fault.Cancel f -> new Fault.Cancel(f.target(), once, f.where());
            case Fault.Crash f -> new Fault.Crash(f.machine(), once, f.where());
            case Fault.Restart f -> new Fault.Restart(f.machine(), f.downFor(), once, f.where());
            case Fault.Storm f -> new Fault.Storm(f.faults(), once, f.where());
        };
    }
}
