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

    Callbacks(Driver driver, DriverContext context, DriverObject object) {
        this.driver = driver;
        this.context = context;
        this.object = object;
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
                yield CallbackSwitch.dispatch(code, call.request(), out);
            }
        };
    }
}
