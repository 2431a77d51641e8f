package dev.irpflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When the order of two steps may matter. */
class FootprintTest {
    @Test
    void readersOfOneCellCommuteAndAWriterConflictsWithBoth() {
        Footprint reader = on();
        Footprint other = on();
        Footprint writer = on();

        reader.read(7);
        other.read(7);
        writer.write(7);

        assertThat(reader.conflictsWith(other)).isFalse();
        assertThat(reader.conflictsWith(writer)).isTrue();
        assertThat(writer.conflictsWith(reader)).isTrue();
        assertThat(writer.conflictsWith(writer.copy())).isTrue();
    }

    @Test
    void writersOfDifferentPartsOfOneCellCommute() {
        Footprint front = on();
        Footprint back = on();
        Footprint across = on();

        front.write(7, 0, 8);
        back.write(7, 8, 16);
        across.read(7, 4, 12);

        assertThat(front.conflictsWith(back)).isFalse();
        assertThat(front.conflictsWith(across)).isTrue();
        assertThat(back.conflictsWith(across)).isTrue();
    }

    @Test
    void accessesToOneCellAreMerged() {
        Footprint footprint = on();

        for (int i = 0; i < 1000; i++) {
            footprint.read(7);
            footprint.write(7, i, i + 1);
        }

        assertThat(footprint.size()).isEqualTo(1);
        assertThat(footprint.isWritten(0)).isTrue();
    }

    @Test
    void manyCellsAreAllRemembered() {
        Footprint many = on();
        for (int i = 1; i <= 1000; i++) {
            many.write(Site.join(1, i));
        }
        Footprint one = on();
        one.read(Site.join(1, 999));
        Footprint none = on();
        none.read(Site.join(1, 1001));

        assertThat(many.size()).isEqualTo(1000);
        assertThat(many.conflictsWith(one)).isTrue();
        assertThat(many.conflictsWith(none)).isFalse();
    }

    @Test
    void aStepThatTouchesNothingInParticularConflictsWithNothingAndEverythingWithAll() {
        Footprint nothing = on();
        Footprint everything = on();
        everything.everything();

        assertThat(nothing.conflictsWith(nothing.copy())).isFalse();
        assertThat(nothing.conflictsWith(everything)).isTrue();
    }

    @Test
    void nothingIsNotedWhileNobodyListens() {
        Footprint footprint = new Footprint();

        footprint.write(7);
        footprint.everything();

        assertThat(footprint.size()).isZero();
        assertThat(footprint.isEverything()).isFalse();
    }

    private static Footprint on() {
        Footprint footprint = new Footprint();
        footprint.turn(true);
        return footprint;
    }
}
