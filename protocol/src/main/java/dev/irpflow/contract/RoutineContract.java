package dev.irpflow.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Internal;
import com.google.protobuf.Message;

import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.ContractProto;
import dev.irpflow.protocol.contract.Fidelity;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.contract.Place;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.contract.Routine;

import org.jspecify.annotations.Nullable;

import java.util.List;

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
                            ? read(type.asSubclass(Message.class))
                            : null;
                }
            };

    private static final Object INDEX_LOCK = new Object();
    private static int count;

    private final int index;
    private final Routine routine;
    private final Message defaultInstance;
    private final @Nullable Message defaultOut;
    private final String subsystem;
    private final IrqlLimits irql;
    private final @Nullable FieldDescriptor irqlAtReturnField;
    private final StatusSet atReturn;
    private final StatusSet atCompletion;
    private final StatusSet others;
    private final StatusSet retryable;
    private final StatusSet raises;
    private final List<Holding> acquires;
    private final List<Holding> releases;
    private final List<ParamContract> params;
    private final List<ParamContract> outParams;
    private final @Nullable FieldDescriptor target;
    private final @Nullable FieldDescriptor returned;

    private RoutineContract(
            Message defaultInstance, @Nullable Message defaultOut, Routine routine) {
        Descriptor descriptor = defaultInstance.getDescriptorForType();
        Descriptor out = defaultOut == null ? null : defaultOut.getDescriptorForType();
        this.routine = routine;
        this.defaultInstance = defaultInstance;
        this.defaultOut = defaultOut;
        this.subsystem = descriptor.getFile().getPackage().split("\\.")[1];
        this.irql = new IrqlLimits(routine.getIrqlList(), descriptor);
        this.irqlAtReturnField = descriptor.findFieldByName(routine.getIrqlAtReturn().getField());
        this.atReturn = StatusSet.of(codesAtReturn(routine));
        this.atCompletion = StatusSet.of(routine.getAtCompletionValueList());
        this.others = StatusSet.of(routine.getOthersValueList());
        this.retryable = StatusSet.of(routine.getRetryableValueList());
        this.raises = StatusSet.of(routine.getRaisesValueList());
        this.acquires =
                routine.getAcquiresList().stream()
                        .map(hold -> Holding.of(hold, descriptor, out))
                        .toList();
        this.releases =
                routine.getReleasesList().stream()
                        .map(hold -> Holding.of(hold, descriptor, out))
                        .toList();
        this.params = ParamContract.of(descriptor, false);
        this.outParams = out == null ? List.of() : ParamContract.of(out, true);
        this.target =
                descriptor.getFields().stream()
                        .filter(f -> f.getOptions().getExtension(ContractProto.param).getTarget())
                        .findFirst()
                        .orElse(null);
        this.returned = out == null ? null : out.findFieldByName("returned");
        synchronized (INDEX_LOCK) {
            this.index = count++;
        }
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

    private static @Nullable RoutineContract read(Class<? extends Message> type) {
        Message instance = Internal.getDefaultInstance(type);
        Descriptor descriptor = instance.getDescriptorForType();
        if (!descriptor.getOptions().hasExtension(ContractProto.routine)) {
            return null;
        }
        Message out = null;
        for (Class<?> nested : type.getClasses()) {
            if (nested.getSimpleName().equals("Out")) {
                out = Internal.getDefaultInstance(nested.asSubclass(Message.class));
            }
        }
        return new RoutineContract(
                instance, out, descriptor.getOptions().getExtension(ContractProto.routine));
    }

    private static List<Integer> codesAtReturn(Routine routine) {
        return switch (routine.getReturns()) {
            case WIN32 -> routine.getWin32ValueList();
            case WN -> routine.getWnValueList();
            case WSA -> routine.getWsaValueList();
            case NTSTATUS,
                    VOID,
                    BOOLEAN,
                    LONG,
                    COUNT,
                    POINTER,
                    VALUE,
                    RETURNS_UNSPECIFIED,
                    UNRECOGNIZED ->
                    routine.getAtReturnValueList();
        };
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
        synchronized (INDEX_LOCK) {
            return count;
        }
    }

    /** The callable name, as the documentation spells it. */
    public String name() {
        return routine.getName();
    }

    public List<String> aliases() {
        return routine.getAliasesList();
    }

    /** The subsystem: the word after "irpflow" in the protobuf package. */
    public String subsystem() {
        return subsystem;
    }

    public Kind kind() {
        return routine.getKind();
    }

    public Completes completes() {
        return routine.getCompletes();
    }

    public Returns returns() {
        return routine.getReturns();
    }

    public Fidelity fidelity() {
        return routine.getFidelity();
    }

    /** Declared only: calling it is an error that says so. */
    public boolean isAbsent() {
        return routine.getFidelity() == Fidelity.ABSENT;
    }

    /** The component that serves the call; empty for a callback, which a driver serves. */
    public String serves() {
        return routine.getServes();
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
        if (irqlAtReturnField != null) {
            var level = (EnumValueDescriptor) request.getField(irqlAtReturnField);
            return Irql.valueOf(level);
        }
        return routine.hasIrqlAtReturn() ? routine.getIrqlAtReturn().getLevel() : before;
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
        return switch (routine.getReturns()) {
            case WIN32 -> CodeDomain.WIN32;
            case WN -> CodeDomain.WN;
            case WSA -> CodeDomain.WSA;
            case NTSTATUS,
                    VOID,
                    BOOLEAN,
                    LONG,
                    COUNT,
                    POINTER,
                    VALUE,
                    RETURNS_UNSPECIFIED,
                    UNRECOGNIZED ->
                    CodeDomain.NTSTATUS;
        };
    }

    /** The documented codes of the return, in the domain {@link #codes}. */
    public StatusSet atReturn() {
        return atReturn;
    }

    /** The documented statuses of the completion; always NTSTATUS. */
    public StatusSet atCompletion() {
        return atCompletion;
    }

    /** Statuses behind the words "other status codes" that the emulation gives or may inject. */
    public StatusSet others() {
        return others;
    }

    public StatusSet retryable() {
        return retryable;
    }

    /** Statuses that are raised as exceptions. */
    public StatusSet raises() {
        return raises;
    }

    /** The documentation says that other codes may come; only where it does not is one wrong. */
    public boolean isOpen() {
        return routine.getOpen();
    }

    /** Whether the return means failure: by the sign of the status, or by the value returned. */
    public boolean failed(int status, @Nullable Message out) {
        return switch (routine.getReturns()) {
            case NTSTATUS -> !NtStatuses.isSuccess(status);
            case WIN32, WN, WSA -> returnedNumber(out) != 0;
            case BOOLEAN, LONG, COUNT, POINTER, VALUE ->
                    routine.getFailsWithCount() > 0
                            && routine.getFailsWithList().contains(returnedNumber(out));
            case VOID, RETURNS_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    /** The value returned as a number: 0 for NULL, FALSE and an absent value. */
    private long returnedNumber(@Nullable Message out) {
        if (out == null
                || returned == null
                || (returned.hasPresence() && !out.hasField(returned))) {
            return 0;
        }
        return switch (out.getField(returned)) {
            case Number number -> number.longValue();
            case Boolean flag -> flag ? 1 : 0;
            case EnumValueDescriptor constant -> constant.getNumber();
            default -> 1;
        };
    }

    public List<Holding> acquires() {
        return acquires;
    }

    public List<Holding> releases() {
        return releases;
    }

    /** The inputs, in the documentation's order. */
    public List<ParamContract> params() {
        return params;
    }

    /** The fields of {@code Out}: the value returned, and what is written. */
    public List<ParamContract> outParams() {
        return outParams;
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
        return defaultInstance.getDescriptorForType();
    }

    public @Nullable Descriptor outDescriptor() {
        return defaultOut == null ? null : defaultOut.getDescriptorForType();
    }

    /** The message class. */
    public Class<? extends Message> type() {
        return defaultInstance.getClass();
    }

    /** An empty request. */
    public Message.Builder newRequest() {
        return defaultInstance.newBuilderForType();
    }

    /** An empty {@code Out}, or null if the routine gives nothing back but a status. */
    public Message.@Nullable Builder newOut() {
        return defaultOut == null ? null : defaultOut.newBuilderForType();
    }

    @Override
    public String toString() {
        return name();
    }
}
