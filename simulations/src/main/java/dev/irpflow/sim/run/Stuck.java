package dev.irpflow.sim.run;

import dev.irpflow.io.IoRule;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.ImageKeeper;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.kernel.Standstill;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.rule.ScenarioRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says why a run cannot go on: who holds what everybody waits for. It follows the operations from
 * the application down: whoever holds the IRP of one may wait for an operation of its own.
 */
final class Stuck {
    private Stuck() {}

    /**
     * Turns the reason into a violation.
     *
     * @param when words that end the sentence
     */
    static void judge(ScenarioRun run, Operations operations, Machines machines, String when) {
        List<Call> chain = chain(operations.open());
        if (chain.isEmpty()) {
            run.judged(
                    machines.any().name(),
                    new Violation(
                            KernelRule.DEADLOCK,
                            machines.any().name(),
                            "the steps are not done, no operation of theirs is open, " + when,
                            null,
                            ""));
            return;
        }
        held(run, machines, IoRule.IRP_NEVER_COMPLETED, chain, when);
    }

    /**
     * Tells of a run that goes round in a circle: messages come and go, and nobody comes on.
     *
     * @param messages for how many
     */
    static void judgeStandstill(
            ScenarioRun run, Operations operations, Machines machines, long messages) {
        String how =
                "for %,d messages after the calm no step has ended, nor an operation of the application"
                        .formatted(messages);
        List<Call> chain = chain(operations.open());
        if (!chain.isEmpty()) {
            held(run, machines, ScenarioRule.PROGRESS, chain, how);
            return;
        }
        String machine = machines.any().name();
        run.judged(machine, new Violation(ScenarioRule.PROGRESS, machine, how, null, ""));
    }

    private static void held(
            ScenarioRun run, Machines machines, Rule rule, List<Call> chain, String when) {
        Call last = chain.get(chain.size() - 1);
        Machine machine = last.to().machine();
        Place holder = holderOf(last);
        Irp irp = irpOf(chain.get(0));
        run.judged(
                machine.name(),
                new Violation(
                        rule,
                        holder.toString(),
                        "%s holds %s%s and has not completed it; %s"
                                .formatted(
                                        holder,
                                        last.contract().name(),
                                        irp == null ? "" : " (" + irp.label() + " of the request)",
                                        when),
                        last,
                        lines(machines, holder, last)));
    }

    /** Tells of system worker threads that wait for each other's work. */
    static void judgeWorkers(ScenarioRun run, Machine machine) {
        judge(run, machine, KernelRule.WORKERS_EXHAUSTED, machine.workers().exhaustion());
    }

    /** Tells the same while other things may still happen, if it has lasted for long. */
    static void judgeWorkersForLong(ScenarioRun run, Machine machine) {
        judge(run, machine, KernelRule.WORKERS_EXHAUSTED, machine.workers().exhaustionForLong());
    }

    /** Tells of a driver that is never unloaded, because what keeps it does not end. */
    static void judgeUnloading(ScenarioRun run, Machine machine) {
        for (ImageKeeper keeper : machine.imageKeepers()) {
            judge(run, machine, KernelRule.NEVER_UNLOADED, keeper.keeping());
        }
        Violation unreleased = machine.isDead() ? null : machine.ledger().unreleased();
        if (unreleased != null) {
            run.judged(machine.name(), run.withLines(unreleased));
        }
    }

    private static void judge(
            ScenarioRun run, Machine machine, Rule rule, @Nullable Standstill why) {
        if (why != null && !machine.isDead()) {
            run.judged(
                    machine.name(),
                    run.withLines(new Violation(rule, why.whose(), why.words(), why.call(), "")));
        }
    }

    private static String lines(Machines machines, Place holder, Call last) {
        RunningMachine running = machines.running(holder.machine().name());
        return running == null
                ? ""
                : running.linesOf(holder, last.contract().objectId(last.request()));
    }

    /** Whether a driver, or a fault, holds what the others wait for: nobody else completes it. */
    static boolean isWithDriver(Operations operations, Machines machines) {
        List<Call> chain = chain(operations.open());
        if (chain.isEmpty()) {
            return false;
        }
        Place holder = holderOf(chain.get(chain.size() - 1));
        RunningMachine running = machines.running(holder.machine().name());
        boolean byFault = holder.component().equals(Place.FAULTS);
        return byFault || (running != null && running.hasDriver(holder.component()));
    }

    // From an open operation of the application to the last one that the others wait for.
    private static List<Call> chain(List<Call> open) {
        List<Call> chain = new ArrayList<>();
        Call next = firstOf(open, Application.PLACE);
        while (next != null) {
            chain.add(next);
            next = followerOf(next, open, chain);
        }
        return chain;
    }

    private static @Nullable Call firstOf(List<Call> open, String component) {
        for (Call call : open) {
            if (isBelow(call, component)) {
                return call;
            }
        }
        return null;
    }

    // The I/O manager sends the IRP of a system service on the application's own strand.
    private static boolean isBelow(Call call, String component) {
        for (Call at = call; at != null; at = at.outer()) {
            if (at.from().component().equals(component)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Call followerOf(Call call, List<Call> open, List<Call> chain) {
        Place holder = holderOf(call);
        for (Call other : open) {
            if (other.from() == holder && other.seq() > call.seq() && !chain.contains(other)) {
                return other;
            }
        }
        return null;
    }

    private static Place holderOf(Call call) {
        Irp irp = irpOf(call);
        StackLocation location = irp == null ? null : irp.currentOrNull();
        if (location != null && location.has(StackLocation.Note.HELD_BY_FAULT)) {
            return call.to().machine().place(Place.FAULTS); // no driver is to blame
        }
        return location != null && location.device() != null
                ? location.device().driver()
                : call.to();
    }

    private static @Nullable Irp irpOf(Call call) {
        long id = call.contract().objectId(call.request());
        return call.to().machine().objects().find(id, Irp.class);
    }
}
