package dev.irpflow.tcpip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The diagram of RFC 9293, figure 5: every pair of state and event is decided. */
final class TcpStateTest {
    private static final List<TcpState> STATES =
            List.of(
                    new TcpState.Inspected(),
                    new TcpState.SynSent(),
                    new TcpState.SynReceived(),
                    new TcpState.Established(),
                    new TcpState.FinWait1(),
                    new TcpState.FinWait2(),
                    new TcpState.CloseWait(),
                    new TcpState.Closing(),
                    new TcpState.LastAck(),
                    new TcpState.TimeWait(),
                    new TcpState.Silent(),
                    new TcpState.Closed(NtStatus.STATUS_CONNECTION_RESET));

    static Stream<Arguments> pairs() {
        return STATES.stream()
                .flatMap(state ->
                        Stream.of(TcpEvent.values()).map(event -> Arguments.of(state, event)));
    }

    @Test
    void theWalkKnowsEveryState() {
        assertThat(STATES)
                .extracting(Object::getClass)
                .containsExactlyInAnyOrder(TcpState.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyPairIsDecided(TcpState state, TcpEvent event) {
        TcpState after = state.on(event);

        assertThat(after).isNotNull();
        if (after.equals(state)) {
            assertThat(after).as("an ignored event changes nothing at all").isSameAs(state);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void noStateIsLeftForAnEarlierOne(TcpState state, TcpEvent event) {
        assertThat(rank(state.on(event))).isGreaterThanOrEqualTo(rank(state));
    }

    @ParameterizedTest
    @CsvSource({
        "Inspected, ADMITTED, SynReceived",
        "SynSent, SYN_ANSWERED, Established",
        "SynSent, SYN_ARRIVED, SynReceived",
        "SynReceived, SYN_ACKNOWLEDGED, Established",
        "Established, DISCONNECT, FinWait1",
        "Established, FIN_ARRIVED, CloseWait",
        "FinWait1, FIN_ACKNOWLEDGED, FinWait2",
        "FinWait1, FIN_ARRIVED, Closing",
        "FinWait2, FIN_ARRIVED, TimeWait",
        "CloseWait, DISCONNECT, LastAck",
        "Closing, FIN_ACKNOWLEDGED, TimeWait",
        "LastAck, FIN_ACKNOWLEDGED, Closed",
        "TimeWait, TIME_WAIT_OVER, Closed",
        "TimeWait, RESET, TimeWait",
        "Established, SILENCED, Silent",
        "FinWait2, SILENCED, Silent",
        "CloseWait, SILENCED, Silent",
        "Silent, RESET, Silent",
    })
    void theArcsAreThoseOfTheDiagram(String from, TcpEvent event, String to) {
        assertThat(named(from).on(event).getClass().getSimpleName()).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        "Inspected, RESET, STATUS_CONNECTION_REFUSED",
        "SynSent, RESET, STATUS_CONNECTION_REFUSED",
        "SynSent, GAVE_UP, STATUS_IO_TIMEOUT",
        "SynSent, ABORT, STATUS_CONNECTION_ABORTED",
        "SynReceived, RESET, STATUS_CONNECTION_REFUSED",
        "Established, RESET, STATUS_CONNECTION_RESET",
        "Established, GAVE_UP, STATUS_CONNECTION_ABORTED",
        "CloseWait, ABORT, STATUS_CONNECTION_ABORTED",
        "Silent, ABORT, STATUS_CONNECTION_ABORTED",
        "LastAck, FIN_ACKNOWLEDGED, STATUS_SUCCESS",
        "TimeWait, TIME_WAIT_OVER, STATUS_SUCCESS",
    })
    void theStatusSaysWhyItEnded(String from, TcpEvent event, NtStatus why) {
        assertThat(named(from).on(event)).isEqualTo(new TcpState.Closed(why));
    }

    private static TcpState named(String name) {
        return STATES.stream()
                .filter(each -> each.getClass().getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int rank(TcpState state) {
        return switch (state) {
            case TcpState.Inspected inspected -> 0;
            case TcpState.SynSent synSent -> 0;
            case TcpState.SynReceived synReceived -> 1;
            case TcpState.Established established -> 2;
            case TcpState.FinWait1 finWait1 -> 3;
            case TcpState.CloseWait closeWait -> 3;
            case TcpState.FinWait2 finWait2 -> 4;
            case TcpState.Closing closing -> 4;
            case TcpState.LastAck lastAck -> 4;
            case TcpState.TimeWait timeWait -> 5;
            case TcpState.Silent silent -> 5;
            case TcpState.Closed closed -> 6;
        };
    }
}
