package dev.irpflow.contract;

import com.google.protobuf.Message;
import dev.irpflow.protocol.contract.Fact;

/** What the machine knows about a call that no field of the message shows. */
@FunctionalInterface
public interface Facts {
    /** No fact holds: for places that know no machine, such as a reference page. */
    Facts NONE = (fact, request) -> false;

    /** Whether {@code fact} holds for {@code request}, now and on the calling processor. */
    boolean holds(Fact fact, Message request);
}
