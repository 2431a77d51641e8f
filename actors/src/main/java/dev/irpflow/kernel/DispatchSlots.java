package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;

/**
 * Which slots of the dispatch tables that drivers hand over are not NULL, by the contract's {@code
 * slot} of each callback. In C the table says it.
 */
@FunctionalInterface
public interface DispatchSlots {
    /** Every table has every callback. */
    DispatchSlots ALL = (owner, table, callback) -> true;

    /**
     * Whether a table has a callback.
     *
     * @param owner whose table it is
     * @param table the address of the table, not 0
     * @param callback the message that calls it
     */
    boolean has(Place owner, long table, Class<? extends GeneratedMessage> callback);
}
