package dev.irpflow.contract;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import dev.irpflow.protocol.status.Code;
import dev.irpflow.protocol.status.CodeProto;
import dev.irpflow.protocol.status.Hresult;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.status.Win32Error;
import dev.irpflow.protocol.status.WnError;
import dev.irpflow.protocol.status.WsaError;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The five families of codes. The same number means different things in different families. */
public enum CodeDomain {
    NTSTATUS(NtStatus::getDescriptor),
    WIN32(Win32Error::getDescriptor),
    /** The codes of network providers: Win32 errors under other names. */
    WN(WnError::getDescriptor),
    /** Winsock errors. */
    WSA(WsaError::getDescriptor),
    HRESULT(Hresult::getDescriptor);

    private final Supplier<EnumDescriptor> descriptor;

    CodeDomain(Supplier<EnumDescriptor> descriptor) {
        this.descriptor = descriptor;
    }

    /** The first name of {@code number}, or the number in hexadecimal where it has none here. */
    public String nameOf(int number) {
        EnumValueDescriptor value = descriptor.get().findValueByNumber(number);
        return value == null ? String.format("0x%08X", number) : value.getName();
    }

    /** What is known of {@code number} under its first name, or null. */
    public @Nullable WindowsCode byNumber(int number) {
        EnumValueDescriptor value = descriptor.get().findValueByNumber(number);
        return value == null ? null : read(value);
    }

    /** What is known of the code called {@code name} in the headers, or null. */
    public @Nullable WindowsCode byName(String name) {
        EnumValueDescriptor value = descriptor.get().findValueByName(name);
        return value == null ? null : read(value);
    }

    /** Every code in the order of its unsigned number; a number with two names comes twice. */
    public List<WindowsCode> codes() {
        return descriptor.get().getValues().stream().map(this::read).toList();
    }

    /** The code called {@code name} in whichever domain has it, or null. Names never clash. */
    public static @Nullable WindowsCode find(String name) {
        for (CodeDomain domain : values()) {
            WindowsCode code = domain.byName(name);
            if (code != null) {
                return code;
            }
        }
        return null;
    }

    private WindowsCode read(EnumValueDescriptor value) {
        Code code = value.getOptions().getExtension(CodeProto.code);
        return new WindowsCode(
                this,
                value.getName(),
                value.getNumber(),
                code.getMeaning(),
                List.copyOf(code.getAreasList()),
                code.hasWin32() ? code.getWin32() : null,
                code.getIndefinite());
    }
}
