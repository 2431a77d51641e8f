package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import dev.irpflow.sim.scenario.write.ScenarioWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of WSK that are scripts alone: their dispatch tables, and what their callbacks write. */
final class ScriptedClientsTest {
    private static final String TAKES_ALL = "[ return: STATUS_SUCCESS ]";
    private static final String REFUSES =
            "[ { return: STATUS_DATA_NOT_ACCEPTED, gives: { bytes_accepted: 5 B } } ]";

    @TempDir private Path folder;
    private Playing playing;

    @BeforeEach
    void begin() {
        playing = new Playing(folder);
    }

    @AfterEach
    void end() {
        playing.close();
    }

    @Test
    void aTableThatIsNotGivenIsTheDriversOwn() {
        playing.play(receiver("", "", TAKES_ALL, 1)).holds();
    }

    @Test
    void theOwnTableMayBeGivenByItsWord() {
        String accepted = ", gives: { accept_socket_dispatch: self }";
        playing.play(receiver(", dispatch: self", accepted, TAKES_ALL, 1)).holds();
    }

    @Test
    void aSocketWithoutATableHasNoCallbacks() {
        String accepted = ", gives: { accept_socket_dispatch: NULL }";
        playing.play(receiver("", accepted, TAKES_ALL, 0)).holds();
    }

    @Test
    void whatACallbackWritesReachesWhoCalledIt() {
        String tookTwo = "[ { return: STATUS_SUCCESS, gives: { bytes_accepted: 2 B } } ]";
        playing.play(readsWhatIsLeft(tookTwo, 3)).holds();
        playing.play(readsWhatIsLeft(REFUSES, 5)).holds();
    }

    @Test
    void aTableIsSelfOrNull() throws IOException {
        assertThat(problems(receiver(", dispatch: mine", "", TAKES_ALL, 1)))
                .singleElement()
                .asString()
                .contains("dispatch takes a dispatch table: self, of which the scripts are the");
    }

    @Test
    void aRoutineWritesWhatItsContractNames() throws IOException {
        assertThat(problems(receiver("", ", gives: { bytes_accepted: 5 B }", TAKES_ALL, 1)))
                .singleElement()
                .asString()
                .contains("`bytes_accepted` is not a key of `gives`");
    }

    @Test
    void aClientHasNoDevice() throws IOException {
        String reads = "[ { check: $device, is: 0 }, return: STATUS_SUCCESS ]";
        assertThat(problems(receiver("", "", reads, 1)))
                .singleElement()
                .asString()
                .contains("$device: a driver of this role has no device of its own");
    }

    @Test
    void whatIsWrittenAgainIsTheSameScenario() throws IOException {
        String text = receiver("", "", REFUSES, 1);
        String written = written(text);
        assertThat(written).contains("dispatch: self").contains("bytes_accepted: 5 B");
        assertThat(written(written)).isEqualTo(written);
    }

    private LoadResult load(String text) throws IOException {
        String whole = text.startsWith("scenario:") ? text : HEAD + text;
        Files.writeString(folder.resolve("small.yaml"), whole);
        return new ScenarioLoader(Product.vocabulary(), folder, folder)
                .load(Path.of("small.yaml"), List.of());
    }

    private static final String HEAD = "scenario: small\nabout: A small scenario.\n";

    private List<String> problems(String text) throws IOException {
        return load(text) instanceof LoadResult.Refused refused
                ? refused.problems().stream().map(Object::toString).toList()
                : List.of();
    }

    private String written(String text) throws IOException {
        return load(text) instanceof LoadResult.Loaded loaded
                ? ScenarioWriter.write(loaded.file().scenario((name, values) -> 0))
                : "";
    }

    /** After a callback has taken some of five bytes, a WskReceive gets those that are left. */
    private static String readsWhatIsLeft(String event, int left) {
        String reads =
                """
                      - return: STATUS_SUCCESS
                      - wait: 1 s
                      - call: WskReceive
                        with: { socket: $call.accept_socket, buffer: zeros 64 B, flags: 0 }
                        gives: { bytes_received: %d B }
                """
                        .formatted(left);
        return text("", reads, event, 1);
    }

    private static String receiver(String listener, String accepted, String event, int calls) {
        String accepts = "      - { return: STATUS_SUCCESS%s }\n".formatted(accepted);
        return text(listener, accepts, event, calls);
    }

    private static String text(String listener, String accepts, String event, int calls) {
        return """
        machines: { client: {}, server: {} }
        drivers:
          receiver:
            on: server
            role: wsk-client
            script:
              DriverEntry:
                - { call: WskRegister, with: { version: "1.0" }, as: own }
                - { call: WskCaptureProviderNPI, with: { registration: $own.registration, wait_timeout: 5 s }, as: npi }
                - { call: WSK_SET_STATIC_EVENT_CALLBACKS, with: { client: $npi.client, npi_id: NPI_WSK_INTERFACE_ID, event_mask: [WSK_EVENT_ACCEPT, WSK_EVENT_RECEIVE] } }
                - call: WskSocket
                  with: { client: $npi.client, address_family: AF_INET, socket_type: SOCK_STREAM, protocol: IPPROTO_TCP, flags: WSK_FLAG_LISTEN_SOCKET%s }
                  as: listener
                - { call: WskBind, with: { socket: $listener.socket, local_address: any:5000, flags: 0 } }
              WskAcceptEvent:
        %s
              WskReceiveEvent: %s
              DriverUnload:
                - { call: WskCloseSocket, with: { socket: $WskAcceptEvent.accept_socket } }
                - { call: WskCloseSocket, with: { socket: $listener.socket } }
                - { call: WskReleaseProviderNPI, with: { registration: $own.registration } }
                - { call: WskDeregister, with: { registration: $own.registration } }
        on: client
        steps:
          - { call: WskRegister, with: { version: "1.0" }, as: registered }
          - { call: WskCaptureProviderNPI, with: { registration: $registered.registration, wait_timeout: 5 s }, as: npi }
          - call: WskSocketConnect
            with: { client: $npi.client, socket_type: SOCK_STREAM, protocol: IPPROTO_TCP, local_address: any:0, remote_address: server:5000, flags: 0 }
            as: socket
          - { call: WskSend, with: { socket: $socket.socket, buffer: text hello, flags: 0 } }
          - wait: 2 s
          - { call: WskCloseSocket, with: { socket: $socket.socket } }
          - { call: WskReleaseProviderNPI, with: { registration: $registered.registration } }
          - { call: WskDeregister, with: { registration: $registered.registration } }
        counts: [ { call: WskReceiveEvent, is: %d } ]
        """
                .formatted(listener, accepts.indent(8).stripTrailing(), event, calls);
    }
}
