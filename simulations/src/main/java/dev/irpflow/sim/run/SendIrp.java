package dev.irpflow.sim.run;

import com.google.protobuf.ByteString;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.Reply;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.IoStatusBlockLayout;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.ThreadedRequest;
import dev.irpflow.kernel.TransferBuffers;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.value.Result;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code send-irp}: sends a threaded IRP to the top of a device's stack, as the I/O manager does
 * for the thread of a requester, and waits for its end if it pends.
 */
final class SendIrp implements Workload {
    private static final SettingSpec.Need NEED = SettingSpec.Need.OPTIONAL;

    @Override
    public WorkloadSpec spec() {
        return new WorkloadSpec(
                "send-irp",
                "Sends an IRP to the top of the stack of a driver's device, and waits for its end.",
                List.of(
                        SettingSpec.required(
                                "device",
                                ValueType.Simple.DRIVER,
                                "The driver whose device gets it."),
                        SettingSpec.required(
                                "major", new ValueType.Choice(majors()), "The major code."),
                        optional("minor", ValueType.Simple.COUNT, "The minor code.", "0"),
                        optional(
                                "length",
                                ValueType.Simple.SIZE,
                                "The length of the buffer of a read, or of the output of a control.",
                                "no buffer"),
                        optional(
                                "buffer",
                                ValueType.Simple.BYTES,
                                "What is written, or the input of a control.",
                                "no buffer"),
                        optional(
                                "code",
                                ValueType.Simple.COUNT,
                                "The control code of a device or file system control.",
                                "0"),
                        optional(
                                "cancel-after",
                                ValueType.Simple.DURATION,
                                "When the IRP is cancelled, counted from the sending.",
                                "never")),
                List.of(
                        optional(
                                "information",
                                ValueType.Simple.COUNT,
                                "IoStatus.Information at the end.",
                                "")),
                true);
    }

    private static SettingSpec optional(
            String name, ValueType type, String about, String otherwise) {
        SettingSpec spec = new SettingSpec(name, type, NEED, null, null, about);
        return otherwise.isEmpty() ? spec : spec.otherwise(otherwise);
    }

    private static List<String> majors() {
        return Arrays.stream(IrpMajor.values())
                .filter(major -> major != IrpMajor.UNRECOGNIZED)
                .map(IrpMajor::name)
                .toList();
    }

    @Override
    public Outputs run(WorkloadContext context) {
        throw new IllegalStateException("it is begun, and its end is waited for");
    }

    @Override
    public Pending begin(WorkloadContext context) {
        DeviceObject device = ScriptedDevice.find(context.machine(), context.required("device"));
        Sending sending = new Sending(context, device == null ? null : device.top());
        sending.send();
        return sending;
    }

    /** One IRP on its way. */
    private static final class Sending implements Pending {
        private final WorkloadContext context;
        private final Machine machine;
        private final @Nullable DeviceObject device;
        private final Irp irp;
        private final Event event;
        private final Region statusBlock;
        private final List<Region> lent = new ArrayList<>();
        private NtStatus returned = NtStatus.STATUS_NO_SUCH_DEVICE;
        private final long beganNs;

        Sending(WorkloadContext context, @Nullable DeviceObject device) {
            this.beganNs = context.machine().stage().now();
            this.context = context;
            this.machine = context.machine();
            this.device = device;
            this.irp =
                    machine.objects()
                            .add(
                                    new Irp(
                                            Irp.Origin.THREADED,
                                            machine.place("io"),
                                            device == null ? 1 : device.stackSize()));
            this.event = context.here().newEvent();
            this.statusBlock = context.buffer(IoStatusBlockLayout.BYTES);
        }

        void send() {
            if (device == null) {
                machine.objects().remove(irp);
                return;
            }
            if (!prepare()) {
                returned = NtStatus.STATUS_INSUFFICIENT_RESOURCES;
                machine.objects().remove(irp);
                return;
            }
            long delay = context.number("cancel-after", -1);
            if (delay >= 0) {
                cancelAfter(delay);
            }
            Reply reply =
                    context.call(
                            IoCallDriver.newBuilder()
                                    .setDeviceObject(device.id())
                                    .setIrp(irp.id())
                                    .build());
            returned = reply.status();
        }

        @Override
        public String routine() {
            return "send-irp";
        }

        @Override
        public Irp irp() {
            return irp;
        }

        @Override
        public Result returned() {
            return result(returned);
        }

        // The I/O manager waits only if the IRP has pended.
        @Override
        public boolean awaitEnd(Deadline time) {
            boolean waits = returned == NtStatus.STATUS_PENDING && !event.isSignaled();
            return !waits || time.await(context.here(), event);
        }

        @Override
        public Outcome outcome() {
            boolean sent = irp.operation() != 0 && irp.isGone();
            long information = irp.information(); // the IRP is freed before anybody asks
            return new Outcome(
                    returned(),
                    result(sent ? irp.status() : returned),
                    field -> field.equals("information") ? information : null,
                    machine.stage().now() - beganNs);
        }

        @Override
        public void release() {
            machine.objects().remove(event);
            lent.forEach(context::free);
            context.free(statusBlock);
        }

        // False without pool for a system buffer: the request is not sent.
        private boolean prepare() {
            IrpMajor major = IrpMajor.valueOf(context.required("major"));
            IoStackLocation.Builder location =
                    IoStackLocation.newBuilder()
                            .setMajorFunction(major)
                            .setMinorFunction((int) context.number("minor", 0));
            ByteString input = context.content("buffer");
            long length = context.number("length", input == null ? 0 : input.size());
            parameters(major, location, input, (int) length);
            SendBuffers buffers = new SendBuffers(context, Objects.requireNonNull(device), irp);
            TransferBuffers prepared = buffers.of(major, location, input, (int) length);
            lent.addAll(buffers.lent());
            if (prepared == null) {
                return false;
            }
            irp.own(new ThreadedRequest(null, event, Memory.all(statusBlock), prepared));
            irp.nextStack().ask(location.build());
            irp.carries(machine.newOperation());
            return true;
        }

        private void parameters(
                IrpMajor major,
                IoStackLocation.Builder location,
                @Nullable ByteString input,
                int length) {
            IoStackLocation.DeviceIoControl control =
                    IoStackLocation.DeviceIoControl.newBuilder()
                            .setControlCode((int) context.number("code", 0))
                            .setInputBufferLength(size(input))
                            .setOutputBufferLength(length)
                            .build();
            switch (major) {
                case IRP_MJ_READ, IRP_MJ_WRITE ->
                        location.setReadWrite(
                                IoStackLocation.ReadWrite.newBuilder().setLength(length));
                case IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL ->
                        location.setDeviceIoControl(control);
                case IRP_MJ_FILE_SYSTEM_CONTROL -> location.setFileSystemControl(control);
                default -> {} // its parameters are those of no member of the union
            }
        }

        private void cancelAfter(long delayNs) {
            Irp.Use use = irp.use();
            context.run()
                    .after(
                            delayNs,
                            "cancel-after",
                            () -> {
                                if (!use.isOver() && !machine.isDead()) {
                                    Application.cancel(context.here(), irp);
                                }
                            });
        }

        private static int size(@Nullable ByteString input) {
            return input == null ? 0 : input.size();
        }

        private static Result result(NtStatus status) {
            return new Result(
                    status.getNumber(),
                    NtStatuses.isSuccess(status.getNumber())
                            ? Result.Meaning.SUCCESS
                            : Result.Meaning.FAILURE);
        }
    }
}
