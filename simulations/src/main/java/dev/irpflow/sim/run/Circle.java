package dev.irpflow.sim.run;

import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Threads of a scenario that wait for each other in a circle: none of them ever goes on. A signal
 * is given by steps alone, so that such a circle is certain at once; a moment may also come from
 * elsewhere, until nothing is under way any more.
 */
final class Circle {
    private record Need(StepThread of, StepThread from, String words) {}

    private final List<Need> needs;

    private Circle(List<Need> needs) {
        this.needs = needs;
    }

    /**
     * The first circle among some threads, null if there is none.
     *
     * @param quiet whether nothing is under way that could bring a moment about
     */
    static @Nullable Circle of(List<StepThread> threads, boolean quiet) {
        Set<StepThread> stuck = stuck(threads, quiet);
        for (StepThread thread : stuck) {
            List<Need> path = pathBack(thread, thread, stuck, new LinkedHashSet<>());
            if (path != null) {
                return new Circle(path);
            }
        }
        return null;
    }

    /** The thread with which it is told. */
    StepThread first() {
        return needs.get(0).of();
    }

    /** Who waits for what, and who would have to give it. */
    @Override
    public String toString() {
        return String.join("; ", needs.stream().map(Need::words).toList());
    }

    // Begins with all that wait, and takes out whoever somebody else may yet help.
    private static Set<StepThread> stuck(List<StepThread> threads, boolean quiet) {
        Set<StepThread> stuck = new LinkedHashSet<>();
        for (StepThread thread : threads) {
            if (!thread.children().isEmpty() || waitsForThreads(thread, quiet)) {
                stuck.add(thread);
            }
        }
        boolean changed = !quiet;
        while (changed) {
            changed = stuck.removeIf(thread -> mayGoOn(thread, threads, stuck));
        }
        return stuck;
    }

    // All that it waits for must end, but any one may signal.
    private static boolean mayGoOn(
            StepThread thread, List<StepThread> threads, Set<StepThread> stuck) {
        if (thread.waitsIn() == null) {
            return thread.children().stream().noneMatch(stuck::contains);
        }
        return needs(thread, threads).stream().anyMatch(need -> !stuck.contains(need.from()));
    }

    private static boolean waitsForThreads(StepThread thread, boolean quiet) {
        Step.Wait wait = thread.waitsIn();
        return wait != null && (quiet || wait.what() instanceof Step.WaitFor.Signalled);
    }

    private static @Nullable List<Need> pathBack(
            StepThread at, StepThread to, Set<StepThread> stuck, Set<StepThread> seen) {
        for (Need need : needs(at, List.copyOf(stuck))) {
            if (!stuck.contains(need.from())) {
                continue;
            }
            List<Need> rest =
                    need.from() == to
                            ? List.of()
                            : seen.add(need.from()) ? pathBack(need.from(), to, stuck, seen) : null;
            if (rest != null) {
                List<Need> path = new ArrayList<>(List.of(need));
                path.addAll(rest);
                return path;
            }
        }
        return null;
    }

    private static List<Need> needs(StepThread thread, List<StepThread> threads) {
        List<Need> needs = new ArrayList<>();
        for (StepThread child : thread.children()) {
            needs.add(
                    new Need(
                            thread,
                            child,
                            "%s waits for %s to end".formatted(thread.name(), child.name())));
        }
        Step.Wait wait = thread.waitsIn();
        if (wait == null) {
            return needs;
        }
        for (StepThread other : threads) {
            Step giver = giver(other.later(), step -> gives(step, wait.what()));
            if (giver != null) {
                needs.add(
                        new Need(
                                thread,
                                other,
                                "%s waits at %s for %s, which %s gives at %s"
                                        .formatted(
                                                thread.name(),
                                                wait.where(),
                                                words(wait.what()),
                                                other.name(),
                                                giver.where())));
            }
        }
        return needs;
    }

    private static @Nullable Step giver(List<Step> steps, Predicate<Step> gives) {
        for (Step step : steps) {
            Step found = gives.test(step) ? step : giver(step.nested(), gives);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static boolean gives(Step step, Step.WaitFor what) {
        return switch (what) {
            case Step.WaitFor.Time _ -> false;
            case Step.WaitFor.Signalled(String signal) ->
                    step instanceof Step.Signal given && given.signal().equals(signal);
            case Step.WaitFor.Until(Moment moment) -> bringsAbout(step, moment);
        };
    }

    private static boolean bringsAbout(Step step, Moment moment) {
        return switch (moment) {
            case Moment.Message message -> calls(step, message.target());
            case Moment.FaultStrikes fault ->
                    step instanceof Step.Inject inject
                            && fault.fault().equals(inject.fault().terms().name());
            case Moment.Frame _, Moment.BugCheck _, Moment.Violation _ ->
                    calls(step, new Target.AnyCall());
        };
    }

    private static boolean calls(Step step, Target target) {
        if (step instanceof Step.OfRoutine call) {
            return !(target instanceof Target.Routine(String name))
                    || name.equals(call.request().routine().name());
        }
        return step instanceof Step.OfWorkload; // whatever it calls
    }

    private static String words(Step.WaitFor what) {
        return switch (what) {
            case Step.WaitFor.Time _ -> "a time";
            case Step.WaitFor.Signalled(String signal) -> "signal " + signal;
            case Step.WaitFor.Until(Moment moment) -> words(moment);
        };
    }

    private static String words(Moment moment) {
        return switch (moment) {
            case Moment.Message message ->
                    "the %s of %s".formatted(message.kind().word(), message.target().written());
            case Moment.Frame frame -> "frame " + frame.frame();
            case Moment.FaultStrikes fault -> "fault " + fault.fault();
            case Moment.BugCheck check -> "bug check " + check.code().written();
            case Moment.Violation violation -> "a violation of " + violation.rule();
        };
    }
}
