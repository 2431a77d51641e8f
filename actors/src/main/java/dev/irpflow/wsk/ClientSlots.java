package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Place;

/**
 * Which callbacks the dispatch tables of the clients have. WSK never calls a slot that is NULL:
 * page windows-driver-docs-pr/network/winsock-kernel-events.md.
 */
@FunctionalInterface
public interface ClientSlots {
    /** Every table has every callback. */
    ClientSlots ALL = (client, dispatch, callback) -> true;

    /**
     * Whether a table has a callback.
     *
     * @param dispatch the address of the table, not 0
     * @param callback the message that calls it
     */
    boolean has(Place client, long dispatch, Class<? extends GeneratedMessage> callback);
}
