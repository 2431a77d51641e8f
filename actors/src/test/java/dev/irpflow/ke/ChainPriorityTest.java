package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.PrioritiesByChain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a chooser sees is enough to give cause chains priorities. */
class ChainPriorityTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    @Test
    void theThreadOfTheHighestPriorityRunsToItsEndHoweverDeepItsCallsAre() {
        for (long seed = 1; seed <= 20; seed++) {
            List<String> ran = run(seed);

            Set<String> inOrder = new LinkedHashSet<>(ran);
            List<String> contiguous = new ArrayList<>();
            inOrder.forEach(name -> contiguous.addAll(List.of(name, name, name, name)));
            assertThat(ran).isEqualTo(contiguous);
        }
    }

    @Test
    void everyOrderOfThreeChainsIsSomeSeeds() {
        Set<List<String>> orders = new LinkedHashSet<>();

        for (long seed = 1; seed <= 60; seed++) {
            orders.add(List.copyOf(new LinkedHashSet<>(run(seed))));
        }

        assertThat(orders).hasSize(6);
    }

    @Test
    void theBoringOptionComesFirstAndEachOptionHasItsOwnWords() {
        List<List<String>> questions = new ArrayList<>();
        PrioritiesByChain chooser =
                new PrioritiesByChain(1) {
                    @Override
                    public int choose(long site, Options options) {
                        List<String> words = new ArrayList<>();
                        for (int i = 0; i < options.count(); i++) {
                            words.add(options.describe(i));
                        }
                        questions.add(words);
                        return 0;
                    }
                };

        run(chooser);

        assertThat(questions.getFirst())
                .containsExactly(
                        "m a: KSTART_ROUTINE", "m b: KSTART_ROUTINE", "m c: KSTART_ROUTINE");
        assertThat(questions.get(1).getFirst()).startsWith("m a: ");
    }

    @Test
    void aSiteSaysWhereInTheStoryItIsAskedWhetherOrNotItWasAskedBefore() {
        Map<Long, Integer> always = sites(0);
        Map<Long, Integer> onlyLater = sites(2);

        assertThat(onlyLater).isNotEmpty().hasSizeLessThan(always.size());
        assertThat(always).containsAllEntriesOf(onlyLater);
    }

    // Where thread a was asked to give way to b, and how far it had come; b begins with its event
    // of
    // this number.
    private static Map<Long, Integer> sites(int begin) {
        KeBench bench = new KeBench();
        Map<Long, Integer> sites = new LinkedHashMap<>();
        bench.host
                .stage()
                .chooser()
                .ask(
                        new PrioritiesByChain(1) {
                            @Override
                            public int choose(long site, Options options) {
                                if (options.describe(0).startsWith("m a: ")) {
                                    sites.put(site, bench.notes.size());
                                }
                                return 0;
                            }
                        });
        bench.driver.thread(
                "a",
                me -> {
                    for (int i = 0; i < 4; i++) {
                        bench.notes.add("a");
                        if (i == begin) {
                            bench.driver.thread("b", other -> {});
                        }
                        KeBench.event(me, EventType.NotificationEvent);
                    }
                });
        bench.host.run();
        return sites;
    }

    private static List<String> run(long seed) {
        return run(new PrioritiesByChain(seed));
    }

    private static List<String> run(PrioritiesByChain chooser) {
        KeBench bench = new KeBench();
        bench.host.stage().chooser().ask(chooser);
        for (String name : NAMES) {
            bench.driver.thread(
                    name,
                    me -> {
                        for (int i = 0; i < 4; i++) {
                            bench.notes.add(name);
                            KeBench.event(me, EventType.NotificationEvent);
                        }
                    });
        }
        bench.host.run();
        return bench.notes;
    }
}
