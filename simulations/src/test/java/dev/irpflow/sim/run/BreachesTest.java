package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.Reply;
import dev.irpflow.protocol.kernel.IoAllocateIrp;
import dev.irpflow.protocol.kernel.IoAllocateWorkItem;
import dev.irpflow.protocol.kernel.IoCreateDevice;
import dev.irpflow.protocol.kernel.IoDeleteDevice;
import dev.irpflow.protocol.status.NtStatus;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules that are broken: those that a step announces, those that end the run, and what is left
 * over.
 */
final class BreachesTest {
    private static final String ONE =
            """
            machines: { client: {} }
            steps:
            """;
    private static final String REGISTER =
            """
              - { call: WskRegister, with: { version: "1.0" }, as: r }
              - { call: WskCaptureProviderNPI, with: { registration: $r.registration, wait_timeout: 5 s }, as: n }
              - { call: WskSocket, with: { client: $n.client, address_family: AF_INET, socket_type: SOCK_STREAM, protocol: IPPROTO_TCP, flags: WSK_FLAG_CONNECTION_SOCKET }, as: s }
            """;
    private static final String DEREGISTER =
            """
              - { call: WskCloseSocket, with: { socket: $s.socket } }
              - { call: WskReleaseProviderNPI, with: { registration: $r.registration } }
              - { call: WskDeregister, with: { registration: $r.registration } }
            """;

    /** Throws when it is entered. */
    public static final class Throwing implements Driver {
        @Override
        public NtStatus driverEntry(DriverContext context) {
            throw new IllegalStateException("a slip");
        }
    }

    /** Keeps an IRP for ever. */
    public static final class Hoarding implements Driver {
        @Override
        public NtStatus driverEntry(DriverContext context) {
            context.call(IoAllocateIrp.newBuilder().setStackSize(1).build());
            return NtStatus.STATUS_SUCCESS;
        }
    }

    /** Keeps a work item of its device. */
    public static final class KeepingWorkItem implements Driver {
        private @Nullable DriverContext context;
        private long device;

        @Override
        public NtStatus driverEntry(DriverContext given) {
            DriverContext context = given;
            this.context = given;
            Reply made =
                    context.call(
                            IoCreateDevice.newBuilder()
                                    .setDriverObject(context.driverObject().value())
                                    .build());
            device = made.out(IoCreateDevice.Out.getDefaultInstance()).getDeviceObject();
            context.call(IoAllocateWorkItem.newBuilder().setDeviceObject(device).build());
            return NtStatus.STATUS_SUCCESS;
        }

        @Override
        public void driverUnload() {
            Objects.requireNonNull(context)
                    .call(IoDeleteDevice.newBuilder().setDeviceObject(device).build());
        }
    }

    /** Does not want to be loaded. */
    public static final class Refusing implements Driver {
        @Override
        public NtStatus driverEntry(DriverContext context) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
    }

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

    private static String driver(Class<?> driver) {
        return """
        machines: { client: {} }
        drivers:
          mine: { on: client, role: wdm-driver, class: "%s" }
        steps:
          - call: KeGetCurrentIrql
        """
                .formatted(driver.getName());
    }

    @Test
    void aRuleThatAStepAnnouncesIsExpectedAndTheRunGoesOn() {
        Played played =
                playing.play(
                        ONE
                                + """
                                  - call: KeRaiseIrql
                                    with: { new_irql: DISPATCH_LEVEL }
                                  - call: KeLowerIrql
                                    with: { new_irql: APC_LEVEL }
                                    violates: ke/irql-lower-to-saved
                                  - call: KeLowerIrql
                                    with: { new_irql: PASSIVE_LEVEL }
                                    violates: ke/irql-lower-to-saved
                                  - note: goes on
                                """);
        played.holds();
        assertThat(played.notes()).containsExactly("goes on");
    }

    @Test
    void aRuleThatAStepAnnouncesAndKeepsBreaksTheScenario() {
        playing.play(ONE + "  - call: KeGetCurrentIrql\n    violates: kernel/irql-at-call\n")
                .breaks("scenario/step-as-expected", "did not violate kernel/irql-at-call");
        playing.play(ONE + "  - call: KeGetCurrentIrql\n    bug-checks: 0xC4\n")
                .breaks("scenario/step-as-expected", "did not cause bug check 0xC4");
    }

