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
    private @Nullable Runnable afterwards;

    Callbacks(Driver driver, DriverContext context, DriverObject object) {
        this.driver = driver;
        this.context = context;
        this.object = object;
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
                long address = call.contract().target(call.request());
                Object code = context.codeAt(address == 0 ? object.dispatch() : address);
                if (code instanceof CallbackCode generic) {
                    CallbackCode.Answer answer = generic.serve(call, out);
                    afterwards = answer.afterwards();
                    yield answer.status();
                }
                yield CallbackSwitch.dispatch(code, call.request(), out);
            }
        };
    }
}
