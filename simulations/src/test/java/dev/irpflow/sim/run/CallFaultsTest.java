package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.stage.SeededChooser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of operations and resources: what they do, and who is blamed for it. */
final class CallFaultsTest {
    private static final String QUEUE =
            """
            machines: { client: {} }
            drivers:
              queue: { role: wdm-driver, like: request-queue, with: { answer-after: 100 ms } }
            """;

    private static final String READ =
            "  - { run: send-irp, with: { device: queue, major: IRP_MJ_READ } }\n";

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

    private Played play(String steps, String fault) {
        return playing.play(QUEUE + "steps:\n" + steps + "faults:\n  - " + fault + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cancel",
                "complete-early",
                "complete-twice",
                "delay",
                "exhaust",
                "exhaust-handles",
                "exhaust-paged-pool",
                "exhaust-ports",
                "exhaust-queue",
                "fail",
                "fail-in-flight",
                "never-complete",
                "pend",
                "raise",
            })
    void theScenarioOfEachVerbHoldsWithEverySeed(String verb) throws IOException {
        for (int seed = 1; seed <= 20; seed++) {
            playing.play(Playing.inPlace("faults/" + verb), new SeededChooser(seed)).holds();
        }
    }

    @Test
    void anOperationThatEndsEarlyHasEndedBeforeItsCallReturnsPending() {
        Played played =
                playing.play(
                        Sockets.scenario(
                                        Sockets.CONNECT
                                                + """
                                                  - { call: WskSend, on: client, with: { socket: $socket.socket, buffer: text hello, flags: 0 }, returns: STATUS_PENDING, completes: STATUS_CANCELLED }
                                                """
                                                + Sockets.SEND
                                                + Sockets.CLOSE)
                                + """
                                faults:
                                  - { complete-early: WskSend, with-status: STATUS_CANCELLED, nth: 1 }
                                in-order:
                                  - [ { completion: WskSend }, { return: WskSend } ]
                                """);
        played.holds();
        assertThat(played.faults())
                .containsExactly("complete-early 1: ends early with STATUS_CANCELLED");
    }

    @Test
    void aRoutineThatReportsByACallbackEndsEarlyThroughIt() {
        playing.play(
                        """
                        machines: { client: {}, files: {} }
                        drivers:
                          file-server: { on: files, role: wsk-client, like: file-server, with: { share: public } }
                          redirector: { on: client, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
                        on: client
                        steps:
                          - { run: map-drive, with: { letter: "Z:", remote: \\\\files\\public }, returns: failure }
                        faults:
                          - { complete-early: MRxCreateSrvCall, with-status: STATUS_BAD_NETWORK_PATH, nth: 1, for: 1 s }
                        """)
                .holds();
    }

    @Test
    void whoCompletesTwiceIsTheFaultAndNoDriver() {
        Played played = play(READ, "{ name: twice, complete-twice: IRP_MJ_READ, nth: 1 }");
        played.breaks("io/irp-completed-once", "client/fault completes");
        Violation first = Objects.requireNonNull(played.result().firstViolation());
        assertThat(first.place()).isEqualTo("client/fault");
        assertThat(played.result().faults()).containsEntry("twice", 1L);
    }

    @Test
    void whatIsNeverCompletedIsHeldByTheFaultAndNoDriver() {
        Played played = play(READ, "{ never-complete: IRP_MJ_READ, nth: 1 }");
        played.breaks("io/irp-never-completed", "client/fault holds");
        assertThat(Objects.requireNonNull(played.result().firstViolation()).place())
                .isEqualTo("client/fault");
    }

    @Test
    void whatIsNeverCompletedEndsWhenItIsCancelled() {
        play(
                        """
                          - { begin: send-irp, with: { device: queue, major: IRP_MJ_READ }, as: read, returns: STATUS_PENDING }
                          - wait: 1 s
                          - { cancel: $read }
                          - { await: $read, completes: STATUS_CANCELLED, takes: at-least 1 s }
                        """,
                        "{ never-complete: IRP_MJ_READ, nth: 1 }")
                .holds();
    }

    @Test
    void theCompletionOfWhatIsInFlightIsLostToo() {
        Played played =
                play(
                        """
                          - { begin: send-irp, with: { device: queue, major: IRP_MJ_READ }, as: read, returns: STATUS_PENDING }
                          - wait: 1 s
                          - { cancel: $read }
                          - { await: $read, completes: STATUS_CANCELLED, takes: at-least 1 s }
                        """,
                        "{ name: silence, never-complete: IRP_MJ_READ, at: 10 ms }");
        played.holds();
        assertThat(played.result().faults()).containsEntry("silence", 1L);
        assertThat(played.faults()).hasSize(1).first().asString().contains("loses the completion");
    }

    @Test
    void aFaultThatHasEndedSparesWhatIsStillInFlight() {
        play(
                        """
                          - { begin: send-irp, with: { device: queue, major: IRP_MJ_READ }, as: read, returns: STATUS_PENDING }
                          - { await: $read, completes: STATUS_SUCCESS }
                        """,
                        "{ never-complete: IRP_MJ_READ, during: 10..20 ms }")
                .holds();
    }

