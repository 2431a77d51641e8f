package dev.irpflow.driver;

import dev.irpflow.protocol.status.NtStatus;

/**
 * A routine has raised a status instead of returning: ExRaiseStatus. A driver catches it as C code
 * does with {@code __try} and {@code __except}; whoever does not stops the machine with
 * KMODE_EXCEPTION_NOT_HANDLED.
 */
public final class StatusRaised extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final NtStatus status;

    /** Raises a status. */
    public StatusRaised(NtStatus status) {
        super(status.name());
        this.status = status;
    }

    /** GetExceptionCode. */
    public NtStatus status() {
        return status;
    }

    /** The reply of a routine, unless that is one of the statuses that it raises. */
    static Reply unless(Reply reply, NtStatus... raised) {
        for (NtStatus status : raised) {
            if (reply.status() == status) {
                throw new StatusRaised(status);
            }
        }
        return reply;
    }
}
