package dev.irpflow.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

final class AnswerTest {
    @Test
    void anAnswerIsTheSameThingWhereverItStands() {
        Answer answer = Answer.of(options(10, 20, 30), 2);

        assertThat(answer.in(options(10, 30, 20))).isEqualTo(1);
        assertThat(answer.in(options(30, 10))).isZero();
    }

    @Test
    void whatIsNotThereIsNotReplacedByWhatStandsInItsPlace() {
        Answer answer = Answer.of(options(10, 20, 30), 1);

        assertThat(answer.in(options(10, 30))).isEqualTo(-1);
    }

    @Test
    void amongEqualOnesTheSecondIsNotTheFirst() {
        Answer second = Answer.of(options(10, 20, 20), 2);

        assertThat(second).isNotEqualTo(Answer.of(options(10, 20, 20), 1));
        assertThat(second.in(options(20, 10, 20))).isEqualTo(2);
        assertThat(second.in(options(20, 10))).isEqualTo(-1);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (Answer answer : new Answer[] {Answer.YES, new Answer(-2, 0), new Answer(7, 3)}) {
            assertThat(Answer.parse(answer.toString())).isEqualTo(answer);
        }
        for (String bad : new String[] {"", "no", "1", "0000000000000007+", "000000000000000g"}) {
            assertThatExceptionOfType(NumberFormatException.class)
                    .as(bad)
                    .isThrownBy(() -> Answer.parse(bad));
        }
    }

    private static Options options(long... steps) {
        return new Options() {
            @Override
            public Kind kind() {
                return Kind.NEXT;
            }

            @Override
            public int count() {
                return steps.length;
            }

            @Override
            public long chain(int option) {
                return 0;
            }

            @Override
            public long step(int option) {
                return steps[option];
            }

            @Override
            public long number(int option) {
                return option;
            }

            @Override
            public String describe(int option) {
                return "step " + steps[option];
            }
        };
    }
}