    @Test
    void whoHasNotAskedForAnExceptionGetsNone() {
        String allocates =
                """
                IRP_MJ_READ:
                  - call: ExAllocatePool2
                    with: { flags: POOL_FLAG_NON_PAGED, number_of_bytes: 4 B, tag: "Data" }
                    as: block
                  - { call: ExFreePool, with: { p: $block.returned } }
                  - complete: STATUS_SUCCESS
                  - return: STATUS_SUCCESS
                """;
        playing.play(
                        SmallDriver.driver(allocates)
                                + SmallDriver.READ
                                + "faults:\n  - { raise: ExAllocatePool2, nth: 1 }\n")
                .isInconclusive("raise 1");
    }

    @Test
    void whereNoPortIsLeftOnlyThoseWhoNameOneGetIt() {
        Played played =
                playing.play(
                        """
                        machines: { client: {} }
                        steps:
                          - { call: WskRegister, with: { version: "1.0" }, as: r }
                          - { call: WskCaptureProviderNPI, with: { registration: $r.registration, wait_timeout: 5 s }, as: n }
                          - { call: WskSocket, with: { client: $n.client, address_family: AF_INET, socket_type: SOCK_STREAM, protocol: IPPROTO_TCP, flags: WSK_FLAG_CONNECTION_SOCKET }, as: s }
                          - { call: WskBind, with: { socket: $s.socket, local_address: any:0, flags: 0 }, completes: STATUS_TOO_MANY_ADDRESSES }
                          - { call: WskBind, with: { socket: $s.socket, local_address: any:5000, flags: 0 } }
                          - { call: WskCloseSocket, with: { socket: $s.socket } }
                          - { call: WskReleaseProviderNPI, with: { registration: $r.registration } }
                          - { call: WskDeregister, with: { registration: $r.registration } }
                        faults:
                          - { name: dry, exhaust: ports }
                        """);
        played.holds();
        assertThat(played.result().faults()).containsEntry("dry", 1L);
    }

    @Test
    void pagedAndNonpagedPoolRunOutEachByItself() {
        String allocates =
                """
                IRP_MJ_READ:
                  - call: ExAllocatePool2
                    with: { flags: POOL_FLAG_NON_PAGED, number_of_bytes: 4 B, tag: "Data" }
                    as: block
                  - call: ExFreePool
                    with: { p: $block.returned }
                  - call: ExAllocatePool2
                    with: { flags: POOL_FLAG_PAGED, number_of_bytes: 4 B, tag: "Data" }
                    returns: failure
                    gives: { returned: unset }
                  - complete: STATUS_SUCCESS
                  - return: STATUS_SUCCESS
                """;
        Played played =
                playing.play(
                        SmallDriver.driver(allocates)
                                + SmallDriver.READ
                                + "faults:\n  - { name: dry, exhaust: paged-pool }\n");
        played.holds();
        assertThat(played.result().faults()).containsEntry("dry", 1L);
    }

    @Test
    void whereNoHandleIsLeftNoFileIsOpened() {
        Played played =
                playing.play(
                        SmallDriver.driver("IRP_MJ_CREATE: [ { return: STATUS_SUCCESS } ]\n")
                                + """
                                steps:
                                  - call: NtCreateFile
                                    with: { desired_access: 0x100003, object_attributes: { object_name: \\Device\\mine, attributes: 0 }, file_attributes: 0, share_access: 0, create_disposition: 1, create_options: 0x20 }
                                    returns: STATUS_INSUFFICIENT_RESOURCES
                                faults:
                                  - { name: dry, exhaust: handles }
                                """);
        played.holds();
        assertThat(played.result().faults()).containsEntry("dry", 1L);
    }

    @Test
    void whereQueuesAreFullNoWorkIsQueued() {
        Played played =
                playing.play(
                        """
                        machines: { client: {} }
                        drivers:
                          mini:
                            role: mini-redirector
                            like: stream-redirector
                            with: { network-provider: true }
                            script:
                              MRxCreateSrvCall:
                                - call: RxDispatchToWorkerThread
                                  with: { mrx_device_object: $device, work_queue_type: DelayedWorkQueue }
                                  returns: STATUS_INSUFFICIENT_RESOURCES
                                - complete: STATUS_BAD_NETWORK_PATH
                                - return: STATUS_PENDING
                              later: { is: RX_WORKERTHREAD_ROUTINE, steps: [ { note: never } ] }
                        steps:
                          - { run: map-drive, with: { letter: "Z:", remote: \\\\files\\public }, returns: failure }
                        faults:
                          - { name: full, exhaust: queue }
                        counts:
                          - { call: RX_WORKERTHREAD_ROUTINE, is: 0 }
                        """);
        played.holds();
        assertThat(played.result().faults()).containsEntry("full", 1L);
    }

    @Test
    void aResourceThatNobodyAsksForIsToldAsMissed() {
        play(READ, "{ exhaust: ports, at: 10 ms }").isInconclusive("exhaust 1");
    }
}
