package dev.irpflow.sim.export;

import dev.irpflow.sim.export.Witness.FailedCall;
import dev.irpflow.sim.export.Witness.Gust;
import dev.irpflow.sim.export.Witness.Met;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.FaultPlan;
import dev.irpflow.sim.scenario.FaultTerms;
import dev.irpflow.sim.scenario.Nth;
import dev.irpflow.sim.scenario.Target;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/** Makes faults that strike for certain of those that struck by chance in a run. */
final class FixedFaults {
    private static final Share ALWAYS = new Share(Share.WHOLE);

    private final Witness seen;
    private final ToLongBiFunction<TimeRange, String> drawn;
    private final List<Fault> fixed = new ArrayList<>();

    /**
     * Those of a run.
     *
     * @param drawn the time that a fault of a name drew from a range
     */
    FixedFaults(Witness seen, ToLongBiFunction<TimeRange, String> drawn) {
        this.seen = seen;
        this.drawn = drawn;
    }

    /**
     * The faults.
     *
     * @throws Refusal if something that struck cannot be written as one
     */
    FaultPlan of(FaultPlan plan) throws Refusal {
        for (int i = 0; i < plan.faults().size(); i++) {
            add(plan.faults().get(i), plan.names().get(i));
        }
        for (FailedCall call : seen.failed()) {
            fixed.add(failing(call));
        }
        return new FaultPlan(fixed, plan.calmAfter());
    }

    private void add(Fault fault, String name) throws Refusal {
        Met met = seen.faults().getOrDefault(name, new Met());
        switch (fault) {
            case Fault.EachSite each when each.asks() -> {} // its failures are faults of their own
            case Fault.Storm storm ->
                    seen.gusts().stream()
                            .filter(gust -> storm.faults().contains(gust.fault()))
                            .forEach(gust -> fixed.add(struck(gust)));
            case Fault.OnCalls calls -> add(calls, name, met, null);
            case Fault.OnFrames frames -> add(frames, name, met, frames.share());
            case Fault.OnMachine _, Fault.Lasting _, Fault.Flap _ -> {
                if (!met.struck().isEmpty()) {
                    fixed.add(with(fault, at(fault.terms(), name)));
                }
            }
        }
    }

    private void add(Fault fault, String name, Met met, @Nullable Share share) {
        FaultTerms terms = at(fault.terms(), name);
        boolean byChance = terms.chance() != null || (share != null && !share.equals(ALWAYS));
        if (!byChance && met.struck().equals(meant(terms, met))) {
            if (!met.struck().isEmpty()) {
                fixed.add(with(fault, terms));
            }
            return;
        }
        int number = 0;
        for (long nth : met.struck()) {
            number++;
            String given = terms.name();
            fixed.add(
                    with(
                            fault,
                            new FaultTerms(
                                    given == null || number == 1 ? given : given + "-" + number,
                                    terms.on(),
                                    new Nth.Only(Math.max(1, nth)),
                                    null,
                                    terms.at(),
                                    terms.during(),
                                    terms.when(),
                                    terms.lasts(),
                                    1L,
                                    1,
                                    false)));
        }
    }

    // What it strikes where nothing is left to chance.
    private static List<Long> meant(FaultTerms terms, Met met) {
        List<Long> meant = new ArrayList<>();
        long most = terms.atMost() == null ? Long.MAX_VALUE : terms.atMost();
        for (long i = 1; i <= met.subjects() && meant.size() < most; i++) {
            if (terms.nth() == null || terms.nth().includes(i)) {
                meant.add(i);
            }
        }
        return meant;
    }

    private FaultTerms at(FaultTerms terms, String name) {
        TimeRange at = terms.at();
        if (at == null || at.least().equals(at.most())) {
            return terms;
        }
        TimeSpan moment = new TimeSpan(drawn.applyAsLong(at, name));
        return new FaultTerms(
                terms.name(),
                terms.on(),
                terms.nth(),
                terms.chance(),
                new TimeRange(moment, moment),
                terms.during(),
                terms.when(),
                terms.lasts(),
                terms.atMost(),
                terms.weight(),
                terms.mayMiss());
    }

