package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.Replay;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a run when one of its answers is taken away. */
final class AnswersHoldTest {
    private static final int SEEDS = 40;
    private static final double RATE = 0.1;

    @TempDir private Path folder;
    private Playing playing;

    @BeforeEach
    void begin() {
        playing = new Playing(folder);
    }

    @AfterEach
    void end() {
        playing.close();
    }

    @Test
    void withoutOneAnswerNoLaterOnePicksAnythingElseAndMostAreGivenAgain() {
        Scenario scenario = twoConnections();
        List<String> others = new ArrayList<>();
        int later = 0;
        int kept = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Answers answers = new Answers();
            Told first = new Told(answers.recording(new SeededChooser(seed, RATE)));
            playing.play(scenario, first);
            List<Long> sites = List.copyOf(answers.bySite().keySet());
            for (int gone = 0; gone < sites.size(); gone += 1 + sites.size() / 4) {
                Answers rest = new Answers();
                answers.bySite().forEach(rest::put);
                rest.bySite().remove(sites.get(gone));
                Replay replay = rest.replay(seed);
                Told again = new Told(replay);
                playing.play(scenario, again);
                for (Long site : sites.subList(gone + 1, sites.size())) {
                    later++;
                    if (!replay.unmatched().contains(site) && !replay.unasked().contains(site)) {
                        kept++;
                    }
                    String was = first.chosen.get(site);
                    String chosen = again.chosen.getOrDefault(site, was);
                    if (!Objects.equals(chosen, was)) {
                        others.add("seed " + seed + ": " + chosen + ", not " + was);
                    }
                }
            }
        }
        assertThat(others).isEmpty();
        assertThat(kept).isGreaterThan(later * 6 / 10);
    }

    @Test
    void oneConnectMoreChangesTheFateOfNoOtherConnection() {
        String one = "        - { wait: 1 s }\n" + Sockets.EXCHANGE.indent(6);
        String other = Sockets.SECOND.replace("5000", "6000").indent(6);

        Set<Long> alone = framesAskedAbout(one, "        - { wait: 1 ms }\n");
        Set<Long> afterAnother = framesAskedAbout(one, other);

        assertThat(alone).isNotEmpty();
        assertThat(afterAnother).containsAll(alone).hasSizeGreaterThan(alone.size());
    }

    private Set<Long> framesAskedAbout(String one, String other) {
        Set<Long> sites = new LinkedHashSet<>();
        Chooser noFaults =
                new Told(new SeededChooser(1, 0)) {
                    @Override
                    public boolean happens(long site, double chance) {
                        sites.add(site);
                        return false;
                    }
                };
        playing.play(
                        playing.scenario(
                                "machines: { client: {}, server: {} }\n"
                                        + "network: { default: { lose: 5 % } }\n"
                                        + "steps:\n  - together:\n      one:\n"
                                        + one
                                        + "      other:\n"
                                        + other,
                                1),
                        noFaults)
                .holds();
        return sites;
    }

    private Scenario twoConnections() {
        return playing.scenario(
                "machines: { client: {}, server: {} }\n"
                        + "network: { default: { latency: 200 us..2 ms } }\n"
                        + "steps:\n  - together:\n      one:\n"
                        + Sockets.EXCHANGE.indent(6)
                        + "      other:\n"
                        + Sockets.SECOND.replace("5000", "6000").indent(6),
                1);
    }

    /** Notes in words what was chosen, without the numbers that follow the order of events. */
    private static class Told implements Chooser {
        private final Chooser chooser;
        private final Map<Long, String> chosen = new LinkedHashMap<>();

        Told(Chooser chooser) {
            this.chooser = chooser;
        }

        @Override
        public int choose(long site, Options options) {
            int answer = chooser.choose(site, options);
            if (answer != 0) {
                chosen.put(site, options.describe(answer).replaceAll("[0-9]+", "#"));
            }
            return answer;
        }

        @Override
        public boolean happens(long site, double chance) {
            boolean yes = chooser.happens(site, chance);
            if (yes) {
                chosen.put(site, Answer.YES.toString());
            }
            return yes;
        }

        @Override
        public long draw(long site) {
            return chooser.draw(site);
        }
    }
}
