package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The bug checks that the emulation knows, spelled as in the pages
 * windows-driver-docs-pr/debugger/bug-check-0x*.md.
 */
public enum BugCheckCode {
    APC_INDEX_MISMATCH(0x01),
    DEVICE_QUEUE_NOT_BUSY(0x02),
    IRQL_NOT_GREATER_OR_EQUAL(0x09),
    IRQL_NOT_LESS_OR_EQUAL(0x0A),
    MAXIMUM_WAIT_OBJECTS_EXCEEDED(0x0C),
    SPIN_LOCK_ALREADY_OWNED(0x0F),
    SPIN_LOCK_NOT_OWNED(0x10),
    REFERENCE_BY_POINTER(0x18),
    BAD_POOL_HEADER(0x19),
    KMODE_EXCEPTION_NOT_HANDLED(0x1E),
    KERNEL_APC_PENDING_DURING_EXIT(0x20),
    RDR_FILE_SYSTEM(0x27),
    NO_MORE_IRP_STACK_LOCATIONS(0x35),
    DEVICE_REFERENCE_COUNT_NOT_ZERO(0x36),
    SYSTEM_EXIT_OWNED_MUTEX(0x39),
    MULTIPLE_IRP_COMPLETE_REQUESTS(0x44),
    CANCEL_STATE_IN_COMPLETED_IRP(0x48),
    IRQL_GT_ZERO_AT_SYSTEM_SERVICE(0x4A),
    PAGE_FAULT_IN_NONPAGED_AREA(0x50),
    PROCESS_HAS_LOCKED_PAGES(0x76),
    BUGCODE_NDIS_DRIVER(0x7C),
    UNEXPECTED_KERNEL_MODE_TRAP(0x7F),
    DRIVER_POWER_STATE_FAILURE(0x9F),
    ATTEMPTED_SWITCH_FROM_DPC(0xB8),
    BAD_POOL_CALLER(0xC2),
    DRIVER_VERIFIER_DETECTED_VIOLATION(0xC4),
    DRIVER_CORRUPTED_EXPOOL(0xC5),
    DRIVER_CAUGHT_MODIFYING_FREED_POOL(0xC6),
    TIMER_OR_DPC_INVALID(0xC7),
    IRQL_UNEXPECTED_VALUE(0xC8),
    DRIVER_VERIFIER_IOMANAGER_VIOLATION(0xC9),
    DRIVER_LEFT_LOCKED_PAGES_IN_PROCESS(0xCB),
    DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS(0xCE),
    DRIVER_CORRUPTED_MMPOOL(0xD0),
    DRIVER_IRQL_NOT_LESS_OR_EQUAL(0xD1),
    DRIVER_PORTION_MUST_BE_NONPAGED(0xD3),
    SYSTEM_SCAN_AT_RAISED_IRQL_CAUGHT_IMPROPER_DRIVER_UNLOAD(0xD4),
    DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL(0xD5),
    DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION(0xD6),
    IMPERSONATING_WORKER_THREAD(0xDF),
    WORKER_THREAD_RETURNED_AT_BAD_IRQL(0xE1),
    MANUALLY_INITIATED_CRASH(0xE2),
    RESOURCE_NOT_OWNED(0xE3),
    CLOCK_WATCHDOG_TIMEOUT(0x101),
    DPC_WATCHDOG_VIOLATION(0x133),
    KERNEL_SECURITY_CHECK_FAILURE(0x139),
    WINSOCK_DETECTED_HUNG_CLOSESOCKET_LIVEDUMP(0x156),
    KERNEL_AUTO_BOOST_LOCK_ACQUISITION_WITH_RAISED_IRQL(0x192),
    SMB_SERVER_LIVEDUMP(0x195),
    THREAD_TERMINATE_HELD_MUTEX(0x4000008A);

    private final int code;

    BugCheckCode(int code) {
        this.code = code;
    }

    /** The number on the blue screen. */
    public int code() {
        return code;
    }

    /** A bug check of this code with four parameters; reserved ones are 0. */
    public BugCheck with(long p1, long p2, long p3, long p4) {
        return new BugCheck(code, name(), p1, p2, p3, p4);
    }

    /** The bug check of this number, null if it is none of these. */
    public static @Nullable BugCheckCode of(int code) {
        for (BugCheckCode each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        return null;
    }

    /** The name of a number; "" for one that a driver made up. */
    public static String nameOf(int code) {
        BugCheckCode known = of(code);
        return known == null ? "" : known.name();
    }
}
