package dev.irpflow.driver;

import com.google.protobuf.Message;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DriverObject;
import dev.irpflow.protocol.kernel.DriverEntry;
import dev.irpflow.protocol.kernel.DriverUnload;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** Finds the routine of a driver that a call names, and runs it. */
final class Callbacks {
    private final Driver driver;
    private final DriverContext context;
    private final DriverObject object;
    private final @Nullable CallbackCode standIn;
    private @Nullable Runnable afterwards;

    Callbacks(Driver driver, DriverContext context, DriverObject object) {
        this.driver = driver;
        this.context = context;
        this.object = object;
        this.standIn = driver.standIn();
    }

    /** What the call that was dispatched last wants to be run when it has returned. */
    @Nullable Runnable takeAfterwards() {
        Runnable taken = afterwards;
        afterwards = null;
        return taken;
    }

    NtStatus dispatch(Call call, Message.@Nullable Builder out) {
        return switch (call.request()) {
            case DriverEntry entry -> driver.driverEntry(context);
            case DriverUnload unload -> {
                driver.driverUnload();
                yield NtStatus.STATUS_SUCCESS;
            }
            default -> { // every other callback says whose code it is for
                if (standIn != null && standIn.slots().contains(call.request().getClass())) {
                    yield serve(standIn, call, out);
                }
                long address = call.contract().target(call.request());
                Object code = context.codeAt(address == 0 ? object.dispatch() : address);
                if (code instanceof CallbackCode generic) {
                    yield serve(generic, call, out);
                }
                yield CallbackSwitch.dispatch(code, call.request(), out);
            }
        };
    }

    /** Whether other code stands in for a slot of the driver's tables. */
    boolean standsIn(Class<? extends Message> callback) {
        return standIn != null && standIn.slots().contains(callback);
    }

    private NtStatus serve(CallbackCode code, Call call, Message.@Nullable Builder out) {
        CallbackCode.Answer answer = code.serve(call, out);
        afterwards = answer.afterwards();
        return answer.status();
    }
}
