package dev.irpflow.kernel;

import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where faults act: asked once for each call at the message boundary, never inside a component. A
 * run without faults has {@link #NONE}.
 */
public interface FaultPoint {
    /** What is to happen to a call instead of its plain delivery. */
    sealed interface Fate {
        /** Where it was answered that it strikes; 0 if that was no question. */
        long site();

        /**
         * The routine is not entered; its caller gets this status, returned, raised or at the
         * completion, as its contract says.
         */
        record Fail(String fault, NtStatus status, long site) implements Fate {
            public Fail(String fault, NtStatus status) {
                this(fault, status, 0);
            }
        }

        /**
         * The routine is not entered; its caller gets this value, for a routine that returns no
         * NTSTATUS: a Win32 error, FALSE, NULL as 0.
         */
        record Answer(String fault, long value, long site) implements Fate {
            public Answer(String fault, long value) {
                this(fault, value, 0);
            }
        }

        /** The routine is not entered; it raises this status, which its contract says it may. */
        record Raise(String fault, NtStatus status, long site) implements Fate {}

        /**
         * The routine is not entered: its operation ends with this failure while its caller is in
         * the call still, which then returns STATUS_PENDING.
         */
        record End(String fault, NtStatus status, long site) implements Fate {}

        /**
         * The routine is not entered and returns STATUS_PENDING; its IRP stays with the fault,
         * until somebody cancels it.
         */
        record Hold(String fault, long site) implements Fate {}

        /**
         * The call, which completes an IRP, does nothing: the IRP stays with the fault, until
         * somebody cancels it.
         */
        record Lose(String fault, long site) implements Fate {}

        /**
         * The call, which ends an operation, ends it with this failure, and with no bytes.
         *
         * @param begun the call that began the operation
         */
        record FailEnd(String fault, Call begun, NtStatus status, long site) implements Fate {}

        /** The call reaches its routine later. */
        record Delay(String fault, long byNs, long site) implements Fate {
            public Delay(String fault, long byNs) {
                this(fault, byNs, 0);
            }
        }

        /** The routine is entered, and must finish the operation later rather than inline. */
        record Pend(String fault, long site) implements Fate {
            public Pend(String fault) {
                this(fault, 0);
            }
        }
    }

    /** What happens to this call; null for nothing. Asked just before delivery. */
    @Nullable Fate onCall(Call call);

    /** No faults. */
    FaultPoint NONE = call -> null;
}
