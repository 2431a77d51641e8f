package dev.irpflow.mup;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IoCompletionRoutine;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.mup.FsRtlDeregisterUncProvider;
import dev.irpflow.protocol.mup.FsRtlRegisterUncProviderEx;
import dev.irpflow.protocol.status.NtStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** MUP of one machine, with its device {@code \Device\Mup}. Pages: see the package. */
public final class Mup implements Component {
    private static final String DEVICE = "\\Device\\Mup";
    private static final String UNC = "\\??\\UNC";
    private static final long FILE_OPENED = 1;

    private final MupSettings settings;
    private final DeviceObject device;
    private final ProviderTable providers;
    private final PrefixCache prefixes = new PrefixCache();
    private final PrefixResolution resolution = new PrefixResolution(this);
    private final Map<Long, DeviceObject> files = new LinkedHashMap<>(); // whose a file object is

    /** MUP of a machine, as Windows sets it up. */
    public Mup(Machine machine) {
        this(machine, MupSettings.DEFAULT);
    }

    /** MUP of a machine: its device is there from now on. */
    public Mup(Machine machine, MupSettings settings) {
        this.settings = settings;
        this.providers = new ProviderTable(settings.providerOrder());
        this.device = machine.objects().add(new DeviceObject(DEVICE, machine.place("mup")));
        device.stackSize(2); // its own location, and at least one for a redirector
        machine.namespace().add(device);
        machine.namespace().link(UNC, DEVICE);
    }

    @Override
    public void on(Message message, Sink sink) {
        switch (message) {
            case Call call -> call(call, sink);
            case Return answer -> {
                switch ((Step) Objects.requireNonNull(answer.call().tag())) {
                    case Step.Forwarded step -> sink.returns(step.dispatch(), answer.status());
                    case Step.Asked step -> resolution.asked(step.question(), sink);
                    case Step.Completed step -> sink.returns(step.dispatch(), step.status());
                }
            }
        }
    }

    private void call(Call call, Sink sink) {
        switch (call.request()) {
            case FsRtlRegisterUncProviderEx request -> register(call, request, sink);
            case FsRtlDeregisterUncProvider request -> deregister(call, request, sink);
            case IoCompletionRoutine request -> completion(call, request, sink);
            default -> dispatch(call, sink); // the IRP_MJ_ codes
        }
    }

