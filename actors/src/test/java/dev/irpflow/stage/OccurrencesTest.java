package dev.irpflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OccurrencesTest {
    private static final long WHAT = Site.key("next");

    private final Occurrences occurrences = new Occurrences();

    @Test
    void eachQuestionHasASiteOfItsOwn() {
        Set<Long> sites = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            for (long chain = 0; chain < 5000; chain++) {
                sites.add(occurrences.next(chain, WHAT));
            }
        }

        assertThat(sites).hasSize(15_000);
    }

    @Test
    void aPairThatIsAskedAboutNowAndThenIsCountedHoweverLongTheRun() {
        Set<Long> sites = new HashSet<>();
        long others = 1;
        for (int round = 0; round < 10; round++) {
            sites.add(occurrences.next(0, WHAT));
            others = ask(others, Occurrences.MOST / 8);
        }

        assertThat(sites).hasSize(10);
    }

    @Test
    void aPairIsForgottenWhileManyMoreOthersThanAreKeptAreAskedAbout() {
        long first = occurrences.next(0, WHAT);
        ask(1, 8L * Occurrences.MOST);

        assertThat(occurrences.next(0, WHAT)).isEqualTo(first);
    }

    private long ask(long from, long count) {
        for (long chain = from; chain < from + count; chain++) {
            long _ = occurrences.next(chain, WHAT);
        }
        return from + count;
    }
}
