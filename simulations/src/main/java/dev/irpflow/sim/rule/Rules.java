package dev.irpflow.sim.rule;

import dev.irpflow.io.IoRule;
import dev.irpflow.ke.device.DeviceRule;
import dev.irpflow.ke.dispatcher.DispatcherRule;
import dev.irpflow.ke.execution.ExecutionRule;
import dev.irpflow.ke.irp.IrpRule;
import dev.irpflow.ke.lock.LockRule;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.MdlRule;
import dev.irpflow.ke.routine.PoolRule;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Rule;
import dev.irpflow.mpr.MprRule;
import dev.irpflow.mup.MupRule;
import dev.irpflow.rdbss.RdbssRule;
import dev.irpflow.wsk.WskRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every rule that a run is held to. */
public final class Rules {
    private static final List<Rule> ALL = gather();

    private Rules() {}

    /** All rules, by subsystem. */
    public static List<Rule> all() {
        return ALL;
    }

    /** The ids of all rules. */
    public static List<String> ids() {
        return ALL.stream().map(Rule::id).toList();
    }

    /** The rule of this id, null if there is none. */
    public static @Nullable Rule find(String id) {
        for (Rule rule : ALL) {
            if (rule.id().equals(id)) {
                return rule;
            }
        }
        return null;
    }

    private static List<Rule> gather() {
        List<Rule> rules = new ArrayList<>();
        rules.addAll(List.of(KernelRule.values()));
        rules.addAll(List.of(KeRule.values()));
        rules.addAll(List.of(LockRule.values()));
        rules.addAll(List.of(DispatcherRule.values()));
        rules.addAll(List.of(ExecutionRule.values()));
        rules.addAll(List.of(PoolRule.values()));
        rules.addAll(List.of(MdlRule.values()));
        rules.addAll(List.of(DeviceRule.values()));
        rules.addAll(List.of(IrpRule.values()));
        rules.addAll(List.of(IoRule.values()));
        rules.addAll(List.of(WskRule.values()));
        rules.addAll(List.of(RdbssRule.values()));
        rules.addAll(List.of(MupRule.values()));
        rules.addAll(List.of(MprRule.values()));
        rules.addAll(List.of(ScenarioRule.values()));
        rules.addAll(List.of(DeathRule.values()));
        return List.copyOf(rules);
    }
}
