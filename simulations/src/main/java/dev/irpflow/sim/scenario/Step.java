package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.value.Matcher;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.value.ResultMatcher;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step: exactly one verb, with its adverbs. One record for each verb. */
public sealed interface Step {
    Adverbs adverbs();

    /** The line of its verb. */
    Where where();

    /** The steps right within it, in their order; none of most. */
    default List<Step> nested() {
        return List.of();
    }

    /** A step that calls a routine. */
    sealed interface OfRoutine extends Step {
        RequestTemplate request();
    }

    /** A step that asks a workload for its work. */
    sealed interface OfWorkload extends Step {
        String workload();

        List<Setting> with();
    }

    /** A step around others. */
    sealed interface Around extends Step {
        @Override
        List<Step> nested();
    }

    /** A step that neither calls a routine, nor runs a workload, nor has steps within it. */
    sealed interface Simple extends Step {}

    /** Calls a routine and waits for the end of the operation. */
    record Call(Adverbs adverbs, RequestTemplate request, Expectation expects, Where where)
            implements OfRoutine {}

    /** Calls a routine and waits only for its return. Its name is never null. */
    record Begin(Adverbs adverbs, RequestTemplate request, Expectation expects, Where where)
            implements OfRoutine {}

    /**
     * Waits for the ends of operations that were begun.
     *
     * @param operations their names; each must end as expected
     */
    record Await(Adverbs adverbs, List<String> operations, Expectation expects, Where where)
            implements Simple {
        public Await {
            operations = List.copyOf(operations);
        }
    }

    /**
     * Cancels an operation that was begun.
     *
     * @param returns whether there was something to cancel; null if either will do
     */
    record Cancel(Adverbs adverbs, String operation, @Nullable ResultMatcher returns, Where where)
            implements Simple {}

    /** Runs a workload to its end. */
    record RunWorkload(
            Adverbs adverbs, String workload, List<Setting> with, Expectation expects, Where where)
            implements OfWorkload {
        public RunWorkload {
            with = List.copyOf(with);
        }
    }

    /** Begins a workload that is one operation; its name is never null. */
    record BeginWorkload(
            Adverbs adverbs, String workload, List<Setting> with, Expectation expects, Where where)
            implements OfWorkload {
        public BeginWorkload {
            with = List.copyOf(with);
        }
    }

    /** Runs lists of steps side by side, each on a thread of its name, and waits for all. */
    record Together(Adverbs adverbs, List<Strand> strands, Where where) implements Around {
        public Together {
            strands = List.copyOf(strands);
        }

        @Override
        public List<Step> nested() {
            return strands.stream().flatMap(strand -> strand.steps().stream()).toList();
        }
    }

    /** One of the threads of {@link Together}. */
    record Strand(String name, List<Step> steps, Where where) {
        public Strand {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Runs steps one after another.
     *
     * @param repeat how often, at least once
     * @param holding the lock that is held meanwhile; null for none
     * @param when on which condition; null for always. Only in scripts of drivers
     */
    record Do(
            Adverbs adverbs,
            List<Step> steps,
            long repeat,
            @Nullable String holding,
            @Nullable Condition when,
            Where where)
            implements Around {
        public Do {
            steps = List.copyOf(steps);
        }

        @Override
        public List<Step> nested() {
            return steps;
        }
    }

    /** What an earlier operation gave is, or is not, what a matcher says. */
    record Condition(Reference subject, Matcher is) {}

    /**
     * Waits.
     *
     * @param within how long at most; longer is a violation. Null for a wait that is a length
     */
    record Wait(Adverbs adverbs, WaitFor what, @Nullable TimeSpan within, Where where)
            implements Simple {}

    /** What a step waits for. */
    sealed interface WaitFor {
        /** A length of time, drawn if it is a range. */
        record Time(TimeRange length) implements WaitFor {}

        /** Something happens. */
        record Until(Moment moment) implements WaitFor {}

        /** Another thread signals. */
        record Signalled(String signal) implements WaitFor {}
    }

    /** Wakes whoever waits for the signal, now or later. */
    record Signal(Adverbs adverbs, String signal, Where where) implements Simple {}

    /** Compares what an earlier operation gave. */
    record Check(Adverbs adverbs, Reference subject, Matcher is, Where where) implements Simple {}

    /** Starts a fault. */
    record Inject(Adverbs adverbs, Fault fault, Where where) implements Simple {}

    /** Ends a fault by name. */
    record End(Adverbs adverbs, String fault, Where where) implements Simple {}

    /** A remark for the story. */
    record Note(Adverbs adverbs, String text, Where where) implements Simple {}

    /**
     * Returns from the routine of a scripted driver.
     *
     * @param status a status, or a reference to one
     * @param gives what it writes to its out-parameters
     */
    record Return(Adverbs adverbs, Value status, List<RequestTemplate.Field> gives, Where where)
            implements Simple {
        public Return {
            gives = List.copyOf(gives);
        }
    }

    /**
     * A scripted driver completes an IRP, or the operation of the call that the script serves.
     *
     * @param status IoStatus.Status, a status or a reference to one; null to leave IoStatus as it
     *     is
     * @param irp which IRP; null for the operation, which a call of the contract ends
     * @param information IoStatus.Information, a number or a reference to one; null for 0
     */
    record Complete(
            Adverbs adverbs,
            @Nullable Value status,
            @Nullable Reference irp,
            @Nullable Value information,
            Where where)
            implements Simple {}
}