    private void register(Call call, FsRtlRegisterUncProviderEx request, Sink sink) {
        Machine machine = sink.machine();
        String name = request.getRedirDevName();
        DeviceObject redirector =
                machine.objects().find(request.getDeviceObject(), DeviceObject.class);
        if (redirector == null) {
            sink.returns(call, NtStatus.STATUS_OBJECT_TYPE_MISMATCH);
            return;
        }
        UncProvider provider = new UncProvider(name, redirector);
        // Simplified: in Windows the device has had no name of its own before either.
        if (machine.namespace().device(name) == redirector) {
            machine.namespace().remove(redirector);
        }
        if (!machine.namespace().link(name, DEVICE + "\\;" + provider.shortName())) {
            sink.returns(call, NtStatus.STATUS_OBJECT_NAME_COLLISION);
            return;
        }
        machine.objects().add(provider);
        providers.add(provider);
        device.stackSize(Math.max(device.stackSize(), redirector.stackSize() + 1));
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                FsRtlRegisterUncProviderEx.Out.newBuilder().setMupHandle(provider.id()).build());
    }

    private void deregister(Call call, FsRtlDeregisterUncProvider request, Sink sink) {
        Machine machine = sink.machine();
        UncProvider provider = machine.objects().find(request.getHandle(), UncProvider.class);
        if (provider == null) {
            sink.violated(
                    KernelRule.OBJECT_AFTER_CLOSE,
                    call.from(),
                    call.from() + " deregisters a redirector that is not registered",
                    call);
        } else {
            providers.remove(provider);
            prefixes.forget(provider);
            machine.objects().remove(provider);
            machine.namespace().unlink(provider.deviceName());
            machine.namespace().add(provider.device());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private void dispatch(Call call, Sink sink) {
        Irp irp =
                sink.machine().objects().find(call.contract().objectId(call.request()), Irp.class);
        if (irp == null) {
            sink.violated(
                    KernelRule.ROUTINE_ABSENT,
                    call.from(),
                    call.contract().name() + " is not modelled by MUP",
                    call);
            sink.returns(call, NtStatus.STATUS_NOT_IMPLEMENTED);
            return;
        }
        call.serves(irp.operation());
        IoStackLocation asked = irp.currentStack().asked();
        DeviceObject redirector = files.get(asked.getFileObject());
        if (asked.getMajorFunction() == IrpMajor.IRP_MJ_CREATE) {
            open(call, irp, asked.getCreate().getFileName(), sink);
        } else if (redirector == null) {
            ownHandle(call, irp, asked.getMajorFunction(), sink);
        } else {
            if (asked.getMajorFunction() == IrpMajor.IRP_MJ_CLOSE) {
                files.remove(asked.getFileObject());
            }
            irp.copyCurrentToNext();
            forward(call, irp, redirector, sink);
        }
    }

    private void open(Call call, Irp irp, String name, Sink sink) {
        if (name.isEmpty()) {
            complete(call, irp, NtStatus.STATUS_SUCCESS, sink);
        } else if (name.startsWith("\\;")) {
            int end = name.indexOf('\\', 1);
            String shortName = name.substring(2, end < 0 ? name.length() : end);
            UncProvider provider = providers.named(shortName);
            if (provider == null) {
                complete(call, irp, NtStatus.STATUS_BAD_NETWORK_PATH, sink);
            } else {
                forwardOpen(call, irp, provider, end < 0 ? "" : name.substring(end), sink);
            }
        } else {
            String path = name.startsWith("\\\\") ? name.substring(1) : name;
            UncProvider known = prefixes.find(path, sink.now());
            if (known == null) {
                resolution.ask(new PrefixQuery(call, irp, path, providers.inOrder()), sink);
            } else {
                forwardOpen(call, irp, known, path, sink);
            }
        }
    }

    /** Passes an open on to its redirector; later IRPs of the file object follow. */
    void forwardOpen(Call call, Irp irp, UncProvider provider, String name, Sink sink) {
        IoStackLocation asked = irp.currentStack().asked();
        irp.copyCurrentToNext();
        irp.nextStack()
                .ask(
                        asked.toBuilder()
                                .setCreate(asked.getCreate().toBuilder().setFileName(name))
                                .build());
        irp.nextStack().completion(StackLocation.CompletionRoutine.always(sink.self(), provider));
        files.put(asked.getFileObject(), provider.device());
        forward(call, irp, provider.device(), sink);
    }

    private static void forward(Call call, Irp irp, DeviceObject to, Sink sink) {
        sink.call(
                call,
                IoCallDriver.newBuilder().setDeviceObject(to.id()).setIrp(irp.id()).build(),
                new Step.Forwarded(call));
    }

    // An open comes back from its redirector; if it has failed the file object is nobody's.
    private void completion(Call call, IoCompletionRoutine request, Sink sink) {
        Irp irp = sink.machine().objects().find(request.getIrp(), Irp.class);
        if (irp == null) {
            throw new IllegalStateException("irp-" + request.getIrp() + " completed and gone");
        }
        if (resolution.completed(call, irp, sink)) {
            return;
        }
        StackLocation own = irp.currentStack();
        if (irp.isPendingReturned()) {
            own.markPending();
        }
        if (!NtStatuses.isSuccess(irp.status().getNumber())) {
            files.remove(own.asked().getFileObject());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    /** A redirector serves all paths that begin like this. */
    void remember(String prefix, UncProvider provider, Sink sink) {
        prefixes.add(prefix, provider, sink.now() + settings.prefixCacheTimeoutNs());
    }

    // A handle to MUP itself: nothing can be done with it.
    private void ownHandle(Call call, Irp irp, IrpMajor major, Sink sink) {
        boolean isEnd = major == IrpMajor.IRP_MJ_CLEANUP || major == IrpMajor.IRP_MJ_CLOSE;
        complete(
                call,
                irp,
                isEnd ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_INVALID_DEVICE_REQUEST,
                sink);
    }

    /** Completes an IRP that goes no further. */
    void complete(Call call, Irp irp, NtStatus status, Sink sink) {
        boolean isOpened =
                status == NtStatus.STATUS_SUCCESS
                        && irp.currentStack().major() == IrpMajor.IRP_MJ_CREATE;
        irp.ioStatus(status, isOpened ? FILE_OPENED : 0);
        sink.call(
                call,
                IoCompleteRequest.newBuilder().setIrp(irp.id()).build(),
                new Step.Completed(call, status));
    }
}
