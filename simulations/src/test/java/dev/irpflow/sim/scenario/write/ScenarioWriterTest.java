package dev.irpflow.sim.scenario.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.load.Loading;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.yaml.Where;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioWriterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "read-survives-restart",
                "capture-waits",
                "shared-file-storm",
                "bind-sharing",
                "send-broken"
            })
    void whatIsWrittenReadsAsAnEqualScenario(String name) {
        Path project = Loading.project();
        Scenario scenario = Loading.scenario(Loading.load(project, "examples/" + name + ".yaml"));

        String written = ScenarioWriter.write(scenario);

        Scenario again =
                Loading.scenario(Loading.loadText(project, name + "/scenario.yaml", written));
        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(Where.class)
                .withEqualsForType((a, b) -> a == b, RoutineSpec.class)
                .withEqualsForType((a, b) -> a == b, FieldSpec.class)
                .isEqualTo(scenario);
        assertThat(ScenarioWriter.write(again)).isEqualTo(written);
    }
}
