package dev.irpflow.sim.scenario.load;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words that a later version brings are known, and are never called unknown. */
class LaterWordsTest {
    private static final String TEXT =
            """
            scenario: later
            about: It uses words that this version does not do yet.
            machines: { client: {} }
            steps:
              - note: hello
            """;

    @TempDir Path directory;

    private String only(String text) {
        var lines = Loading.lines(Loading.loadText(directory, "later.yaml", text));
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    @Test
    void scriptsAloneOfOtherRolesAreKnown() {
        String text = TEXT + "drivers: { d: { role: mini-redirector, script: {} } }\n";

        assertThat(only(text))
                .isEqualTo(
                        "later.yaml:6:48  a script of a mini-redirector without class or like: not yet in"
                                + " this version");
    }

    @Test
    void aMachineWithoutASubsystemIsKnown() {
        assertThat(only(TEXT.replace("client: {}", "client: { wsk: absent }")))
                .isEqualTo("later.yaml:3:28  absent: not yet in this version");
    }

    @Test
    void checkersAreKnown() {
        String broken = TEXT.replace("later\n", "later-broken\n") + "caught-by: linearizable\n";
        var lines = Loading.lines(Loading.loadText(directory, "later-broken.yaml", broken));

        assertThat(lines)
                .containsExactly("later-broken.yaml:6:12  linearizable: not yet in this version");
        assertThat(only(TEXT + "always: [ { checker: linearizable, of: files/public } ]\n"))
                .isEqualTo("later.yaml:6:11  checker: not yet in this version");
    }

    @Test
    void aHuntIsKeptForTheDayWhenThereIsHunting() {
        String text = TEXT + "hunt: { schedules: 5, for: 5 min, strategy: pct, seeds: 1..9 }\n";

        var scenario = Loading.scenario(Loading.loadText(directory, "later.yaml", text));
        var hunt = requireNonNull(scenario.hunt());

        assertThat(hunt.schedules()).isEqualTo(5);
        assertThat(requireNonNull(hunt.lasts()).written()).isEqualTo("5 min");
        assertThat(hunt.strategy()).isEqualTo("pct");
        assertThat(requireNonNull(hunt.seeds()).written()).isEqualTo("1..9");
    }
}
