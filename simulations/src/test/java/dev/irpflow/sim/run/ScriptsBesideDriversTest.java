package dev.irpflow.sim.run;

import static dev.irpflow.sim.run.SmallDriver.READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.driver.DeviceObjectId;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverDispatch;
import dev.irpflow.driver.Io;
import dev.irpflow.driver.IrpId;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.TraceEvent;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that stand in for some routines of a driver that is not a script. */
final class ScriptsBesideDriversTest {
    /** Answers every read with STATUS_DEVICE_BUSY. */
    public static final class Busy implements Driver, DriverDispatch {
        private @Nullable Io io;
        private @Nullable DeviceObjectId device;

        @Override
        public NtStatus driverEntry(DriverContext context) {
            Io manager = new Io(context);
            io = manager;
            manager.setDriverDispatch(context.driverObject(), this);
            Io.CreateDeviceResult made =
                    manager.createDevice(context.driverObject(), 0, "\\Device\\mine", 34, 0, false);
            device = made.deviceObject();
            return made.status();
        }

        @Override
        public NtStatus read(DeviceObjectId to, IrpId irp) {
            Io manager = Objects.requireNonNull(io);
            manager.setIoStatus(irp, NtStatus.STATUS_DEVICE_BUSY, 0);
            manager.completeRequest(irp, Io.IO_NO_INCREMENT);
            return NtStatus.STATUS_DEVICE_BUSY;
        }

        @Override
        public void driverUnload() {
            Objects.requireNonNull(io).deleteDevice(Objects.requireNonNull(device));
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

    @Test
    void aSlotWithAScriptIsTheScriptsAndTheOthersStayTheDrivers() {
        playing.play(
                        beside("IRP_MJ_WRITE: [ complete: unset, return: STATUS_SUCCESS ]")
                                + """
                                steps:
                                  - run: send-irp
                                    with: { device: mine, major: IRP_MJ_READ }
                                    completes: STATUS_DEVICE_BUSY
                                  - run: send-irp
                                    with: { device: mine, major: IRP_MJ_WRITE }
                                    completes: STATUS_SUCCESS
                                """)
                .holds();
    }

    @Test
    void theLinesAfterTheReturnRunInAWorkItemOfTheDriversDevice() {
        Played played =
                playing.play(
                                beside(
                                                """
                                                IRP_MJ_READ:
                                                  - call: IoMarkIrpPending
                                                  - return: STATUS_PENDING
                                                  - wait: 1 ms
                                                  - complete: STATUS_SUCCESS
                                                """)
                                        + READ)
                        .holds();

        assertThat(played.calls("IO_WORKITEM_ROUTINE")).isOne();
    }

    @Test
    void scriptsForEntryAndUnloadStandAroundTheDriversOwn() {
        Played played =
                playing.play(
                                beside(
                                                """
                                                DriverEntry:
                                                  - note: after the driver's own
                                                  - return: STATUS_SUCCESS
                                                DriverUnload: [ note: before the driver's own ]
                                                """)
                                        + READ
                                        + "    completes: STATUS_DEVICE_BUSY\n")
                        .holds();

        assertThat(played.notes())
                .containsExactly("after the driver's own", "before the driver's own");
    }

    @Test
    void aBreachInAScriptIsToldWithItsLine() {
        Played script =
                playing.play(beside("IRP_MJ_READ: [ return: STATUS_SUCCESS ]") + READ)
                        .breaks("io/neither-completed-nor-pended");
        assertThat(script.result().violations().get(0).stack()).startsWith("mine.IRP_MJ_READ(");
    }

    @Test
    void aScriptOfAMiniRedirectorEndsTheOperationByTheCallOfItsContract() {
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
                                        - complete: STATUS_BAD_NETWORK_PATH
                                        - return: STATUS_PENDING
                                steps:
                                  - run: map-drive
                                    with: { letter: "Z:", remote: \\\\files\\public, provider: mini }
                                    completes: failure
                                in-order:
                                  - [ MRxCreateSrvCall, MRX_SRVCALL_CALLBACK ]
                                """)
                        .holds();

        assertThat(played.events(TraceEvent.Kind.RETURN, "MRxCreateSrvCall"))
                .singleElement()
                .satisfies(event -> assertThat(event.status()).isEqualTo("STATUS_PENDING"));
    }

    @Test
    void aScriptOfAProviderReturnsWhatItsContractKnows() {
        playing.play(
                        """
                        machines: { client: {} }
                        drivers:
                          mini:
                            role: mini-redirector
                            like: stream-redirector
                            with: { network-provider: true }
                            script:
                              NPAddConnection3: [ return: WN_BAD_NETNAME ]
                        steps:
                          - run: map-drive
                            with: { letter: "Z:", remote: \\\\files\\public, provider: mini }
                            completes: ERROR_BAD_NET_NAME
                        """)
                .holds();
    }

    // A driver of the user's own, with these scripts beside it.
    private static String beside(String scripts) {
        return """
        machines: { client: {} }
        drivers:
          mine:
            role: wdm-driver
            class: %s
            script:
        """
                        .formatted(Busy.class.getName())
                + scripts.indent(6);
    }
}
