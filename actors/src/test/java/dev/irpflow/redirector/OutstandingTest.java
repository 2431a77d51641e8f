package dev.irpflow.redirector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which requests are open, in which order they are asked again, and who takes them out. */
final class OutstandingTest {
    private static final long NEVER = Long.MAX_VALUE;

    private final Outstanding outstanding = new Outstanding();

    @Test
    void requestsAreSentInTheOrderInWhichTheyCame() {
        PendingRequest first = add(NEVER);
        PendingRequest second = add(NEVER);

        assertThat(outstanding.sendNext(10)).isSameAs(first);
        outstanding.sendDone();
        assertThat(outstanding.sendNext(10)).isSameAs(second);
        assertThat(outstanding.sendNext(10)).isNull();
    }

    @Test
    void anAnswerTakesItsRequestOutOnce() {
        PendingRequest request = add(NEVER);
        outstanding.sendNext(10);
        outstanding.sendDone();

        assertThat(outstanding.answered(request.id())).isSameAs(request);
        assertThat(outstanding.answered(request.id())).isNull();
        assertThat(outstanding.isEmpty()).isTrue();
    }

    @Test
    void anAnswerMayBeFasterThanTheEndOfTheSending() {
        PendingRequest request = add(NEVER);
        outstanding.sendNext(10);

        assertThat(outstanding.answered(request.id())).isSameAs(request);
        outstanding.sendDone();

        assertThat(outstanding.isEmpty()).isTrue();
    }

    @Test
    void answersComeInAnyOrder() {
        PendingRequest first = add(NEVER);
        PendingRequest second = add(NEVER);
        outstanding.sendNext(10);
        outstanding.sendDone();
        outstanding.sendNext(10);
        outstanding.sendDone();

        assertThat(outstanding.answered(second.id())).isSameAs(second);
        assertThat(outstanding.answered(first.id())).isSameAs(first);
    }

    @Test
    void afterALossEverythingIsAskedAgainInItsOldOrder() {
        List<PendingRequest> asked = sentBeingSentAndNot();

        outstanding.connectionLost();

        assertThat(sendAll()).isEqualTo(asked);
    }

    @Test
    void theForgetfulTwinForgetsWhatWasBeingSent() {
        Outstanding forgetful = new ForgetfulRedirector().newOutstanding();
        forgetful.add(request(NEVER));
        forgetful.sendNext(10);

        forgetful.connectionLost();

        assertThat(forgetful.isEmpty()).isTrue();
    }

    @Test
    void aRepeatedRequestHasANewNumberAndTheAnswerToTheOldOneFindsNothing() {
        PendingRequest request = add(NEVER);
        outstanding.sendNext(10);
        long before = request.id();
        outstanding.connectionLost();

        outstanding.sendNext(10);

        assertThat(request.id()).isNotEqualTo(before);
        assertThat(outstanding.answered(before)).isNull();
    }

    @Test
    void whatIsTakenOutIsNotAskedAgain() {
        List<PendingRequest> asked = sentBeingSentAndNot();

        assertThat(outstanding.take(request -> true)).isEqualTo(asked);

        assertThat(outstanding.isEmpty()).isTrue();
        outstanding.sendDone();
        outstanding.connectionLost();
        assertThat(outstanding.sendNext(10)).isNull();
    }

    @Test
    void anAnswerIsOverdueFromItsMomentOn() {
        add(NEVER);
        outstanding.sendNext(10);

        assertThat(outstanding.isOverdue(9)).isFalse();
        assertThat(outstanding.isOverdue(10)).isTrue();
    }

    @Test
    void whatIsNotSentYetIsNotOverdueAndMayBeGivenUp() {
        add(30);
        add(20);

        assertThat(outstanding.nextDue()).isEqualTo(NEVER);
        assertThat(outstanding.nextGivenUp()).isEqualTo(20);
    }

    private List<PendingRequest> sentBeingSentAndNot() {
        List<PendingRequest> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            asked.add(add(NEVER));
        }
        outstanding.sendNext(10);
        outstanding.sendDone();
        outstanding.sendNext(10);
        return asked;
    }

    private List<PendingRequest> sendAll() {
        List<PendingRequest> sent = new ArrayList<>();
        for (PendingRequest next = outstanding.sendNext(10);
                next != null;
                next = outstanding.sendNext(10)) {
            sent.add(next);
            outstanding.sendDone();
        }
        return sent;
    }

    private PendingRequest add(long giveUpAt) {
        PendingRequest request = request(giveUpAt);
        outstanding.add(request);
        return request;
    }

    private static PendingRequest request(long giveUpAt) {
        return new PendingRequest(
                new Operation.Connect(), null, giveUpAt, (status, response) -> {});
    }
}
