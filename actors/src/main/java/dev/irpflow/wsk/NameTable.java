package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of machines and their addresses: what a name server would answer. Addresses are octets
 * in network order, 4 or 16 of them.
 */
public interface NameTable {
    /** The machine that asks. */
    String own();

    /** The addresses of a machine, whatever the case of its name; none if nobody is called so. */
    List<ByteString> addressesOf(String name);

    /** The name of a machine as it is written; null if nobody is called so. */
    @Nullable String spelling(String name);

    /** The machine that has an address; null if none has. */
    @Nullable String nameOf(ByteString address);
}
