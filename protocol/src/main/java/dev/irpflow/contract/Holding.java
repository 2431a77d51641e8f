package dev.irpflow.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.protocol.contract.Account;
import dev.irpflow.protocol.contract.ContractProto;
import dev.irpflow.protocol.contract.Hold;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a routine takes or gives back: a capture, an IRP, a lock. Whoever has taken more
 * than it gave back at the end has leaked.
 */
public final class Holding {
    private static final String OUT = "out.";

    private final Hold hold;
    private final String what;
    private final @Nullable FieldDescriptor key;
    private final boolean keyInOut;

    private Holding(Hold hold, @Nullable FieldDescriptor key, boolean keyInOut) {
        this.hold = hold;
        this.what = hold.getWhat();
        this.key = key;
        this.keyInOut = keyInOut;
    }

    static Holding of(Hold hold, Descriptor request, @Nullable Descriptor out) {
        if (hold.getKey().isEmpty()) {
            return new Holding(hold, null, false);
        }
        boolean inOut = hold.getKey().startsWith(OUT);
        Descriptor owner = inOut ? Objects.requireNonNull(out, request.getFullName()) : request;
        String name = inOut ? hold.getKey().substring(OUT.length()) : hold.getKey();
        FieldDescriptor field = owner.findFieldByName(name);
        if (field == null) {
            throw new IllegalStateException(
                    request.getFullName() + " holds by " + hold.getKey() + ", which is no field");
        }
        return new Holding(hold, field, inOut);
    }

    /** What is held: "irp", "wsk-npi", "spin-lock". */
    public String what() {
        return what;
    }

    /** Whether the machine's ledger keeps the account, not the object or the strand. */
    public boolean isInLedger() {
        return hold.getAccount() == Account.LEDGER;
    }

    /** The id of the rule that a leak or a wrong release breaks; "" for the general ones. */
    public String rule() {
        return hold.getRule();
    }

    /** Whether the key is the number of a kernel object. */
    public boolean isKeyObject() {
        return key != null
                && !key.getOptions().getExtension(ContractProto.param).getObject().isEmpty();
    }

    /** Whether the key comes back from the routine instead of going in. */
    public boolean isKeyInOut() {
        return keyInOut;
    }

    /**
     * What tells one from another: the value of the key field, or "" where there is only one on a
     * machine. Null if the key is an out-parameter that was not written: then nothing was taken.
     */
    public @Nullable Object key(Message request, @Nullable Message out) {
        if (key == null) {
            return "";
        }
        Message holder = keyInOut ? out : request;
        if (holder == null || (key.hasPresence() && !holder.hasField(key))) {
            return null;
        }
        return holder.getField(key);
    }

    @Override
    public String toString() {
        String by = key == null ? "" : " by " + (keyInOut ? OUT : "") + key.getName();
        return what + by + (rule().isEmpty() ? "" : ", or breaks " + rule());
    }
}