    @Test
    void aBugCheckThatAStepAnnouncesIsExpectedAndOtherMachinesGoOn() {
        Played played =
                playing.play(
                        """
                        machines: { client: {}, other: {} }
                        on: client
                        steps:
                          - call: KeLowerIrql
                            with: { new_irql: DISPATCH_LEVEL }
                            bug-checks: 0xC4/0x31
                          - on: other
                            note: goes on
                        """);
        played.holds();
        assertThat(played.notes()).containsExactly("goes on");
        playing.play(
                        """
                        machines: { client: {}, other: {} }
                        on: client
                        steps:
                          - call: KeLowerIrql
                            with: { new_irql: DISPATCH_LEVEL }
                            bug-checks: 0xC4/0x31
                          - note: too late
                        """)
                .breaks("scenario/step-as-expected", "client, which is down");
    }

    @Test
    void aBugCheckThatALineOfAScriptAnnouncesIsNoFailureOfTheStepAroundIt() {
        playing.play(
                        """
                        machines: { client: {} }
                        drivers:
                          driver:
                            role: wdm-driver
                            script:
                              IRP_MJ_READ:
                                - call: KeLowerIrql
                                  with: { new_irql: DISPATCH_LEVEL }
                                  bug-checks: 0xC4/0x31
                                - complete: STATUS_SUCCESS
                                - return: STATUS_SUCCESS
                        steps:
                          - run: send-irp
                            with: { device: driver, major: IRP_MJ_READ }
                        """)
                .holds();
    }

