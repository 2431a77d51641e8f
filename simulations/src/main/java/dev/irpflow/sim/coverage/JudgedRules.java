package dev.irpflow.sim.coverage;

import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Rule;
import dev.irpflow.protocol.contract.Account;
import dev.irpflow.protocol.contract.Hold;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.sim.rule.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules that the verifier could have told of: those for which a call came that is held to them.
 * Which calls these are is known of a rule that follows from contracts (a limit of IRQL, locks,
 * what is acquired and released, a closed list of statuses), of one whose page is that of a
 * routine, and of one that a contract names. Of every other rule only its breaches are counted. A
 * rule counts as judged also where its finer conditions did not arise: that a routine was called
 * says that its rules were looked at, not that each was nearly broken.
 */
final class JudgedRules {
    private static final Map<String, List<Rule>> BY_PAGE = byPage();

    private final Map<String, Long> judged = new LinkedHashMap<>();
    private final Set<String> subsystems = new LinkedHashSet<>();

    private JudgedRules() {}

    /** The rules that could be told of, with the number of calls that were held to each. */
    static Coverage of(Coverage reached) {
        JudgedRules rules = new JudgedRules();
        reached.entries(Kind.CALLS).forEach((entry, count) -> rules.called(entry, count));
        rules.missed();
        Coverage all = new Coverage();
        rules.judged.forEach((rule, count) -> all.add(new Entry(Kind.RULES, rule), count));
        reached.entries(Kind.BROKEN)
                .forEach((entry, count) ->
                        all.add(
                                new Entry(Kind.RULES, entry.subject()),
                                rules.judged.containsKey(entry.subject()) ? 0 : count));
        return all;
    }

    private void called(Entry entry, long count) {
        RoutineContract contract = ContractTable.get().find(entry.subject());
        if (contract == null || count == 0) {
            return;
        }
        subsystems.add(contract.serves());
        subsystems.add("kernel");
        for (Rule rule : of(contract)) {
            judged.merge(rule.id(), count, Long::sum);
        }
    }

    // Rules of the subsystems that were called at all, of which it is known where they are judged.
    private void missed() {
        for (RoutineContract contract : ContractTable.get().routines()) {
            for (Rule rule : of(contract)) {
                String subsystem = rule.id().substring(0, rule.id().indexOf('/'));
                if (subsystems.contains(subsystem)) {
                    judged.merge(rule.id(), 0L, Long::sum);
                }
            }
        }
    }

    private static Set<Rule> of(RoutineContract contract) {
        Set<Rule> rules = new LinkedHashSet<>(BY_PAGE.getOrDefault(contract.page(), List.of()));
        rules.add(KernelRule.RETURN_EXACTLY_ONCE);
        if (contract.hasIrqlLimits()) {
            rules.add(KernelRule.IRQL_AT_CALL);
        }
        switch (contract.kind()) {
            case CALLBACK, LOW_IO -> rules.add(KernelRule.IRQL_AT_RETURN);
            case FUNCTION, IRP_FUNCTION, IOCTL, FIELD, KIND_UNSPECIFIED, UNRECOGNIZED -> {}
        }
        if (!contract.mustHold().isEmpty() || !contract.mustNotHold().isEmpty()) {
            rules.add(KernelRule.LOCKS_AT_CALL);
        }
        if (contract.option().getFromCount() + contract.option().getNotFromCount() > 0) {
            rules.add(KernelRule.PLACE_OF_CALL);
        }
        if (contract.returns() == Returns.NTSTATUS && !contract.isOpen()) {
            rules.add(KernelRule.UNDOCUMENTED_STATUS);
        }
        contract.option().getAcquiresList().forEach(hold -> held(hold, rules, true));
        contract.option().getReleasesList().forEach(hold -> held(hold, rules, false));
        return rules;
    }

    private static void held(Hold hold, Set<Rule> rules, boolean isAcquired) {
        Rule own = hold.getRule().isEmpty() ? null : Rules.find(hold.getRule());
        if (own != null) {
            rules.add(own);
        } else if (hold.getAccount() == Account.LEDGER) {
            rules.add(isAcquired ? KernelRule.LEAK_AT_END : KernelRule.RELEASED_ONCE);
        }
    }

    private static Map<String, List<Rule>> byPage() {
        Map<String, List<Rule>> rules = new LinkedHashMap<>();
        for (Rule rule : Rules.all()) {
            rules.computeIfAbsent(rule.page(), page -> new ArrayList<>()).add(rule);
        }
        return rules;
    }
}
