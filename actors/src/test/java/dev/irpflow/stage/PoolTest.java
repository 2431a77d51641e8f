package dev.irpflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What competes with what, and when. */
class PoolTest {
    private final VirtualClock clock = new VirtualClock();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final List<Integer> options = new ArrayList<>();
    private final List<String> happened = new ArrayList<>();
    private final Pool pool =
            new Pool(clock, new Scripted(), new Occurrences(), (site, answer, taken, not) -> {});

    @Test
    void readyWorkCompetesOnlyWithWindowsThatHaveBegun() {
        pool.schedule(new Event("early", 12, 100));
        pool.schedule(new Event("nominal", 10, 20));
        pool.schedule(new Event("late", 18, 25));
        answers.addAll(List.of(1)); // "early", at the moment at which its window begins
        pool.step();
        pool.add(new Strand("work"));

        pool.step();

        assertThat(happened).containsExactly("early at 12", "work at 12");
        assertThat(options).containsExactly(3, 2); // then the work, and "nominal"; not "late"
    }

    @Test
    void noEventIsPassedByBecauseALaterOneWasTakenBeforeItsTime() {
        pool.schedule(new Event("early", 12, 100));
        pool.schedule(new Event("nominal", 10, 20));
        pool.schedule(new Event("late", 18, 25));
        answers.addAll(List.of(1, 2));
        pool.step();
        pool.schedule(new Event("frame", 14, 14));
        pool.add(new Strand("work"));

        while (pool.step() == Pool.Step.TOOK) {
            answers.clear();
        }

        assertThat(happened).contains("frame at 14");
    }

    private final class Scripted implements Chooser {
        @Override
        public int choose(long site, Options of) {
            options.add(of.count());
            Integer answer = answers.poll();
            return answer == null || answer >= of.count() ? 0 : answer;
        }

        @Override
        public boolean happens(long site, double chance) {
            return false;
        }

        @Override
        public long draw(long site) {
            return 0;
        }
    }

    private final class Event extends DueEvent {
        private final String name;

        Event(String name, long earliest, long nominal) {
            this.name = name;
            window(earliest, nominal);
        }

        @Override
        public long chain() {
            return Site.key(name);
        }

        @Override
        public String describe() {
            return name;
        }

        @Override
        public void fire() {
            happened.add(name + " at " + clock.now());
        }
    }

    private final class Strand extends Candidate {
        private final String name;

        Strand(String name) {
            this.name = name;
        }

        @Override
        public long chain() {
            return Site.key(name);
        }

        @Override
        public long step() {
            return Site.key(name);
        }

        @Override
        public String describe() {
            return name;
        }

        @Override
        public void take() {
            happened.add(name + " at " + clock.now());
        }
    }
}
