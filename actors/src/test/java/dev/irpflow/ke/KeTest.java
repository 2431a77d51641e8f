package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.Message;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.ke.dispatcher.DispatcherRule;
import dev.irpflow.ke.execution.ExecutionRule;
import dev.irpflow.ke.irp.IrpRule;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.PoolRule;
import dev.irpflow.kernel.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The component as a whole. */
class KeTest {
    @Test
    void everyRoutineThatTheContractGivesToKeIsServed() {
        List<String> notServed = new ArrayList<>();

        for (RoutineContract contract : served()) {
            KeBench bench = new KeBench();
            bench.driver.addressOf(routine -> {});
            try {
                bench.run(me -> me.call(empty(contract)));
            } catch (AssertionError | RuntimeException e) {
                notServed.add(contract.name() + ": " + e);
            }
        }

        assertThat(served()).hasSizeGreaterThan(50);
        assertThat(notServed).isEmpty();
    }

    @Test
    void rulesHaveIdsAndPagesOfTheirOwn() {
        List<Rule> rules = new ArrayList<>();
        rules.addAll(List.of(KeRule.values()));
        rules.addAll(List.of(DispatcherRule.values()));
        rules.addAll(List.of(ExecutionRule.values()));
        rules.addAll(List.of(PoolRule.values()));
        rules.addAll(List.of(IrpRule.values()));

        Set<String> ids = new HashSet<>();
        assertThat(rules)
                .allSatisfy(rule -> {
                    assertThat(rule.id()).matches("ke/[a-z0-9]+(-[a-z0-9]+)*");
                    assertThat(ids.add(rule.id())).isTrue();
                    assertThat(rule.page()).endsWith(".md");
                    assertThat(rule.prose()).endsWith(".");
                });
    }

    private static List<RoutineContract> served() {
        return ContractTable.get().routines().stream()
                .filter(contract -> contract.serves().equals("ke") && !contract.isAbsent())
                .toList();
    }

    private static GeneratedMessage empty(RoutineContract contract) {
        Message.Builder request = contract.newRequest();
        FieldDescriptor start = request.getDescriptorForType().findFieldByName("start_routine");
        if (start != null) {
            request.setField(start, 1L); // the only routine that is run at once
        }
        return (GeneratedMessage) request.build();
    }
}
