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
 * @param <R> its message
 */
final class RedirectionCode<R extends GeneratedMessage> implements SocketCode<R> {
    private final Class<R> message;

    private RedirectionCode(Class<R> message) {
        this.message = message;
    }

    /** SIO_QUERY_WFP_CONNECTION_REDIRECT_RECORDS. */
    static RedirectionCode<?> queryRecords() {
        return new RedirectionCode<>(SioQueryWfpConnectionRedirectRecordsKernel.class);
    }

    /** SIO_QUERY_WFP_CONNECTION_REDIRECT_CONTEXT. */
    static RedirectionCode<?> queryContext() {
        return new RedirectionCode<>(SioQueryWfpConnectionRedirectContextKernel.class);
    }

    /** SIO_SET_WFP_CONNECTION_REDIRECT_RECORDS. */
    static RedirectionCode<?> setRecords() {
        return new RedirectionCode<>(SioSetWfpConnectionRedirectRecordsKernel.class);
    }

    @Override
    public Class<R> message() {
        return message;
    }

    @Override
    public IrpUse irpUse(R request) {
        return IrpUse.DEMANDED;
    }

    // Simplified: there are no callouts of the filtering platform.
    @Override
    public void carryOut(R request, Control control, Sink sink) {
        if (request instanceof SioSetWfpConnectionRedirectRecordsKernel) {
            control.refuse(WskStatus.INVALID_PARAMETER, sink);
        } else {
            control.end(NtStatus.STATUS_NOT_FOUND);
        }
    }
}
