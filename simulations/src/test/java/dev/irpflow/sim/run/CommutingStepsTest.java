package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.sim.trace.Recording;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Footprints hold what they promise on real runs: two neighbouring steps whose footprints do not
 * conflict are swapped, and the run comes to the same end.
 */
final class CommutingStepsTest {
    // One pair in so many is swapped, and this many in each test: each is a run of its own.
    private static final int EACH = 9;
    private static final int MOST = 25;
    private static final int MOST_EVENTS = 1 << 20;
    private static final String FOUR =
            "machines: { client: {}, server: {}, client2: {}, server2: {} }";
    private static final String TWO = "machines: { client: {}, server: {} }";
    private static final String TWO_PROCESSORS =
            "machines: { client: { processors: 2 }, server: { processors: 2 } }";

    private static final String DRIVES =
            """
            machines: { alice: {}, bob: {}, files: {} }
            network: { default: { latency: 200 us..2 ms } }
            drivers:
              server: { on: files, role: wsk-client, like: file-server, with: { share: public } }
              a: { on: alice, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
              b: { on: bob, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
            steps:
              - together:
                  one:
                    - { run: map-drive, on: alice, with: { letter: "Z:", remote: \\\\files\\public } }
                    - { run: copy, on: alice, with: { from: file data.bin, to: 'Z:\\one.bin', block: 1 KiB }, as: up }
                    - { run: read, on: alice, with: { path: 'Z:\\one.bin', block: 1 KiB }, gives: { sha256: $up.sha256 } }
                    - { run: unmap-drive, on: alice, with: { letter: "Z:" } }
                  other:
                    - { run: map-drive, on: bob, with: { letter: "Z:", remote: \\\\files\\public } }
                    - { run: copy, on: bob, with: { from: file data.bin, to: 'Z:\\other.bin', block: 1 KiB }, as: up2 }
                    - { run: unmap-drive, on: bob, with: { letter: "Z:" } }
            faults:
              - { lose: 5 %, on: alice <-> files }
            """;

    @TempDir private Path folder;
    private Playing playing;
    private Simulation simulation;

    @BeforeEach
    void begin() {
        playing = new Playing(folder);
        simulation = new Simulation(folder);
    }

    @AfterEach
    void end() {
        simulation.close();
        playing.close();
    }

    @Test
    void neighboursThatDoNotConflictCommuteWhileTwoPairsOfMachinesExchangeData() {
        commute(
                FOUR,
                Sockets.EXCHANGE,
                renamed(Sockets.EXCHANGE)
                        .replace("on: client", "on: client2")
                        .replace("on: server", "on: server2")
                        .replace("server:5000", "server2:5000"));
    }

    @Test
    void neighboursThatDoNotConflictCommuteWhileTwoConnectionsShareTwoMachines() {
        commute(TWO, Sockets.EXCHANGE, renamed(Sockets.EXCHANGE).replace("5000", "6000"));
    }

    @Test
    void neighboursThatDoNotConflictCommuteOnTwoProcessors() {
        commute(
                TWO_PROCESSORS,
                Sockets.EXCHANGE,
                renamed(Sockets.EXCHANGE).replace("5000", "6000"));
    }

    @Test
    void neighboursThatDoNotConflictCommuteWhileTwoDrivesOfOneServerAreUsed() throws IOException {
        Files.write(folder.resolve("data.bin"), new byte[3000]);

        commute(playing.scenario(DRIVES, 1));
    }

    // Results that are named twice would be two values of one name.
    private static String renamed(String steps) {
        String text = steps;
        for (String name :
                List.of("sr", "sn", "cr", "cn", "listener", "socket", "accepted", "receive")) {
            text =
                    text.replace("as: " + name + ",", "as: " + name + "2,")
                            .replace("as: " + name + " }", "as: " + name + "2 }")
                            .replace("$" + name + ".", "$" + name + "2.")
                            .replace("$" + name + ",", "$" + name + "2,");
        }
        return text;
    }

    private void commute(String machines, String one, String other) {
        commute(
                playing.scenario(
                        machines
                                + "\nsteps:\n  - together:\n      one:\n"
                                + one.indent(6)
                                + "      other:\n"
                                + other.indent(6),
                        1));
    }

