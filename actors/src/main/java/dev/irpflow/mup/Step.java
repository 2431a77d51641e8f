package dev.irpflow.mup;

import dev.irpflow.kernel.Call;
import dev.irpflow.protocol.status.NtStatus;

/** Where MUP goes on when a call of its own has returned. */
sealed interface Step {
    /** IoCallDriver has returned to the dispatch routine that passed its IRP on. */
    record Forwarded(Call dispatch) implements Step {}

    /** IoCallDriver has returned with the question whether a redirector serves a path. */
    record Asked(PrefixQuery.Question question) implements Step {}

    /** An IRP that MUP answers itself has been completed. */
    record Completed(Call dispatch, NtStatus status) implements Step {}
}
