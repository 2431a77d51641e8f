package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SioQueryWfpConnectionRedirectContextKernel;
import dev.irpflow.protocol.wsk.SioQueryWfpConnectionRedirectRecordsKernel;
import dev.irpflow.protocol.wsk.SioSetWfpConnectionRedirectRecordsKernel;

/**
 * The control codes by which a proxy asks of an accepted socket how its connection was redirected,
 * and puts that on a new one. Nothing redirects connections here, so that there is nothing to read
 * and whatever is set was not read anywhere. Pages:
 * windows-driver-docs-pr/network/sio-query-wfp-connection-redirect-records.md,
 * sio-query-wfp-connection-redirect-context.md, sio-set-wfp-connection-redirect-records.md.
 *
 * <p>The page names no code for records that are none: STATUS_INVALID_PARAMETER.
 *
 * @param <R> its message
 */
final class RedirectionCode<R extends GeneratedMessage> implements SocketCode<R> {
    private final Class<R> message;
    private final NtStatus status;

    private RedirectionCode(Class<R> message, NtStatus status) {
        this.message = message;
        this.status = status;
    }

    /** SIO_QUERY_WFP_CONNECTION_REDIRECT_RECORDS. */
    static RedirectionCode<?> queryRecords() {
        return new RedirectionCode<>(
                SioQueryWfpConnectionRedirectRecordsKernel.class, NtStatus.STATUS_NOT_FOUND);
    }

    /** SIO_QUERY_WFP_CONNECTION_REDIRECT_CONTEXT. */
    static RedirectionCode<?> queryContext() {
        return new RedirectionCode<>(
                SioQueryWfpConnectionRedirectContextKernel.class, NtStatus.STATUS_NOT_FOUND);
    }

    /** SIO_SET_WFP_CONNECTION_REDIRECT_RECORDS. */
    static RedirectionCode<?> setRecords() {
        return new RedirectionCode<>(
                SioSetWfpConnectionRedirectRecordsKernel.class, NtStatus.STATUS_INVALID_PARAMETER);
    }

    @Override
    public Class<R> message() {
        return message;
    }

    @Override
    public IrpUse irpUse(R request) {
        return IrpUse.REQUIRED;
    }

    // Simplified: there are no callouts of the filtering platform.
    @Override
    public void carryOut(R request, Control control, Sink sink) {
        control.end(status);
    }
}
