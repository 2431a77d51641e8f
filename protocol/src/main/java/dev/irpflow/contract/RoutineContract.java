// This file is one thing because it is the one view of a contract: what an option says, and no
// more.
package dev.irpflow.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Internal;
import com.google.protobuf.Message;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.ContractProto;
import dev.irpflow.protocol.contract.Fidelity;
import dev.irpflow.protocol.contract.Hold;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.contract.Place;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.contract.Routine;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contract of one routine, callback or control code: an immutable view of the option of its
 * message, precomputed so that asking on every call is cheap.
 *
 * <p>There is one instance for each message class, so contracts may be compared by identity.
 */
public final class RoutineContract {
    private static final ClassValue<@Nullable RoutineContract> BY_CLASS =
            new ClassValue<>() {
                @Override
                protected @Nullable RoutineContract computeValue(Class<?> type) {
                    return Message.class.isAssignableFrom(type)
                            ? of(
                                    Internal.getDefaultInstance(type.asSubclass(Message.class))
                                            .getDescriptorForType())
                            : null;
                }
            };

    private static final Map<Descriptor, RoutineContract> BY_DESCRIPTOR = new LinkedHashMap<>();
    private static final Map<String, Integer> SERVERS = new LinkedHashMap<>(); // guarded by it

    // Names of routines that end operations, as the contracts read so far say.
    private static final Set<String> ENDING = new LinkedHashSet<>();

    private final int index;
    private final int serverIndex;
    private final long key;
    private final Routine routine;
    private final String subsystem;
    private final Descriptor request;
    private final @Nullable Descriptor out;
    private final Kind kind;
    private final Returns returns;
    private final String completedBy;
    private final IrqlLimits irql;
    private final @Nullable FieldDescriptor irqlAtReturn;
    private final Answers answers;
    private final List<Holding> acquires;
    private final List<Holding> releases;
    private final List<Lent> lends;
    private final List<ParamContract> params;
    private final List<ParamContract> outParams;
    private final @Nullable FieldDescriptor object;
    private final @Nullable FieldDescriptor target;
    private final boolean absent;

    // Found when first asked for, so that reading the table loads no message class.
    private @Nullable Class<? extends Message> type;
    private @Nullable Message emptyOut;
    private volatile boolean endsOperations;

    private RoutineContract(Descriptor request, Routine routine, int index) {
        this.request = request;
        this.out = request.findNestedTypeByName("Out");
        this.routine = routine;
        this.index = index;
        this.serverIndex = SERVERS.computeIfAbsent(routine.getServes(), serves -> SERVERS.size());
        this.key = keyOf(routine.getName());
        this.subsystem = request.getFile().getPackage().split("\\.")[1];
        this.kind = routine.getKind();
        this.returns = routine.getReturns();
        this.completedBy =
                routine.getCompletes() == Completes.IRP_ALWAYS
                        ? "IoCompleteRequest"
                        : routine.getCompletedBy();
        this.irql = new IrqlLimits(routine.getIrqlList(), request);
        this.irqlAtReturn = request.findFieldByName(routine.getIrqlAtReturn().getField());
        this.answers = new Answers(routine, out);
        this.acquires = holdings(routine.getAcquiresList(), request, out);
        this.releases = holdings(routine.getReleasesList(), request, out);
        this.lends = Lent.of(routine, request, out);
        this.params = ParamContract.of(request, false);
        this.outParams = out == null ? List.of() : ParamContract.of(out, true);
        this.object = ParamContract.objectOf(request);
        this.target = ParamContract.targetOf(request);
        this.absent = routine.getFidelity() == Fidelity.ABSENT;
    }

    /**
     * The contract of a call.
     *
     * @throws IllegalArgumentException if the message is not a routine
     */
    public static RoutineContract of(Message request) {
        return of(request.getClass());
    }

    /**
     * The contract of a message class.
     *
     * @throws IllegalArgumentException if the class is not a routine
     */
    public static RoutineContract of(Class<? extends Message> type) {
        RoutineContract contract = BY_CLASS.get(type);
        if (contract == null) {
            throw new IllegalArgumentException(type.getName() + " is not a routine");
        }
        return contract;
    }

    /** The contract of a message class, or null if the class is not a routine. */
    public static @Nullable RoutineContract find(Class<? extends Message> type) {
        return BY_CLASS.get(type);
    }