    private void commute(Scenario scenario) {
        int swapped = 0;
        int pairs = 0;
        int possible = 0;
        for (long seed = 1; swapped < MOST; seed++) {
            Story story = new Story(new SeededChooser(seed, 0.25), null);
            List<String> trace = story.play(scenario);
            List<Integer> firsts = story.commuting();
            possible += story.possible;
            for (int first : firsts) {
                pairs++;
                if (pairs % EACH != 0 || swapped >= MOST) {
                    continue;
                }
                List<Taken> plan = story.swapped(first);
                Story other = new Story(new SeededChooser(seed, 0.25), plan);
                List<String> otherTrace = other.play(scenario);
                swapped++;
                String which =
                        "seed %d, steps %d and %d:%n%s%n%s%n"
                                .formatted(
                                        seed,
                                        first,
                                        first + 1,
                                        story.taken.get(first).words(),
                                        story.taken.get(first + 1).words());
                assertThat(other.lost).as(which).isNull();
                assertThat(otherTrace).as(which).isEqualTo(trace);
            }
        }
        assertThat(pairs).isGreaterThan(possible / 3); // or footprints would be of no use
    }

    private record Option(long chain, long step, String words) {}

    private record Taken(
            long chain, long step, long number, Footprint footprint, List<Option> options) {
        String words() {
            return options.stream()
                    .filter(option -> option.step() == step)
                    .map(Option::words)
                    .findFirst()
                    .orElse("?");
        }
    }

    /** One run: by a seed, or by a plan of which steps to take. */
    private final class Story implements Chooser, Pool.Steps {
        private final List<Taken> taken = new ArrayList<>();
        private final Chooser seeded;
        private final @Nullable List<Taken> plan;
        private List<Option> options = new ArrayList<>();
        private @Nullable String lost;
        private int possible;

        Story(Chooser seeded, @Nullable List<Taken> plan) {
            this.seeded = seeded;
            this.plan = plan;
        }

        List<String> play(Scenario scenario) {
            Recording recording = new Recording(MOST_EVENTS);
            simulation.tell(this);
            RunResult result = simulation.run(scenario, this, recording, () -> false);
            List<String> lines = new ArrayList<>();
            for (Recorded event : recording.events()) {
                if (event.decision() == null) {
                    lines.add(line(event));
                }
            }
            lines.sort(null);
            lines.add(result.verdict() + " " + result.reason());
            lines.add(result.messages() + " messages");
            return lines;
        }

        /** The first steps of the pairs that could go the other way round. */
        List<Integer> commuting() {
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i + 1 < taken.size(); i++) {
                Taken next = taken.get(i + 1);
                boolean couldGoFirst =
                        next.number() != taken.get(i).number()
                                && taken.get(i).options().stream()
                                        .anyMatch(option ->
                                                option.step() == next.step()
                                                        && option.chain() == next.chain());
                possible += couldGoFirst ? 1 : 0;
                if (couldGoFirst && !taken.get(i).footprint().conflictsWith(next.footprint())) {
                    found.add(i);
                }
            }
            return found;
        }

        List<Taken> swapped(int first) {
            List<Taken> swapped = new ArrayList<>(taken);
            swapped.set(first, taken.get(first + 1));
            swapped.set(first + 1, taken.get(first));
            return swapped;
        }

        @Override
        public int choose(long site, Options of) {
            if (of.kind() == Options.Kind.WAYS) {
                return seeded.choose(site, of);
            }
            for (int i = 0; i < of.count(); i++) {
                options.add(new Option(of.chain(i), of.step(i), of.describe(i)));
            }
            return plan == null ? seeded.choose(site, of) : planned(plan, of);
        }

        private int planned(List<Taken> steps, Options of) {
            if (taken.size() < steps.size()) {
                Taken wanted = steps.get(taken.size());
                for (int i = 0; i < of.count(); i++) {
                    if (of.step(i) == wanted.step() && of.chain(i) == wanted.chain()) {
                        return i;
                    }
                }
                lose("step %d is no option: %s".formatted(taken.size(), wanted.words()));
            }
            return 0;
        }

        private void lose(String why) {
            if (lost == null) {
                lost = why;
            }
        }

        @Override
        public void done(long chain, long step, long number, Footprint footprint) {
            if (plan != null
                    && (taken.size() >= plan.size() || plan.get(taken.size()).step() != step)) {
                lose("step " + taken.size() + " is another one: " + options);
            }
            taken.add(new Taken(chain, step, number, footprint.copy(), options));
            options = new ArrayList<>();
        }

        @Override
        public boolean happens(long site, double chance) {
            return seeded.happens(site, chance);
        }

        @Override
        public long draw(long site) {
            return seeded.draw(site);
        }
    }

    // Numbers are given in the order in which things are made; that order may differ.
    private static String line(Recorded event) {
        String text =
                "%s %s %s>%s %s %s %s %s %s"
                        .formatted(
                                event.kind(),
                                event.routine(),
                                event.from(),
                                event.to(),
                                event.status(),
                                event.strand(),
                                event.irql(),
                                event.fault(),
                                event.fields());
        return event.timeNs() + " " + text.replaceAll("[0-9]+", "#");
    }
}
