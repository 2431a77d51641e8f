package dev.irpflow.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.ke.Ke;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.DriverObject;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.FileInformationClass;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IrpGetBuffers;
import dev.irpflow.protocol.kernel.IrpMjCleanup;
import dev.irpflow.protocol.kernel.IrpMjClose;
import dev.irpflow.protocol.kernel.IrpMjCreate;
import dev.irpflow.protocol.kernel.IrpMjDeviceControl;
import dev.irpflow.protocol.kernel.IrpMjQueryInformation;
import dev.irpflow.protocol.kernel.IrpMjRead;
import dev.irpflow.protocol.kernel.IrpSetIoStatus;
import dev.irpflow.protocol.kernel.MemoryWrite;
import dev.irpflow.protocol.kernel.NtCreateFile;
import dev.irpflow.protocol.kernel.NtDeviceIoControlFile;
import dev.irpflow.protocol.kernel.NtQueryInformationFile;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.kernel.ObjectAttributes;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a driver below answers to the system services, right or wrong. */
class AnswersTest {
    private static final int SYNCHRONOUS = 0x20;
    private static final int BUFFERED_CONTROL = 0x22_0000;

    private final TestHost host = new TestHost();
    private final Machine machine = host.machine("m");
    private final TestDriver app = host.driver(machine, "app");
    private final TestDriver driver = host.driver(machine, "fs");
    private final List<String> notes = new ArrayList<>();

    AnswersTest() {
        host.bindDirectly(machine, "ke", new Ke());
        host.bind(machine, "io", new Io());
        DeviceObject device = new DeviceObject("\\Device\\Fs", driver.place());
        device.driverObject(machine.objects().add(new DriverObject(driver.place())));
        machine.objects().add(device);
        machine.namespace().add(device);
        driver.slot(
                IrpMjCreate.class,
                me -> end(me, me.request(IrpMjCreate.class).getIrp(), NtStatus.STATUS_SUCCESS, 1));
        driver.slot(
                IrpMjCleanup.class,
                me -> end(me, me.request(IrpMjCleanup.class).getIrp(), NtStatus.STATUS_SUCCESS, 0));
        driver.slot(
                IrpMjClose.class,
                me -> end(me, me.request(IrpMjClose.class).getIrp(), NtStatus.STATUS_SUCCESS, 0));
    }

    private static NtStatus end(Running me, long irp, NtStatus status, long information) {
        me.call(
                IrpSetIoStatus.newBuilder()
                        .setIrp(irp)
                        .setStatus(status)
                        .setInformation(information)
                        .build());
        me.call(IoCompleteRequest.newBuilder().setIrp(irp).build());
        return status;
    }

    private static void write(Running me, long irp, ByteString data) {
        BufferRef system =
                me.call(IrpGetBuffers.newBuilder().setIrp(irp).build(), IrpGetBuffers.Out.class)
                        .getBuffers()
                        .getSystemBuffer();
        me.call(
                MemoryWrite.newBuilder()
                        .setTo(system.toBuilder().setLength(data.size()))
                        .setData(data)
                        .build());
    }

    private long open(Running me) {
        return me.call(
                        NtCreateFile.newBuilder()
                                .setObjectAttributes(
                                        ObjectAttributes.newBuilder().setObjectName("\\Device\\Fs"))
                                .setCreateOptions(SYNCHRONOUS)
                                .build(),
                        NtCreateFile.Out.class)
                .getFileHandle();
    }

    private void asks(java.util.function.Function<Long, GeneratedMessage> question) {
        app.thread("app", me -> notes.add(me.status(question.apply(open(me))).name()));
        host.run();
    }

    private Region buffer(int length) {
        Region region = machine.memory().allocate(Region.Kind.USER, "Test", length, "app");
        if (region == null) {
            throw new AssertionError("no memory");
        }
        return region;
    }

    private void answersQueriesWith(ByteString data, long information) {
        driver.slot(
                IrpMjQueryInformation.class,
                me -> {
                    long irp = me.request(IrpMjQueryInformation.class).getIrp();
                    write(me, irp, data);
                    return end(me, irp, NtStatus.STATUS_SUCCESS, information);
                });
    }

    private void queries() {
        asks(file ->
                NtQueryInformationFile.newBuilder()
                        .setFileHandle(file)
                        .setLength(24)
                        .setFileInformationClass(FileInformationClass.FileStandardInformation)
                        .build());
    }

    @Test
    void junkInsteadOfFileInformationIsTheFileSystemsViolation() {
        answersQueriesWith(ByteString.copyFrom(new byte[] {(byte) 0xFF, (byte) 0xFF, 7}), 3);

        queries();

        assertThat(host.violations()).containsExactly("io/information-is-a-structure");
        assertThat(host.broken().getFirst().violation().place()).isEqualTo("m/fs");
        assertThat(notes).containsExactly("STATUS_SUCCESS");
    }

    @Test
    void informationBeyondTheBufferIsBlamedOnTheDriverThatCompletedWithIt() {
        answersQueriesWith(ByteString.EMPTY, 5000);

        queries();

        assertThat(host.violations().getFirst()).isEqualTo("kernel/information-beyond-buffer");
        assertThat(host.broken().getFirst().violation().place()).isEqualTo("m/fs");
        assertThat(host.details().getFirst()).contains("Information 5000", "1024 bytes");
    }

    @Test
    void negativeInformationOfAReadIsTheDriversViolation() {
        driver.slot(
                IrpMjRead.class,
                me -> end(me, me.request(IrpMjRead.class).getIrp(), NtStatus.STATUS_SUCCESS, -7));

        asks(file ->
                NtReadFile.newBuilder()
                        .setFileHandle(file)
                        .setBuffer(Memory.all(buffer(16)))
                        .build());

        assertThat(host.violations()).containsExactly("kernel/information-beyond-buffer");
        assertThat(host.broken().getFirst().violation().place()).isEqualTo("m/fs");
    }

    @Test
    void nothingIsCopiedBackOfAControlThatFailed() {
        driver.slot(
                IrpMjDeviceControl.class,
                me -> {
                    long irp = me.request(IrpMjDeviceControl.class).getIrp();
                    write(me, irp, ByteString.copyFromUtf8("secret"));
                    return end(me, irp, NtStatus.STATUS_BUFFER_TOO_SMALL, 4096);
                });
        Region output = buffer(8);

        asks(file ->
                NtDeviceIoControlFile.newBuilder()
                        .setFileHandle(file)
                        .setIoControlCode(BUFFERED_CONTROL)
                        .setOutputBuffer(Memory.all(output))
                        .build());

        assertThat(notes).containsExactly("STATUS_BUFFER_TOO_SMALL");
        assertThat(host.isWell()).isTrue(); // Information of a failure counts nothing
        assertThat(
                        machine.memory()
                                .read(
                                        Memory.all(output),
                                        dev.irpflow.protocol.contract.Irql.PASSIVE_LEVEL,
                                        app.place()))
                .isEqualTo(ByteString.copyFrom(new byte[8]));
    }

    @Test
    void aBufferThatIsNotThereIsRefusedBeforeAnythingIsDone() {
        BufferRef huge = Memory.all(buffer(8)).toBuilder().setLength(Long.MAX_VALUE).build();

        asks(file ->
                NtDeviceIoControlFile.newBuilder()
                        .setFileHandle(file)
                        .setIoControlCode(BUFFERED_CONTROL)
                        .setInputBuffer(huge)
                        .build());

        assertThat(notes).containsExactly("STATUS_ACCESS_VIOLATION");
        assertThat(host.isWell()).isTrue();
    }
}
