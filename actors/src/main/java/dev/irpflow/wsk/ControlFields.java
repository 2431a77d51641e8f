package dev.irpflow.wsk;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.irpflow.kernel.Call;

/** What the messages of all control codes have by the same names. */
final class ControlFields {
    private ControlFields() {}

    /** The IRP, 0 for none. */
    static long irp(Call call) {
        return number(call, "irp");
    }

    /** The socket of a code of WskControlSocket. */
    static long socket(Call call) {
        return number(call, "socket");
    }

    /** The client object of a code of WskControlClient. */
    static long client(Call call) {
        return number(call, "client");
    }

    private static long number(Call call, String name) {
        FieldDescriptor field = call.request().getDescriptorForType().findFieldByName(name);
        return field == null ? 0 : (Long) call.request().getField(field);
    }
}
