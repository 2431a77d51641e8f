package dev.irpflow.sim.run;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Host;
import dev.irpflow.kernel.IrpState;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.Violation;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Nth;
import dev.irpflow.sim.scenario.Target;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.Result;
import dev.irpflow.sim.scenario.yaml.Where;
import dev.irpflow.stage.Footprint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells who waits for a moment that it has come. Listeners are found by the routine's name, so a
 * message that nobody waits for costs one look-up.
 */
final class Moments implements Host.Observer {
    /** Told when a moment has come. */
    @FunctionalInterface
    interface Listener {
        /** The moment has come for the {@code occurrence}th time; {@code at} is its call. */
        void came(long occurrence, @Nullable Call at);
    }

    /** One moment that is watched. */
    final class Watch {
        private final Moment moment;
        private final @Nullable Nth nth;
        private final Listener listener;
        private final boolean onlyHere;
        private long occurrences;
        private boolean come;
        private boolean ended;

        private Watch(Moment moment, @Nullable Nth nth, boolean onlyHere, Listener listener) {
            this.moment = moment;
            this.nth = nth;
            this.onlyHere = onlyHere;
            this.listener = listener;
        }

        /** How often it came, whatever {@code nth} says. */
        long occurrences() {
            return occurrences;
        }

        /** Whether it came as {@code nth} says. */
        boolean hasCome() {
            return come;
        }

        /** No longer wanted. */
        void end() {
            ended = true;
        }

        // The moment itself is meant, not one that reads the same: each is told of once.
        private void cameElsewhere(Moment which) {
            if (moment == which && !onlyHere) {
                came(null);
            }
        }

        private void came(@Nullable Call at) {
            if (footprint != null) {
                footprint.write(Footprint.RUN); // its count, and whatever the listener does
            }
            occurrences++;
            if (!ended && (nth == null || nth.includes(occurrences))) {
                come = true;
                listener.came(occurrences, at);
            }
        }
    }

    private static final String ANY = "*";

    private final Map<String, List<Watch>> byRoutine = new LinkedHashMap<>();
    private final List<Watch> others = new ArrayList<>();
    private final Operations operations;
    private Function<Call, String> scripts = call -> "";
    private @Nullable Footprint footprint;
    private boolean frames;
    private @Nullable RunObserver observer;

    Moments(Operations operations) {
        this.operations = operations;
    }

    /** The key of the script that a call is for, by this; "" if it is for none. */
    void scripts(Function<Call, String> keys) {
        this.scripts = keys;
    }

    /** Tells this too of whatever comes from now on. */
    void tell(RunObserver of) {
        this.observer = of;
    }

    /** Whatever comes from now on is noted here. */
    void noteIn(Footprint of) {
        this.footprint = of;
    }

    /** Watches a moment from now on. */
    Watch watch(Moment moment, Listener listener) {
        return add(new Watch(moment, moment.nth(), false, listener));
    }

    /** Watches every occurrence on the machines of this process, whatever {@code nth} says. */
    void watchHere(Moment moment, Runnable came) {
        add(new Watch(moment, null, true, (occurrence, at) -> came.run()));
    }

    /** A moment of the scenario has come on a machine of another process. */
    void cameElsewhere(Moment moment) {
        for (Watch watch : List.copyOf(others)) {
            watch.cameElsewhere(moment);
        }
        for (List<Watch> watches : List.copyOf(byRoutine.values())) {
            for (Watch watch : List.copyOf(watches)) {
                watch.cameElsewhere(moment);
            }
        }
    }

    private Watch add(Watch watch) {
        Moment moment = watch.moment;
        if (moment instanceof Moment.Message message) {
            String key =
                    switch (message.target()) {
                        case Target.Routine(String name) -> name;
                        case Target.Script(String _, String routine) -> routine;
                        case Target.AnyCall() -> ANY;
                        case Target.AnyCompletion() -> ANY;
                    };
            byRoutine.computeIfAbsent(key, k -> new ArrayList<>(2)).add(watch);
        } else {
            others.add(watch);
            frames |= moment instanceof Moment.Frame;
        }
        return watch;
    }

    @Override
    public void delivered(Message message) {
        if (observer != null && !isStepsWait(message)) {
            observer.delivered(message);
        }
        switch (message) {
            case Call call -> called(call);
            case Return answer -> returned(answer);
        }
    }

    private static boolean isStepsWait(Message message) {
        return StepEvent.isWaitedForBy(
                switch (message) {
                    case Call call -> call;
                    case Return answer -> answer.call();
                });
    }

    @Override
    public void changed(String noun, String from, String to) {
        if (observer != null) {
            observer.changed(noun, from, to);
        }
    }

    @Override
    public void changed(IrpState from, IrpState to) {
        if (observer != null) {
            observer.changed(from, to);
        }
    }

    /** Whether anybody waits for frames. */
    boolean watchesFrames() {
        return frames;
    }

