package dev.irpflow.sim.coverage;

import dev.irpflow.contract.CodeDomain;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.contract.StatusSet;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.contract.IrqlRule;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.status.NtStatus;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was reached against what the contract says is possible, for the routines that were called
 * and the callbacks that ran.
 *
 * <ul>
 *   <li>Statuses: those that the page of a routine lists for its return, its completion or as
 *       raised; for a routine that returns a value, whether it succeeds and fails.
 *   <li>Paths: the ways to the end of a routine that may pend. That nobody pends or cancels it is a
 *       gap too.
 *   <li>Levels: PASSIVE_LEVEL and DISPATCH_LEVEL for each callback of a driver, if its page allows
 *       both; levels that it does not speak of are counted and never missed.
 *   <li>States and transitions of each sort of object that there was, see {@link StateMachine}.
 *   <li>Rules: see {@link JudgedRules}.
 * </ul>
 */
public final class AgainstContract {
    private static final List<Irql> LEVELS = List.of(Irql.PASSIVE_LEVEL, Irql.DISPATCH_LEVEL);

    private final Coverage reached;
    private final Coverage all = new Coverage();

    private AgainstContract(Coverage reached) {
        this.reached = reached;
    }

    /** The same coverage with the derived kinds too: an entry with count 0 is a gap. */
    public static Coverage of(Coverage reached) {
        AgainstContract judge = new AgainstContract(reached);
        judge.all.add(reached);
        judge.routines();
        judge.completions();
        judge.callbacks();
        judge.states();
        judge.all.add(JudgedRules.of(reached));
        return judge.all;
    }

    private void routines() {
        for (Map.Entry<Entry, Long> called : reached.entries(Kind.CALLS).entrySet()) {
            RoutineContract contract = ContractTable.get().find(called.getKey().subject());
            if (contract != null && called.getValue() > 0) {
                statuses(contract);
                paths(contract);
            }
        }
    }

    private void statuses(RoutineContract contract) {
        String name = contract.name();
        statuses(name, contract.codes(), contract.atReturn());
        statuses(name, CodeDomain.NTSTATUS, contract.atCompletion());
        statuses(name, CodeDomain.NTSTATUS, contract.raises());
        if (contract.option().getFailsWithCount() > 0) {
            possible(Kind.STATUSES, name, Completions.SUCCEEDS, "");
            possible(Kind.STATUSES, name, Completions.FAILS, "");
        }
    }

    private void statuses(String routine, CodeDomain domain, StatusSet codes) {
        codes.stream().forEach(code -> possible(Kind.STATUSES, routine, domain.nameOf(code), ""));
    }

    private void paths(RoutineContract contract) {
        boolean mayPend =
                switch (contract.completes()) {
                    case IRP_ALWAYS, CALLBACK_ALWAYS -> true;
                    case IF_PENDING -> contract.permitsAtReturn(NtStatus.STATUS_PENDING_VALUE);
                    case AT_RETURN, QUEUE, COMPLETES_UNSPECIFIED, UNRECOGNIZED -> false;
                };
        if (mayPend && contract.returns() == Returns.NTSTATUS) {
            possible(Kind.PATHS, contract.name(), Path.INLINE.words(), "");
            possible(Kind.PATHS, contract.name(), Path.PENDED.words(), "");
            possible(Kind.PATHS, contract.name(), Path.BEFORE_RETURN.words(), "");
            if (contract.completes() != Completes.CALLBACK_ALWAYS) {
                possible(Kind.PATHS, contract.name(), Path.CANCELLED.words(), "");
            }
        }
    }

    private void completions() {
        reached.entries(Kind.COMPLETIONS)
                .forEach((entry, count) -> {
                    boolean isStatus = !entry.item().equals(Completions.SUCCEEDS);
                    Entry status = new Entry(Kind.STATUSES, entry.subject(), entry.item());
                    if (isStatus || all.contains(status)) {
                        all.add(status, count);
                    }
                    Entry path = new Entry(Kind.PATHS, entry.subject(), entry.how());
                    boolean isFault = entry.how().equals(Path.FAULT.words());
                    if (isFault || all.contains(path)) {
                        all.add(path, count);
                    }
                });
    }

    private void callbacks() {
        reached.entries(Kind.CALLBACKS)
                .forEach((entry, count) -> {
                    String[] how = entry.how().split(", ", -1);
                    levels(entry.subject(), entry.item());
                    all.add(new Entry(Kind.LEVELS, entry.subject(), entry.item(), how[0]), count);
                    if (how.length > 1) {
                        all.add(new Entry(Kind.PROCESSORS, entry.subject(), how[1]), count);
                    }
                });
    }

    // A state counts as often as it was entered; the first one is at least left.
    private void states() {
        Set<String> nouns = new LinkedHashSet<>();
        Set<Entry> entered = new LinkedHashSet<>();
        reached.entries(Kind.TRANSITIONS)
                .forEach((entry, count) -> {
                    if (count > 0) {
                        nouns.add(entry.subject());
                        Entry to = new Entry(Kind.STATES, entry.subject(), entry.how());
                        entered.add(to);
                        all.add(to, count);
                    }
                });
        reached.entries(Kind.TRANSITIONS)
                .forEach((entry, count) -> {
                    Entry from = new Entry(Kind.STATES, entry.subject(), entry.item());
                    if (count > 0 && !entered.contains(from)) {
                        all.add(from, count);
                    }
                });
        for (String noun : nouns) {
            for (StateMachine.Transition each : StateMachine.of(noun)) {
                possible(Kind.TRANSITIONS, noun, each.from(), each.to());
                possible(Kind.STATES, noun, each.from(), "");
                possible(Kind.STATES, noun, each.to(), "");
            }
        }
    }

    private void levels(String driver, String callback) {
        RoutineContract contract = ContractTable.get().find(callback);
        if (contract == null) {
            return;
        }
        for (IrqlRule rule : contract.option().getIrqlList()) {
            for (Irql level : LEVELS) {
                boolean isLowEnough = !rule.hasMax() || level.compareTo(rule.getMax()) <= 0;
                if (isLowEnough && level.compareTo(rule.getMin()) >= 0) {
                    possible(Kind.LEVELS, driver, callback, level.name());
                }
            }
        }
    }

    private void possible(Kind kind, String subject, String item, String how) {
        all.add(new Entry(kind, subject, item, how), 0);
    }
}
