package dev.irpflow.mup;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Region;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;

/** An open whose redirector is sought: one redirector after the other is asked with an IRP. */
final class PrefixQuery {
    private final Call open;
    private final Irp opened;
    private final String path;
    private final List<UncProvider> providers;
    private int next;
    private NtStatus answer = NtStatus.STATUS_BAD_NETWORK_PATH;

    PrefixQuery(Call open, Irp opened, String path, List<UncProvider> providers) {
        this.open = open;
        this.opened = opened;
        this.path = path;
        this.providers = providers;
    }

    /** The dispatch call of the open. */
    Call open() {
        return open;
    }

    /** The IRP of the open. */
    Irp opened() {
        return opened;
    }

    /** {@code \server\share\...}. */
    String path() {
        return path;
    }

    boolean hasNext() {
        return next < providers.size();
    }

    UncProvider next() {
        return providers.get(next++);
    }

    /** What the open fails with if nobody serves the path. */
    NtStatus answer() {
        return answer;
    }

    /** CHOICE: a refusal of the requester tells most, then a server without such a share. */
    void declined(NtStatus status) {
        if (weight(status) > weight(answer)) {
            answer = status;
        }
    }

    private static int weight(NtStatus status) {
        return switch (status) {
            case STATUS_BAD_NETWORK_PATH -> 0;
            case STATUS_BAD_NETWORK_NAME -> 2;
            case STATUS_LOGON_FAILURE, STATUS_ACCESS_DENIED -> 3;
            default -> 1;
        };
    }

    /**
     * One question, with what was allocated for it. It has two ends, in either order: IoCallDriver
     * returns, and the IRP comes back.
     */
    static final class Question {
        private final PrefixQuery query;
        private final UncProvider provider;
        private final Irp irp;
        private final Region request;
        private final Region response;
        private boolean returned;
        private boolean completed;

        Question(
                PrefixQuery query, UncProvider provider, Irp irp, Region request, Region response) {
            this.query = query;
            this.provider = provider;
            this.irp = irp;
            this.request = request;
            this.response = response;
        }

        /** For which open. */
        PrefixQuery query() {
            return query;
        }

        /** Who is asked. */
        UncProvider provider() {
            return provider;
        }

        /** What carries the question. */
        Irp irp() {
            return irp;
        }

        /** QUERY_PATH_REQUEST_EX. */
        Region request() {
            return request;
        }

        /** QUERY_PATH_RESPONSE. */
        Region response() {
            return response;
        }

        /** IoCallDriver has returned; true if that was the second end. */
        boolean returned() {
            returned = true;
            return completed;
        }

        /** The IRP has come back; true if that was the second end. */
        boolean completed() {
            completed = true;
            return returned;
        }
    }
}
