package dev.irpflow.sim.run;

import dev.irpflow.contract.ContractTable;
import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.network.FrameKind;
import dev.irpflow.sim.rule.Rules;
import dev.irpflow.sim.scenario.value.Constant;
import dev.irpflow.sim.scenario.vocabulary.ContractVocabulary;
import dev.irpflow.sim.scenario.vocabulary.Declarations;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.List;

/** The words that scenarios of this version may use. */
public final class Product {
    private Product() {}

    /** The contract's routines and statuses, and what this package and the rules declare. */
    public static Vocabulary vocabulary() {
        return new ContractVocabulary(
                ContractTable.get(),
                new Declarations(
                        Workloads.specs(),
                        ShippedDrivers.roles(),
                        ShippedDrivers.specs(),
                        Subsystems.specs(),
                        ScenarioChoices.specs(),
                        Rules.ids(),
                        List.of(), // checkers come with hunting
                        List.of("all-operations-finished"),
                        Arrays.stream(FrameKind.values()).map(FrameKind::word).toList(),
                        Arrays.stream(BugCheckCode.values())
                                .map(code -> new Constant(code.name(), code.code()))
                                .toList(),
                        OwnSettings::of));
    }
}
