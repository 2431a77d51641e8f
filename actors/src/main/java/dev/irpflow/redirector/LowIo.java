package dev.irpflow.redirector;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.RxContextId;
import dev.irpflow.protocol.status.NtStatus;

/**
 * One LOWIO_OP_READ or LOWIO_OP_WRITE that has pended: the requests that it was cut into, and its
 * one RxLowIoCompletion. It belongs to the thread of the connection.
 */
final class LowIo {
    private final Routines kernel;
    private final RxContextId rxContext;
    private final NtStatus[] statuses;
    private final long[] transferred;
    private final long[] wanted;
    private final Runnable ending;
    private int open;
    private boolean cancelled;

    /**
     * @param wanted how many bytes each request is to transfer, in the order of their offsets
     * @param ending done before its completion: afterwards the RX_CONTEXT is gone
     */
    LowIo(Routines kernel, RxContextId rxContext, long[] wanted, Runnable ending) {
        this.kernel = kernel;
        this.rxContext = rxContext;
        this.wanted = wanted;
        this.ending = ending;
        this.open = wanted.length;
        this.statuses = new NtStatus[wanted.length];
        this.transferred = new long[wanted.length];
    }

    /** Whether its requester wants it to end: what was not sent yet need not be sent. */
    boolean isCancelled() {
        return cancelled;
    }

    /** Its requester wants it to end. */
    void cancel() {
        cancelled = true;
    }

    /** One of its requests has ended; with the last of them the whole has. */
    void ended(int part, NtStatus status, long bytes) {
        statuses[part] = status;
        transferred[part] = bytes;
        open--;
        if (open == 0) {
            complete();
        }
    }

    // What was transferred without a gap from the start counts; after it nothing does. So a read
    // that
    // reaches the end of the file is a short one, and only one that begins there fails.
    private void complete() {
        long bytes = 0;
        for (int part = 0; part < wanted.length; part++) {
            if (!NtStatuses.isSuccess(statuses[part])) {
                boolean isEnd = statuses[part] == NtStatus.STATUS_END_OF_FILE && bytes > 0;
                finish(isEnd ? NtStatus.STATUS_SUCCESS : statuses[part], isEnd ? bytes : 0);
                return;
            }
            bytes += transferred[part];
            if (transferred[part] < wanted[part]) {
                break;
            }
        }
        finish(NtStatus.STATUS_SUCCESS, bytes);
    }

    private void finish(NtStatus status, long bytes) {
        ending.run();
        kernel.rdbss().lowIoCompletion(rxContext, status, bytes);
    }
}
