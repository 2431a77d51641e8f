package dev.irpflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpMajor;
import org.junit.jupiter.api.Test;

/** Page: windows-driver-docs-pr/devtest/irp-logging.md. */
class IrpLogTest {
    private final IrpLog log = new IrpLog();

    private static StackLocation location(IoStackLocation.Builder asked) {
        Irp irp = new Irp(Irp.Origin.ALLOCATED, new TestHost().machine("m").place("maker"), 1);
        irp.nextStack().ask(asked.build());
        return irp.nextStack();
    }

    @Test
    void theTwentyFirstIrpReplacesTheFirst() {
        StackLocation read =
                location(IoStackLocation.newBuilder().setMajorFunction(IrpMajor.IRP_MJ_READ));
        for (int id = 1; id <= 21; id++) {
            log.add(id, read);
        }

        assertThat(log.words())
                .hasSize(20)
                .startsWith("irp-2 IRP_MJ_READ")
                .endsWith("irp-21 IRP_MJ_READ");
    }

    @Test
    void aControlCodeIsTakenApart() { // the sample of the page
        log.add(
                7,
                location(
                        IoStackLocation.newBuilder()
                                .setMajorFunction(IrpMajor.IRP_MJ_DEVICE_CONTROL)
                                .setDeviceIoControl(
                                        IoStackLocation.DeviceIoControl.newBuilder()
                                                .setControlCode(0x2D << 16 | 0x420 << 2)
                                                .setInputBufferLength(0xC))));

        assertThat(log.words()).containsExactly("irp-7 IRP_MJ_DEVICE_CONTROL 2d,420,0,0,c,0");
    }

    @Test
    void theMinorCodeIsNamedIfThereIsOne() {
        log.add(
                7,
                location(
                        IoStackLocation.newBuilder()
                                .setMajorFunction(IrpMajor.IRP_MJ_PNP)
                                .setMinorFunction(0x17)));

        assertThat(log.words()).containsExactly("irp-7 IRP_MJ_PNP minor 17");
    }
}
