package dev.irpflow.kernel;

import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IoStackLocation.DeviceIoControl;
import dev.irpflow.protocol.kernel.IrpMajor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The IRPs that a device was sent last, which Driver Verifier's IRP Logging keeps. Page:
 * windows-driver-docs-pr/devtest/irp-logging.md.
 */
final class IrpLog {
    private static final int MOST = 20;

    private record Entry(long irp, IrpMajor major, IoStackLocation asked) {}

    private final Deque<Entry> entries = new ArrayDeque<>(MOST);

    /** An IRP is sent; the oldest of twenty others makes room for it. */
    void add(long irp, StackLocation location) {
        if (entries.size() == MOST) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(irp, location.major(), location.asked()));
    }

    /** What was logged, oldest first; where it lies in Windows does not tell which is the last. */
    List<String> words() {
        return entries.stream().map(IrpLog::words).toList();
    }

    private static String words(Entry entry) {
        DeviceIoControl control = control(entry.asked());
        int minor = entry.asked().getMinorFunction();
        return "irp-%d %s%s%s"
                .formatted(
                        entry.irp(),
                        entry.major(),
                        minor == 0 ? "" : " minor %x".formatted(minor),
                        control == null ? "" : " " + numbers(control));
    }

    private static @Nullable DeviceIoControl control(IoStackLocation asked) {
        return switch (asked.getParametersCase()) {
            case DEVICE_IO_CONTROL -> asked.getDeviceIoControl();
            case FILE_SYSTEM_CONTROL -> asked.getFileSystemControl();
            default -> null;
        };
    }

    // As dc2wmiparser writes them: device type, function, method, access and both lengths.
    private static String numbers(DeviceIoControl control) {
        int code = control.getControlCode();
        return "%x,%x,%x,%x,%x,%x"
                .formatted(
                        code >>> 16,
                        code >>> 2 & 0xFFF,
                        code & 0x3,
                        code >>> 14 & 0x3,
                        control.getInputBufferLength(),
                        control.getOutputBufferLength());
    }
}
