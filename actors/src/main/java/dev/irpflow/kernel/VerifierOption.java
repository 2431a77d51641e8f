package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What Driver Verifier looks for, as its options are called. Whatever an option is set to, a breach
 * is told; the options decide whether the machine stops. Page:
 * windows-driver-docs-pr/devtest/driver-verifier-options.md.
 */
public enum VerifierOption {
    /** Memory beyond the end of an allocation and freed memory are not accessible. */
    SPECIAL_POOL(
            "special-pool",
            0x1,
            "Memory beyond the end of an allocation and freed memory are not accessible."),
    /** All pageable memory is trimmed whenever a driver raises the IRQL. */
    FORCE_IRQL_CHECKING(
            "force-irql-checking",
            0x2,
            "All pageable memory is trimmed whenever a driver raises the IRQL."),
    /** Allocations of pool fail now and then; off as a rule. */
    LOW_RESOURCES("low-resources", 0x4, "Allocations of pool fail now and then."),
    /** A driver frees its pool before it unloads. */
    POOL_TRACKING("pool-tracking", 0x8, "A driver frees its pool before it unloads."),
    /** How IRPs are made, sent and completed. */
    IO_VERIFICATION("io-verification", 0x10, "How IRPs are made, sent and completed."),
    /** In which order locks are acquired. */
    DEADLOCK_DETECTION("deadlock-detection", 0x20, "In which order locks are acquired."),
    /** IoCallDriver returns STATUS_PENDING now and then; off as a rule. */
    FORCE_PENDING("force-pending", 0x200, "IoCallDriver returns STATUS_PENDING now and then."),
    /** Each device keeps the last IRPs that it was sent; off as a rule. */
    IRP_LOGGING("irp-logging", 0x400, "Each device keeps the last IRPs that it was sent."),
    /** At which IRQL and in which state routines are called. */
    DDI_COMPLIANCE(
            "ddi-compliance", 0x20000, "At which IRQL and in which state routines are called.");

    private static final int FIRST_COMPLIANCE_RULE = 0x20000;

    private final String words;
    private final int flag;
    private final String about;

    VerifierOption(String words, int flag, String about) {
        this.words = words;
        this.flag = flag;
        this.about = about;
    }

    /** How a scenario calls it. */
    public String words() {
        return words;
    }

    /** Its bit in the flags of {@code verifier /flags}. */
    public int flag() {
        return flag;
    }

    /** What it does, in one sentence. */
    public String about() {
        return about;
    }

    /** Whether it is one of the standard settings. */
    public boolean isStandard() {
        return this != LOW_RESOURCES && !needsIoVerification();
    }

    /** Whether it turns {@link #IO_VERIFICATION} on with it, as its page says. */
    public boolean needsIoVerification() {
        return this == FORCE_PENDING || this == IRP_LOGGING;
    }

    /** The option that leads to a bug check; null if Driver Verifier shows it with any options. */
    static @Nullable VerifierOption of(BugCheck stop) {
        if (stop.code() == BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION.code()) {
            return IO_VERIFICATION;
        }
        if (stop.code() == BugCheckCode.DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL.code()
                || stop.code() == BugCheckCode.DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION.code()) {
            return SPECIAL_POOL;
        }
        return stop.code() == BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION.code()
                ? ofSubCode(stop.p1())
                : null;
    }

    private static @Nullable VerifierOption ofSubCode(long code) {
        if (code >= FIRST_COMPLIANCE_RULE) {
            return DDI_COMPLIANCE;
        }
        if (code >= 0x1000 && code <= 0x100B) {
            return DEADLOCK_DETECTION;
        }
        boolean isTracking = (code >= 0x51 && code <= 0x54) || code == 0x59;
        if (isTracking || (code >= 0x60 && code <= 0x62)) {
            return POOL_TRACKING;
        }
        return code == 0xD5 || code == 0xD6 ? IO_VERIFICATION : null;
    }
}
