package dev.irpflow.contract;

import dev.irpflow.protocol.status.NtStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an NTSTATUS. It travels as an int, because a number without a name here is a
 * legal status too.
 *
 * <p>Pages: windows-driver-docs-pr/kernel/using-ntstatus-values.md,
 * wdk-ddi-src/content/ntifs/nf-ntifs-rtlntstatustodoserror.md.
 */
public final class NtStatuses {
    /** Bit 29: the status belongs to a customer of the system, not to the system. */
    private static final int CUSTOMER_BIT = 0x20000000;

    /** ERROR_MR_MID_NOT_FOUND: the system has no Win32 error for a status. */
    private static final int NO_WIN32_IMAGE = 317;

    private NtStatuses() {}

    /** The two highest bits of a status. */
    public enum Severity {
        SUCCESS,
        INFORMATIONAL,
        WARNING,
        ERROR
    }

    /** NT_SUCCESS: success and informational. STATUS_PENDING and STATUS_TIMEOUT are successes. */
    public static boolean isSuccess(int status) {
        return status >= 0;
    }

    /** NT_SUCCESS. A status without a name here must be asked by its number. */
    public static boolean isSuccess(NtStatus status) {
        return status.getNumber() >= 0;
    }

    public static Severity severity(int status) {
        return switch (status >>> 30) {
            case 0 -> Severity.SUCCESS;
            case 1 -> Severity.INFORMATIONAL;
            case 2 -> Severity.WARNING;
            default -> Severity.ERROR;
        };
    }

    /** The name of {@code status}, or its number in hexadecimal. */
    public static String nameOf(int status) {
        NtStatus named = NtStatus.forNumber(status);
        return named == null ? String.format("0x%08X", status) : named.name();
    }

    /** The status called {@code name}, or null. */
    public static @Nullable NtStatus byName(String name) {
        WindowsCode code = CodeDomain.NTSTATUS.byName(name);
        return code == null ? null : NtStatus.forNumber(code.number());
    }

    /** The status with this number, {@link NtStatus#UNRECOGNIZED} where it has no name here. */
    public static NtStatus of(int status) {
        NtStatus named = NtStatus.forNumber(status);
        return named == null ? NtStatus.UNRECOGNIZED : named;
    }

    /**
     * The Win32 error that an application sees for {@code status}. Zero and customer statuses stay
     * as they are, 0xDxxxxxxx counts as 0xCxxxxxxx, and what the system does not know becomes
     * ERROR_MR_MID_NOT_FOUND.
     */
    public static int win32(int status) {
        if (status == 0 || (status & CUSTOMER_BIT) != 0) {
            return status;
        }
        int looked = status >>> 28 == 0xD ? status & ~0x10000000 : status;
        int at = Arrays.binarySearch(Win32Images.STATUSES, looked);
        return at < 0 ? NO_WIN32_IMAGE : Win32Images.ERRORS[at];
    }

    /**
     * Whether {@code status} tells what became of the operation. After an indefinite one, such as a
     * lost connection, it may have taken effect or not.
     */
    public static boolean isDefinite(int status) {
        WindowsCode code = CodeDomain.NTSTATUS.byNumber(status);
        return code == null || !code.indefinite();
    }

    /** Read on first use: a run that never translates a status does not pay for it. */
    private static final class Win32Images {
        static final int[] STATUSES;
        static final int[] ERRORS;

        static {
            List<WindowsCode> mapped =
                    CodeDomain.NTSTATUS.codes().stream()
                            .filter(code -> code.win32() != null)
                            .sorted(Comparator.comparingInt(WindowsCode::number))
                            .toList();
            STATUSES = mapped.stream().mapToInt(WindowsCode::number).toArray();
            ERRORS = mapped.stream().mapToInt(Win32Images::error).toArray();
        }

        private static int error(WindowsCode code) {
            Integer win32 = code.win32();
            return win32 == null ? NO_WIN32_IMAGE : win32;
        }
    }
}