    /** The contract of a message type, or null if it is not a routine. Loads no message class. */
    static @Nullable RoutineContract of(Descriptor request) {
        var options = request.getOptions();
        if (!options.hasExtension(ContractProto.routine)) {
            return null;
        }
        synchronized (BY_DESCRIPTOR) {
            RoutineContract known = BY_DESCRIPTOR.get(request);
            if (known != null) {
                return known;
            }
            Routine routine = options.getExtension(ContractProto.routine);
            var contract = new RoutineContract(request, routine, BY_DESCRIPTOR.size());
            BY_DESCRIPTOR.put(request, contract);
            contract.noteEnding();
            return contract;
        }
    }

    // Either of the two may be read first.
    private void noteEnding() {
        endsOperations = ENDING.contains(name());
        String ending = completedBy();
        if (!ending.isEmpty() && ENDING.add(ending)) {
            for (RoutineContract known : BY_DESCRIPTOR.values()) {
                known.endsOperations |= known.name().equals(ending);
            }
        }
    }

    private static List<Holding> holdings(
            List<Hold> holds, Descriptor request, @Nullable Descriptor out) {
        return holds.stream().map(hold -> Holding.of(hold, request, out)).toList();
    }

    // FNV-1a over the name's characters.
    private static long keyOf(String name) {
        long key = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            key = (key ^ name.charAt(i)) * 0x100000001B3L;
        }
        return key;
    }

    /**
     * A small number of its own, for arrays of counters. It follows the order of first use, so it
     * must never reach a trace, a key or another process.
     */
    public int index() {
        return index;
    }

    /** How many contracts have an index so far. */
    public static int indexCount() {
        synchronized (BY_DESCRIPTOR) {
            return BY_DESCRIPTOR.size();
        }
    }

    /** The name as a number: the same in every process, so it may become part of longer keys. */
    public long key() {
        return key;
    }

    /** The callable name, as the documentation spells it. */
    public String name() {
        return routine.getName();
    }

    /** The subsystem: the word after "irpflow" in the protobuf package. */
    public String subsystem() {
        return subsystem;
    }

    public Kind kind() {
        return kind;
    }

    public Completes completes() {
        return routine.getCompletes();
    }

    public Returns returns() {
        return returns;
    }

    public Fidelity fidelity() {
        return routine.getFidelity();
    }

    /** Declared only: calling it is an error that says so. */
    public boolean isAbsent() {
        return absent;
    }

    /** The component that serves the call; empty for a callback, which a driver serves. */
    public String serves() {
        return routine.getServes();
    }

    /** A small number of that component's own, as little to be kept as {@link #index}. */
    public int serverIndex() {
        return serverIndex;
    }

    public String page() {
        return routine.getPage();
    }

    public String summary() {
        return routine.getSummary();
    }

    /** The option as written, for what is asked too seldom to have a method here. */
    public Routine option() {
        return routine;
    }

    /** Whether the documentation limits the IRQL at all. */
    public boolean hasIrqlLimits() {
        return irql.areStated();
    }

    /** The lowest IRQL at which this call may be made. Allocates nothing without conditions. */
    public Irql irqlMin(Message request, Facts facts) {
        return irql.min(request, facts);
    }

    /** The highest IRQL at which this call may be made. Allocates nothing without conditions. */
    public Irql irqlMax(Message request, Facts facts) {
        return irql.max(request, facts);
    }

    /** The IRQL after the return of this call, which was made at {@code before}. */
    public Irql irqlAtReturn(Message request, Irql before) {
        if (irqlAtReturn != null) {
            return Irql.valueOf((EnumValueDescriptor) request.getField(irqlAtReturn));
        }
        return routine.hasIrqlAtReturn() && !routine.getIrqlAtReturn().getAny()
                ? routine.getIrqlAtReturn().getLevel()
                : before;
    }

    public boolean mayBeCalledFrom(Place place) {
        return !routine.getNotFromList().contains(place)
                && (routine.getFromCount() == 0 || routine.getFromList().contains(place));
    }

    public List<String> mustHold() {
        return routine.getMustHoldList();
    }

    public List<String> mustNotHold() {
        return routine.getMustNotHoldList();
    }

    /** The family of codes that {@link #atReturn} is about. */
    public CodeDomain codes() {
        return answers.codes;
    }

    /** The documented codes of the return, in the domain {@link #codes}. */
    public StatusSet atReturn() {
        return answers.atReturn;
    }

    /** The documented statuses of the completion; always NTSTATUS. */
    public StatusSet atCompletion() {
        return answers.atCompletion;
    }

    /** Statuses that the page does not name and the emulation gives, or lets a fault give. */
    public StatusSet others() {
        return answers.others;
    }

    /** Statuses after which the same call may be made again. */
    public StatusSet retryable() {
        return answers.retryable;
    }

    /** Statuses that are raised as exceptions. */
    public StatusSet raises() {
        return answers.raises;
    }

    /** The documentation says that other codes may come; only where it does not is one wrong. */
    public boolean isOpen() {
        return routine.getOpen();
    }

    /** Whether the routine may return {@code code}, which is in the domain {@link #codes}. */
    public boolean permitsAtReturn(int code) {
        return answers.permitsAtReturn(code);
    }

    /** Whether the operation may end with {@code status}. */
    public boolean permitsAtCompletion(int status) {
        return answers.permitsAtCompletion(status);
    }

    /** Whether the return means failure: by the sign of the status, or by the value returned. */
    public boolean failed(int status, @Nullable Message out) {
        return answers.failed(status, out);
    }

    /**
     * The code that a call answered: its status, or where the routine returns codes of its own (an
     * ERROR_, a WN_, a WSAE) the one that it has returned.
     *
     * @param out its out-parameters; null for none
     */
    public int codeOf(int status, @Nullable Message out) {
        return answers.codeOf(status, out);
    }

    /** The number that a call gave its caller: the value that it returned, else its status. */
    public long resultOf(int status, @Nullable Message out) {
        return answers.resultOf(status, out);
    }

    /** How a status of this routine reads, also one that the documentation does not list. */
    public String statusName(int status) {
        return answers.codes.nameOf(status);
    }

    public List<Holding> acquires() {
        return acquires;
    }

    public List<Holding> releases() {
        return releases;
    }

    /** The buffers that a call lends, in the order of their fields. */
    public List<Lent> lends() {
        return lends;
    }

    /**
     * The call that ends an operation which this one begins: the callback that its page names, or
     * IoCompleteRequest; "" if its return is the end.
     */
    public String completedBy() {
        return completedBy;
    }

    /**
     * Whether a call of it ends an operation that some other routine began. True only once a
     * contract was read that says so.
     */
    public boolean endsOperations() {
        return endsOperations;
    }

    /** The inputs, in the documentation's order. */
    public List<ParamContract> params() {
        return params;
    }

    /** The fields of {@code Out}: the value returned, and what is written. */
    public List<ParamContract> outParams() {
        return outParams;
    }

    /**
     * The object that a call is about: its IRP if it has one, else the first object it names; 0 if
     * it names none.
     */
    public long objectId(Message request) {
        return object == null ? 0 : (Long) request.getField(object);
    }

    /**
     * Whether its caller gives it an IRP with a free stack location, as functions and the control
     * codes that they carry are; a dispatch routine is called with its location current.
     */
    public boolean isGivenAnIrp() {
        boolean carried = kind == Kind.IOCTL && !routine.getCarriedBy().isEmpty();
        return object != null && (kind == Kind.IRP_FUNCTION || carried);
    }

    /** Whether it may be called without an IRP and is: then its return is the end. */
    public boolean lacksIrp(Message request) {
        return object != null
                && (object.hasPresence() || kind == Kind.IOCTL)
                && objectId(request) == 0;
    }

    /** Whether the message says which piece of driver code is called. */
    public boolean hasTarget() {
        return target != null;
    }

    /** The address of the routine or table that a callback calls; 0 if it has none. */
    public long target(Message request) {
        return target == null ? 0 : (Long) request.getField(target);
    }

    public Descriptor descriptor() {
        return request;
    }

    public @Nullable Descriptor outDescriptor() {
        return out;
    }

    /** The message class. */
    public Class<? extends Message> type() {
        Class<? extends Message> known = type;
        if (known == null) {
            known = classOf("");
            type = known;
        }
        return known;
    }

    /** An empty request. */
    public Message.Builder newRequest() {
        return Internal.getDefaultInstance(type()).newBuilderForType();
    }

    /** An empty {@code Out}, or null if the routine gives nothing back but a status. */
    public Message.@Nullable Builder newOut() {
        if (out == null) {
            return null;
        }
        Message empty = emptyOut;
        if (empty == null) {
            empty = Internal.getDefaultInstance(classOf("$Out"));
            emptyOut = empty;
        }
        return empty.newBuilderForType();
    }

    private Class<? extends Message> classOf(String suffix) {
        String outer = request.getFile().getOptions().getJavaPackage() + "." + request.getName();
        try {
            return Class.forName(outer + suffix).asSubclass(Message.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no class for " + request.getFullName(), e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
