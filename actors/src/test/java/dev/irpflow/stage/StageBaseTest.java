package dev.irpflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestChooser;
import dev.irpflow.kernel.TestTrace;
import org.junit.jupiter.api.Test;

/** What holds for both stages. */
class StageBaseTest {
    private static final class AnyStage extends StageBase {
        AnyStage(long first, long step) {
            super(new VirtualClock(), new TestChooser(), new TestTrace(), first, step);
        }
    }

    @Test
    void notesHaveNumbersButAreNoMessages() {
        AnyStage stage = new AnyStage(2, 3);

        assertThat(stage.nextSeq()).isEqualTo(2);
        assertThat(stage.nextNoteSeq()).isEqualTo(5);
        assertThat(stage.nextSeq()).isEqualTo(8);
        assertThat(stage.messages()).isEqualTo(2);
    }

    @Test
    void whoAsksAtTheSamePlaceMakesAStepConflict() {
        AnyStage stage = new AnyStage(1, 1);
        stage.pool().tell((chain, step, number, footprint) -> {});
        Footprint before = stage.footprint().copy();
        stage.site(7, 9);

        assertThat(before.size()).isZero();
        assertThat(stage.footprint().isWritten(0)).isTrue();
    }
}