    /** A frame of this kind sets out. */
    void frame(String kind, String from, String to) {
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i).moment instanceof Moment.Frame frame
                    && frame.frame().equals(kind)
                    && (frame.on() == null || frame.on().carries(from, to))) {
                others.get(i).came(null);
            }
        }
    }

    /**
     * A fault of this name strikes.
     *
     * @param given the name that the scenario gives it, where it is a gust of a storm
     */
    void fault(String name, @Nullable String given) {
        if (observer != null) {
            observer.struck(name);
        }
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i).moment instanceof Moment.FaultStrikes fault
                    && (fault.fault().equals(name) || fault.fault().equals(given))) {
                others.get(i).came(null);
            }
        }
    }

    /** The fault that strikes is a gust. */
    void gust(Fault fault, long beganNs, long nth) {
        if (observer != null) {
            observer.gustStruck(fault, beganNs, nth);
        }
    }

    /** A machine has died. */
    void bugCheck(String machine, long code, long first) {
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i).moment instanceof Moment.BugCheck check
                    && check.code().code() == code
                    && (check.code().first() == null || check.code().first() == first)
                    && Place.isAmong(check.on(), machine, null)) {
                others.get(i).came(null);
            }
        }
    }

    /** A rule was broken. */
    void violation(String machine, Violation violation) {
        if (observer != null) {
            observer.violated(violation);
        }
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i).moment instanceof Moment.Violation wanted
                    && wanted.rule().equals(violation.rule().id())
                    && Place.isAmong(wanted.on(), machine, null)) {
                others.get(i).came(violation.call());
            }
        }
    }

    /** A step waits for a time that was drawn. */
    void waits(Where step, long lengthNs) {
        if (observer != null) {
            observer.waits(step, lengthNs);
        }
    }

    /** A fault that could strike has met a call. */
    void met(String fault, Call call) {
        if (observer != null) {
            observer.met(fault, call);
        }
    }

    /** A fault that could strike has met an operation that is pending. */
    void metPending(String fault, Call begun) {
        if (observer != null) {
            observer.metPending(fault, begun);
        }
    }

    /** A fault that could strike has met a frame of a kind. */
    void met(String fault, String from, String to, String frame) {
        if (observer != null) {
            observer.met(fault, from, to, frame);
        }
    }

    private void called(Call call) {
        Operations.Ended ended = operations.called(call);
        Moment.Kind kind =
                switch (call.kind()) {
                    case CALL ->
                            call.contract().kind() == Kind.CALLBACK
                                    ? Moment.Kind.INDICATE
                                    : Moment.Kind.CALL;
                    case COMPLETION -> Moment.Kind.COMPLETION;
                    case CANCEL -> Moment.Kind.CANCEL;
                    case FRAME -> null;
                };
        if (kind != null) {
            tell(kind, call, call.strand(), null);
        }
        boolean ends = kind == Moment.Kind.COMPLETION || kind == Moment.Kind.CANCEL;
        List<Watch> named = ends ? byRoutine.get(call.contract().name()) : null;
        if (named != null) { // a completion or cancel routine is a callback too
            tell(named, Moment.Kind.INDICATE, call, call.strand(), null);
        }
        if (ended != null) {
            completed(ended, call.strand());
        }
        Call cancelled = operations.cancelled(call);
        if (cancelled != null) {
            tell(Moment.Kind.CANCEL, cancelled, call.strand(), null);
        }
    }

    private void returned(Return answer) {
        Operations.Ended ended = operations.returned(answer);
        Call call = answer.call();
        tell(Moment.Kind.RETURN, call, call.strand(), resultOf(call, answer));
        if (ended != null) {
            completed(ended, call.strand());
        }
    }

    // It happens where it is completed, at the level there, not where it was begun.
    private void completed(Operations.Ended ended, Strand strand) {
        int code = ended.status().getNumber();
        Result result =
                new Result(code, code < 0 ? Result.Meaning.FAILURE : Result.Meaning.SUCCESS);
        tell(Moment.Kind.COMPLETION, ended.begun(), strand, result);
        Call service = ended.begun().outer();
        if (service != null && service.contract().completes() == Completes.IF_PENDING) {
            // A system service begins the operation that its IRP carries.
            List<Watch> asked = byRoutine.get(service.contract().name());
            if (asked != null) {
                tell(asked, Moment.Kind.COMPLETION, service, strand, result);
            }
        }
    }

    private void tell(Moment.Kind kind, Call call, Strand strand, @Nullable Result result) {
        List<Watch> watches = byRoutine.get(call.contract().name());
        if (watches != null) {
            tell(watches, kind, call, strand, result);
        }
        List<Watch> any = byRoutine.get(ANY);
        if (any != null) {
            tell(any, kind, call, strand, result);
        }
    }

    private void tell(
            List<Watch> watches,
            Moment.Kind kind,
            Call call,
            Strand strand,
            @Nullable Result result) {
        if (StepEvent.isWaitedForBy(call)) {
            return;
        }
        for (int i = 0; i < watches.size(); i++) { // a listener may add others
            Watch watch = watches.get(i);
            if (watch.moment instanceof Moment.Message message
                    && matches(message, kind, call, strand, result)
                    && isOf(message.target(), call)) {
                watch.came(call);
            }
        }
    }

    private static boolean matches(
            Moment.Message moment,
            Moment.Kind kind,
            Call call,
            Strand strand,
            @Nullable Result result) {
        return isKind(moment.kind(), kind)
                && (moment.irql() == null || moment.irql() == strand.irql())
                && (moment.status() == null
                        || (result != null && moment.status().accepts(result, r -> 0)))
                && Place.isAmong(moment.on(), call.to().machine().name(), call.to().component());
    }

    private boolean isOf(Target target, Call call) {
        return !(target instanceof Target.Script(String key, String _))
                || scripts.apply(call).equals(key);
    }

    // `call` is also said of callbacks: whoever wants only those says `indicate`.
    private static boolean isKind(Moment.Kind wanted, Moment.Kind kind) {
        return wanted == kind || (wanted == Moment.Kind.CALL && kind == Moment.Kind.INDICATE);
    }

    private static Result resultOf(Call call, Return answer) {
        int code = answer.status().getNumber();
        boolean failed = call.contract().failed(code, answer.out());
        int told = call.contract().codeOf(code, answer.out());
        return new Result(told, failed ? Result.Meaning.FAILURE : Result.Meaning.SUCCESS);
    }
}
