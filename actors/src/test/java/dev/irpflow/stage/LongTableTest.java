package dev.irpflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LongTableTest {
    private static final int MANY = 5_000;

    private final LongTable table = new LongTable();

    @Test
    void eachKeyKeepsItsValueWhileTheTableGrows() {
        for (long i = 0; i < MANY; i++) {
            table.put(Site.key("key " + i), i);
        }

        assertThat(table.size()).isEqualTo(MANY);
        for (long i = 0; i < MANY; i++) {
            assertThat(table.get(Site.key("key " + i))).isEqualTo(i);
        }
    }

    @Test
    void whatIsAddedIsGivenBackTheNextTime() {
        for (long i = 0; i < MANY; i++) {
            assertThat(table.add(Site.key("key " + i % 100), 2)).isEqualTo(i / 100 * 2);
        }
    }

    @Test
    void aKeyThatWasNeverGivenHasZeroAndSoHasEachOneAfterwards() {
        table.put(7, 1);
        assertThat(table.get(8)).isZero();

        table.clear();

        assertThat(table.get(7)).isZero();
        assertThat(table.size()).isZero();
    }
}