    // It stays one of each-site: what such a failure excuses stays excused.
    private static Fault failing(FailedCall call) {
        FaultTerms terms =
                terms(List.of(call.at()), new Nth.Only(Math.max(1, call.nth())), null, null);
        return new Fault.EachSite(
                new Target.Routine(call.routine()),
                call.code() == 0 ? null : new Status(call.status(), call.code()),
                terms,
                Where.whole("export"));
    }

    // It begins when it came, and strikes what it struck.
    private static Fault struck(Gust gust) {
        TimeSpan began = new TimeSpan(gust.beganNs());
        FaultTerms own = gust.fault().terms();
        return with(
                gust.fault(),
                terms(
                        own.on(),
                        gust.nth() == 0 ? null : new Nth.Only(gust.nth()),
                        new TimeRange(began, began),
                        own.lasts()));
    }

    private static FaultTerms terms(
            List<Place> on, @Nullable Nth nth, @Nullable TimeRange at, @Nullable TimeRange lasts) {
        return new FaultTerms(null, on, nth, null, at, null, null, lasts, 1L, 1, false);
    }

    private static Fault with(Fault fault, FaultTerms terms) {
        return switch (fault) {
            case Fault.Lose f -> new Fault.Lose(ALWAYS, f.of(), terms, f.where());
            case Fault.Duplicate f -> new Fault.Duplicate(ALWAYS, f.of(), terms, f.where());
            case Fault.Reorder f -> new Fault.Reorder(ALWAYS, f.of(), f.by(), terms, f.where());
            case Fault.Corrupt f ->
                    new Fault.Corrupt(ALWAYS, f.of(), f.leaving(), terms, f.where());
            case Fault.Fail f -> new Fault.Fail(f.target(), f.with(), terms, f.where());
            case Fault.Delay f -> new Fault.Delay(f.target(), f.by(), terms, f.where());
            case Fault.Pend f -> new Fault.Pend(f.target(), terms, f.where());
            case Fault.Cancel f -> new Fault.Cancel(f.target(), terms, f.where());
            case Fault.CompleteEarly f ->
                    new Fault.CompleteEarly(f.target(), f.with(), terms, f.where());
            case Fault.CompleteTwice f -> new Fault.CompleteTwice(f.target(), terms, f.where());
            case Fault.NeverComplete f -> new Fault.NeverComplete(f.target(), terms, f.where());
            case Fault.Raise f -> new Fault.Raise(f.target(), f.with(), terms, f.where());
            case Fault.Exhaust f -> new Fault.Exhaust(f.what(), terms, f.where());
            case Fault.Cut f -> new Fault.Cut(f.links(), terms, f.where());
            case Fault.Flap f ->
                    new Fault.Flap(f.links(), f.every(), f.downFor(), terms, f.where());
            case Fault.Slow f -> new Fault.Slow(f.links(), f.by(), f.to(), terms, f.where());
            case Fault.Pause f -> new Fault.Pause(f.machine(), terms, f.where());
            case Fault.SlowDown f -> new Fault.SlowDown(f.machine(), f.by(), terms, f.where());
            case Fault.Crash f -> new Fault.Crash(f.machine(), f.bugCheck(), terms, f.where());
            case Fault.Restart f -> new Fault.Restart(f.machine(), f.downFor(), terms, f.where());
            case Fault.Skew f -> new Fault.Skew(f.machine(), f.by(), f.back(), terms, f.where());
            case Fault.Stop f -> new Fault.Stop(f.what(), f.machine(), terms, f.where());
            case Fault.EndSession f ->
                    new Fault.EndSession(f.machine(), f.client(), terms, f.where());
            case Fault.ForceClose f ->
                    new Fault.ForceClose(f.machine(), f.kind(), f.port(), terms, f.where());
            case Fault.EachSite f -> new Fault.EachSite(f.target(), f.with(), terms, f.where());
            case Fault.Storm _ -> fault;
        };
    }
}
