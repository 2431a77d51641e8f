package dev.irpflow.io;

import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.status.NtStatus;

/** IoCallDriver: the next-lower driver takes the IRP. */
final class Sending {
    void callDriver(Call call, IoCallDriver request, Sink sink) {
        Irp irp = sink.machine().objects().find(request.getIrp(), Irp.class);
        DeviceObject device =
                sink.machine().objects().find(request.getDeviceObject(), DeviceObject.class);
        if (irp == null || device == null) {
            String what = irp == null ? "an IRP that is not there" : "to a device that is gone";
            sink.violated(
                    irp == null ? IoRule.IRP_AFTER_FREE : KernelRule.OBJECT_AFTER_CLOSE,
                    call.from(),
                    call.from() + " sends " + what,
                    call);
            sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER);
            return;
        }
        if (!irp.hasNextLocation()) {
            sink.violated(
                    IoRule.NO_STACK_LOCATION,
                    call.from(),
                    "%s sends %s to %s, but it has no stack location left"
                            .formatted(call.from(), irp, device),
                    call);
            sink.bugCheck(new BugCheck(0x35, "NO_MORE_IRP_STACK_LOCATIONS", irp.id(), 0, 0, 0));
            return;
        }
        send(call, irp, device, sink);
    }

    private void send(Call call, Irp irp, DeviceObject device, Sink sink) {
        StackLocation sender = irp.currentOrNull();
        if (sender != null && sender.dispatch() instanceof Dispatch above) {
            above.forwarded(sender.isPendingReturned());
        }
        irp.advance();
        StackLocation location = irp.currentStack();
        location.device(device);
        Dispatch dispatch = new Dispatch(irp);
        location.dispatch(dispatch);
        if (irp.operation() == 0) {
            irp.carries(sink.machine().newOperation());
        }
        sink.call(
                call,
                CallKind.CALL,
                device.driver(),
                Majors.request(location.major(), device.id(), irp.id()),
                new Step.Dispatched(call, dispatch));
    }

    void dispatched(Return answer, Step.Dispatched step, Sink sink) {
        Dispatch dispatch = step.dispatch();
        boolean pending = answer.status() == NtStatus.STATUS_PENDING;
        Rule broken = broken(dispatch, pending);
        if (broken != null) {
            sink.violated(
                    broken.rule(),
                    answer.call().to(),
                    "%s returns %s from %s for %s, %s"
                            .formatted(
                                    answer.call().to(),
                                    answer.status(),
                                    answer.call().contract().name(),
                                    dispatch.irp(),
                                    broken.why()),
                    answer.call());
        }
        sink.returns(step.sent(), answer.status());
    }

    private record Rule(IoRule rule, String why) {}

    private static @org.jspecify.annotations.Nullable Rule broken(
            Dispatch dispatch, boolean pending) {
        if (pending && !dispatch.isMarkedPending() && !dispatch.isForwarded()) {
            return new Rule(IoRule.PENDING_WITHOUT_MARK, "which it neither marked nor sent on");
        }
        if (!pending && dispatch.isMarkedPending()) {
            return new Rule(IoRule.MARK_WITHOUT_PENDING, "which it marked pending");
        }
        if (!pending && !dispatch.isCompleted() && !dispatch.isForwarded()) {
            return new Rule(
                    IoRule.NEITHER_COMPLETED_NOR_PENDED, "which it neither completed nor sent on");
        }
        return null;
    }
}
