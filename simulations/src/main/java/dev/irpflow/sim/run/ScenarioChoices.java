package dev.irpflow.sim.run;

import dev.irpflow.kernel.choice.Choice;
import dev.irpflow.kernel.choice.Choices;
import dev.irpflow.sim.rule.OpenPoints;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.value.Plain;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import java.util.List;

/** What a scenario says under {@code choices}: how all its machines take the open points. */
final class ScenarioChoices {
    private ScenarioChoices() {}

    /** The points, for the loader; a fixed one has a single word. */
    static List<SettingSpec> specs() {
        return OpenPoints.all().stream().map(ScenarioChoices::spec).toList();
    }

    static Choices of(List<Setting> settings) {
        Choices choices = Choices.USUAL;
        for (Setting setting : settings) {
            Choice choice = OpenPoints.find(setting.name());
            if (choice != null && setting.value() instanceof Plain word) {
                choices = choices.with(choice, word.written());
            }
        }
        return choices;
    }

    private static SettingSpec spec(Choice choice) {
        List<String> words =
                choice.statement().alternatives().stream().map(Choice.Alternative::word).toList();
        String about = choice.statement().question();
        return SettingSpec.optional(
                        choice.id(),
                        new ValueType.Choice(words),
                        choice.isFixed()
                                ? "%s Fixed: %s.".formatted(about, choice.statement().fixed())
                                : about)
                .otherwise(choice.usual().word());
    }
}