    @Test
    void anUnexpectedBreachEndsTheRun() {
        Played played =
                playing.play(
                        ONE
                                + """
                                  - call: KeLowerIrql
                                    with: { new_irql: DISPATCH_LEVEL }
                                  - note: never
                                """);
        assertThat(played.result().verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(played.notes()).isEmpty();
    }

    @Test
    void aRuleThatTheScenarioExceptsMayBeBroken() {
        playing.play(
                        ONE
                                + """
                                  - call: KeRaiseIrql
                                    with: { new_irql: DISPATCH_LEVEL }
                                  - call: KeLowerIrql
                                    with: { new_irql: APC_LEVEL }
                                  - call: KeLowerIrql
                                    with: { new_irql: PASSIVE_LEVEL }
                                except: { ke/irql-lower-to-saved: "this is about something else" }
                                """)
                .holds();
    }

    @Test
    void aBrokenTwinMustBeCaughtByItsRule() {
        String slip =
                ONE
                        + """
                          - call: KeRaiseIrql
                            with: { new_irql: DISPATCH_LEVEL }
                          - call: KeLowerIrql
                            with: { new_irql: APC_LEVEL }
                        caught-by: %s
                        """;
        playing.play(slip.formatted("ke/irql-lower-to-saved")).breaks("ke/irql-lower-to-saved");
        playing.play(slip.formatted("kernel/deadlock")).isInconclusive("should have caught it");
        playing.play(ONE + "  - call: KeGetCurrentIrql\ncaught-by: kernel/deadlock\n")
                .isInconclusive("the run held");
    }

    @Test
    void aDriverThatThrowsIsCaughtWithItsLines() {
        Played played = playing.play(driver(Throwing.class));
        played.breaks("kernel/driver-exception", "a slip");
        assertThat(played.result().violations().get(0).stack()).contains("BreachesTest.java:");
    }

    @Test
    void aDriverThatDoesNotLoadMakesTheRunInconclusive() {
        playing.play(driver(Refusing.class)).isInconclusive("did not load");
    }

    @Test
    void anIrpThatADriverKeepsIsALeak() {
        playing.play(driver(Hoarding.class)).breaks("kernel/leak-at-end", "irp-", "client/mine");
    }

    @Test
    void memoryThatIsNotFreedIsALeak() {
        playing.play(
                        ONE
                                + """
                                  - call: ExAllocatePool2
                                    with: { flags: POOL_FLAG_NON_PAGED, number_of_bytes: 64 B, tag: 0x41424344 }
                                """)
                .breaks("kernel/leak-at-end", "client/app");
    }

    @Test
    void aFileThatTheStepsDoNotCloseIsTheirLeak() {
        String text =
                """
                machines: { client: {}, files: {} }
                drivers:
                  file-server: { on: files, role: wsk-client, like: file-server, with: { share: public } }
                  redirector: { on: client, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
                on: client
                steps:
                  - { run: map-drive, with: { letter: "Z:", remote: \\\\files\\public } }
                  - { run: copy, with: { from: text hello, to: 'Z:\\a' } }
                  - call: NtCreateFile
                    with: { desired_access: 0x80000000, object_attributes: { object_name: 'Z:\\a', attributes: 0x40 }, file_attributes: 0x80, share_access: 0x1, create_disposition: 0x1, create_options: 0x60 }
                    as: file
                %s
                """;
        playing.play(text.formatted("")).breaks("kernel/leak-at-end", "handle-", "client/app");
        playing.play(
                        text.formatted(
                                "  - { call: NtClose, with: { handle: $file.file_handle } }\n"
                                        + "  - { run: unmap-drive, with: { letter: \"Z:\" } }"))
                .holds();
    }

    @Test
    void aTimerThatIsStillSetIsALeak() {
        playing.play(
                        ONE
                                + """
                                  - { call: KeInitializeTimer, as: t }
                                  - { call: KeSetTimer, with: { timer: $t.timer, due_time: 30 min }, gives: { returned: false } }
                                """)
                .breaks("kernel/leak-at-end", "timer-", "still set");
    }

    @Test
    void aWorkItemThatIsNotFreedIsALeak() {
        playing.play(driver(KeepingWorkItem.class)).breaks("kernel/leak-at-end", "work-item-");
    }

    @Test
    void aSocketThatIsLeftOpenIsALeak() {
        playing.play(ONE + REGISTER + DEREGISTER).holds();
        playing.play(ONE + REGISTER).breaks("wsk/socket-left-open", "client/app");
    }

    @Test
    void aRegistrationThatIsLeftIsALeak() {
        playing.play(ONE + "  - { call: WskRegister, with: { version: \"1.0\" }, as: r }\n")
                .breaks("wsk/left-registered", "client/app");
    }

    @Test
    void anOperationThatNobodyCompletesEndsTheRun() {
        playing.play(
                        Sockets.scenario(
                                Sockets.CONNECT
                                        + """
                                          - { call: WskReceive, on: server, with: { socket: $accepted.accept_socket, buffer: zeros 64 B, flags: 0 } }
                                        """))
                .breaks("scenario/step-in-time", "WskReceive");
    }

    @Test
    void anOperationThatIsBegunAndNeverAwaitedIsALeakOfItsStep() {
        String connected =
                Sockets.CONNECT
                        + """
                          - { begin: WskReceive, on: server, with: { socket: $accepted.accept_socket, buffer: zeros 64 B, flags: 0 }, as: lost }
                          - { cancel: $lost, on: server }
                        """;
        playing.play(Sockets.scenario(connected + Sockets.CLOSE))
                .breaks("kernel/leak-at-end", "small.yaml:16", "$lost", "WskReceive", "awaited");
        playing.play(
                        Sockets.scenario(
                                connected
                                        + "  - { await: $lost, on: server, completes:"
                                        + " STATUS_CANCELLED }\n"
                                        + Sockets.CLOSE))
                .holds();
    }

    @Test
    void aStepThatEndedWithItsMachineAllowsNoBreachInTheNextLife() {
        String twice =
                """
                machines: { client: {}, other: {} }
                on: client
                steps:
                  - do:
                      - call: ExAllocatePoolWithTag
                        with: { pool_type: NonPagedPool, number_of_bytes: 128 B, tag: "Pool" }
                      - wait: 20 ms
                    violates: ke/pool-unsafe-allocate
                  - wait: 20 ms
                    on: other
                  - call: ExAllocatePoolWithTag
                    with: { pool_type: NonPagedPool, number_of_bytes: 128 B, tag: "Pool" }
                    as: memory
                    # again
                  - call: ExFreePool
                    with: { p: $memory.returned }
                faults: [ { restart: client, at: 10 ms, down-for: 1 ms } ]
                """;

        playing.play(twice).breaks("ke/pool-unsafe-allocate");
        playing.play(twice.replace("# again", "violates: ke/pool-unsafe-allocate")).holds();
    }
}
