package dev.irpflow.sim.scenario.vocabulary;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.irpflow.protocol.contract.ContractProto;
import dev.irpflow.sim.scenario.value.Constant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One field of a contract message: how a scenario writes it, and what the message takes. */
public final class FieldSpec {
    /** How the value of a field is written. */
    public enum Notation {
        /** A number, or constants, with the unit of the field. */
        NUMBER,
        /** {@code true} or {@code false}. */
        SWITCH,
        TEXT,
        /** {@code text hello}, {@code zeros 4 KiB} and so on, copied into the message. */
        BYTES,
        /** The same, but in memory of the machine, which the message refers to. */
        BUFFER,
        /** An enumerator. */
        CONSTANT,
        /** A status by name. */
        STATUS,
        /** {@code files:445}. */
        ADDRESS,
        /** {@code "1.0"}. */
        VERSION,
        /** The identity of a kernel object: only a reference can give it. */
        OBJECT,
        /** The members of a structure. */
        GROUP
    }

    /** What a number counts. */
    public enum Unit {
        NONE,
        SECONDS,
        MILLISECONDS,
        /** Written with dots; the first octet is the highest. */
        IPV4_ADDRESS,
        /** Units of 100 ns; a duration counts from now, which is negative. */
        NANOSECONDS_100,
        BYTES
    }

    /** Whether a field must be given. */
    public enum Presence {
        REQUIRED,
        OPTIONAL,
        /** The runner gives it, unless the scenario does: an IRP, the address of driver code. */
        SUPPLIED
    }

    /**
     * How a number is spelt.
     *
     * @param constants names that stand for numbers
     * @param combined whether several constants may be combined by a list
     */
    public record Numbering(Unit unit, List<Constant> constants, boolean combined) {
        /** A number without a unit and without names. */
        public static final Numbering PLAIN = new Numbering(Unit.NONE, List.of(), false);

        public Numbering {
            constants = List.copyOf(constants);
        }
    }

    private final FieldDescriptor descriptor;
    private final Notation notation;
    private final Numbering numbering;
    private final Presence presence;
    private final String object;
    private final Supplier<List<FieldSpec>> members;

    /**
     * A field.
     *
     * @param object the kind of kernel object that the field identifies; empty if none
     * @param members the fields of the message that the field holds, asked for when they are needed
     */
    public FieldSpec(
            FieldDescriptor descriptor,
            Notation notation,
            Numbering numbering,
            Presence presence,
            String object,
            Supplier<List<FieldSpec>> members) {
        this.descriptor = descriptor;
        this.notation = notation;
        this.numbering = numbering;
        this.presence = presence;
        this.object = object;
        this.members = members;
    }

    public String name() {
        return descriptor.getName();
    }

    public FieldDescriptor descriptor() {
        return descriptor;
    }

    public Notation notation() {
        return notation;
    }

    public Numbering numbering() {
        return numbering;
    }

    public Presence presence() {
        return presence;
    }

    /** The kind of kernel object that the field identifies; empty if none. */
    public String object() {
        return object;
    }

    /** The routine or dispatch table whose address the field is; empty if it is none. */
    public String pointsTo() {
        return descriptor.getOptions().getExtension(ContractProto.param).getPointsTo();
    }

    /** Whether the field is the address of a dispatch table. */
    public boolean isTable() {
        return pointsTo().endsWith("_DISPATCH");
    }

    /** Whether the field is the handle of a thread: a scenario names the thread. */
    public boolean isThread() {
        return object.equals("THREAD_HANDLE");
    }

    /** Whether an application may have the routine whose address the field is: an APC. */
    public boolean isApc() {
        return pointsTo().equals("PAPCFUNC") || pointsTo().equals("PIO_APC_ROUTINE");
    }

    /** Whether the field is an IRP that a step may bring, which it says where that may be NULL. */
    public boolean mayBringIrp() {
        return object.equals("IRP") && presence != Presence.REQUIRED;
    }

    /** Whether the contract lets the field be NULL. */
    public boolean isOptional() {
        return descriptor.hasPresence();
    }

    /** Whether a scenario may write NULL for it: that it is not there. */
    public boolean mayBeNull() {
        return presence != Presence.REQUIRED && isOptional();
    }

    public boolean isList() {
        return descriptor.isRepeated();
    }

    public boolean isUnsigned() {
        return switch (descriptor.getType()) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            default -> false;
        };
    }

    /** The fields of the structure that the field holds; empty if it holds none. */
    public List<FieldSpec> members() {
        return members.get();
    }

    /** The field of this name, or null. */
    public static @Nullable FieldSpec find(List<FieldSpec> fields, String name) {
        for (FieldSpec field : fields) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }

    /** The constant of this name, or null. */
    public @Nullable Constant constant(String name) {
        for (Constant constant : numbering.constants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return descriptor.getFullName();
    }
}
