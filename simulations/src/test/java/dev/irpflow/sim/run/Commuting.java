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
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Swaps neighbouring steps of real runs whose footprints say that their order does not matter. */
final class Commuting {
    private static final int MOST_EVENTS = 1 << 20;

    private final Simulation simulation;

    Commuting(Simulation simulation) {
        this.simulation = simulation;
    }

    /**
     * Swaps pairs that commute, in the runs of seeds from 1, until so many were swapped; gives how
     * many pairs commute of those that could go the other way round.
     *
     * @param each one pair in so many is swapped, drawn by a seed that is always the same
     * @param most how many pairs are swapped: each is a run of its own
     * @param seeds how many seeds at most
     */
    double commute(Scenario scenario, int each, int most, int seeds) {
        int swapped = 0;
        int pairs = 0;
        int possible = 0;
        for (long seed = 1; swapped < most && seed <= seeds; seed++) {
            Story story = new Story(new SeededChooser(seed, 0.25), null);
            List<String> trace = story.play(scenario);
            List<Integer> firsts = story.commuting();
            possible += story.possible;
            for (int first : firsts) {
                pairs++;
                if (Site.below(Site.join(seed, first), each) != 0 || swapped >= most) {
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
        return (double) pairs / Math.max(1, possible);
    }

    private record Option(long chain, long step, long number, String words) {}

    private record Taken(
            long chain, long step, long number, Footprint footprint, List<Option> options) {
        /** How many of the same kind were there that are older: two frames may read the same. */
        int olderTwins() {
            int older = 0;
            for (Option option : options) {
                if (isTwin(option.chain(), option.step()) && option.number() < number) {
                    older++;
                }
            }
            return older;
        }

        boolean isTwin(long ofChain, long ofStep) {
            return chain == ofChain && step == ofStep;
        }

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
                options.add(new Option(of.chain(i), of.step(i), of.number(i), of.describe(i)));
            }
            return plan == null ? seeded.choose(site, of) : planned(plan, of);
        }

        private int planned(List<Taken> steps, Options of) {
            if (taken.size() < steps.size()) {
                Taken wanted = steps.get(taken.size());
                int older = wanted.olderTwins();
                int found =
                        IntStream.range(0, of.count())
                                .filter(i -> wanted.isTwin(of.chain(i), of.step(i)))
                                .boxed()
                                .sorted(Comparator.comparingLong(of::number))
                                .skip(older)
                                .findFirst()
                                .orElse(-1);
                if (found >= 0) {
                    return found;
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
