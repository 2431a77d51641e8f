package dev.irpflow.sim.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Depth-first search leaves nothing out, and plays little twice. */
final class DfsTest {
    private static final String OPERATIONS = "r1 r2 w1 w2 w3 ?1 f2 s3 x2 r3 x3 w1 r1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "w1 w2", // no conflict: one order
                "w1 w1", // two
                "w1r1 w1r1",
                "w1w2 w2w1",
                "r1r2 w1w2",
                "w1 w1 w1", // six
                "r1 r1 w1", // three, not six: readers commute
                "w1w2w3 w3w2w1",
                "?1 ?1", // eighteen
                "s2w1 w1 (w1w2)",
            })
    void eachOrderThatDiffersIsPlayedOnce(String programs) {
        World world = new World(programs.split(" "));
        Set<World.End> all = new HashSet<>();
        EveryOrder.play(world::play, all::add);

        List<World.End> found = search(world);

        assertThat(new HashSet<>(found)).isEqualTo(all);
        assertThat(found).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsLeftOutInAnyOfSomeWorlds() {
        nothingIsLeftOut(1, 60);
    }

    @Test
    @Tag("long")
    void nothingIsLeftOutInAnyOfManyWorlds() {
        nothingIsLeftOut(61, 500);
    }

    private static void nothingIsLeftOut(int first, int last) {
        int runs = 0;
        int orders = 0;
        for (int seed = first; seed <= last; seed++) {
            World world = world(seed);
            Set<World.End> all = new HashSet<>();
            EveryOrder.play(world::play, all::add);

            List<World.End> found = search(world);

            assertThat(new HashSet<>(found)).as("seed " + seed).isEqualTo(all);
            runs += found.size();
            orders += all.size();
        }
        assertThat(runs).isLessThan(2 * orders); // or sleep sets would be of no use
    }

    // Four threads of two or three operations.
    private static World world(int seed) {
        String[] words = OPERATIONS.split(" ");
        List<String> programs = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            StringBuilder program = new StringBuilder();
            long key = Site.draw(seed, thread);
            int length = thread == 3 ? 2 : 1 + Site.below(key, 3);
            for (int i = 0; i < length; i++) {
                program.append(words[Site.below(Site.draw(key, i), words.length)]);
            }
            programs.add(thread == 3 ? "(" + program + ")" : program.toString());
        }
        return new World(programs.toArray(String[]::new));
    }

    static List<World.End> search(World world) {
        Dfs dfs = new Dfs();
        List<World.End> found = new ArrayList<>();
        while (!dfs.isExhausted(1)) {
            Attempt attempt = dfs.attempt(new Schedule(found.size(), 0, 1, found.size()));
            World.End end = world.play(attempt);
            attempt.ended(StrategiesTest.HELD);
            assertThat(world.play(attempt.again())).isEqualTo(end);
            found.add(end);
        }
        return found;
    }
}
