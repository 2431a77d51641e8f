package dev.irpflow.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.contract.Routine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a routine may answer, and which answers are failures. */
final class Answers {
    final CodeDomain codes;
    final StatusSet atReturn;
    final StatusSet atCompletion;
    final StatusSet others;
    final StatusSet retryable;
    final StatusSet raises;

    private final Routine routine;
    private final @Nullable FieldDescriptor returned;

    Answers(Routine routine, @Nullable Descriptor out) {
        this.routine = routine;
        this.returned = out == null ? null : out.findFieldByName("returned");
        this.codes = codes(routine.getReturns());
        this.atReturn = StatusSet.of(atReturn(routine, codes));
        this.atCompletion = StatusSet.of(routine.getAtCompletionValueList());
        this.others = StatusSet.of(routine.getOthersValueList());
        this.retryable = StatusSet.of(routine.getRetryableValueList());
        this.raises = StatusSet.of(routine.getRaisesValueList());
    }

    boolean permitsAtReturn(int code) {
        boolean othersCount = !routine.getOpenAtCompletion();
        return routine.getOpen()
                || atReturn.contains(code)
                || raises.contains(code)
                || (othersCount && others.contains(code));
    }

    boolean permitsAtCompletion(int status) {
        return routine.getOpen()
                || routine.getOpenAtCompletion()
                || atCompletion.contains(status)
                || others.contains(status);
    }

    boolean failed(int status, @Nullable Message out) {
        return switch (routine.getReturns()) {
            case NTSTATUS -> !NtStatuses.isSuccess(status);
            case WIN32, WN, WSA -> returned(out) != 0;
            case BOOLEAN, LONG, COUNT, POINTER, VALUE ->
                    routine.getFailsWithCount() > 0
                            && routine.getFailsWithList().contains(returned(out));
            case VOID, RETURNS_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    /** The code that a call answered: what it returned, where that is no NTSTATUS. */
    int codeOf(int status, @Nullable Message out) {
        boolean own = codes != CodeDomain.NTSTATUS && status == 0; // a raised one is an NTSTATUS
        return own ? (int) returned(out) : status;
    }

    /** What a call gave its caller: the value that it returned, else its status. */
    long resultOf(int status, @Nullable Message out) {
        return isReturned(out) ? returned(out) : status;
    }

    private boolean isReturned(@Nullable Message out) {
        return out != null
                && returned != null
                && (!returned.hasPresence() || out.hasField(returned));
    }

    /** The value returned as a number: 0 for NULL, FALSE and an absent value. */
    private long returned(@Nullable Message out) {
        if (out == null || returned == null || !isReturned(out)) {
            return 0;
        }
        return switch (out.getField(returned)) {
            case Number number -> number.longValue();
            case Boolean flag -> flag ? 1 : 0;
            case EnumValueDescriptor constant -> constant.getNumber();
            default -> 1; // a buffer or a structure that is there
        };
    }

    private static CodeDomain codes(Returns returns) {
        return switch (returns) {
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

    private static List<Integer> atReturn(Routine routine, CodeDomain codes) {
        return switch (codes) {
            case WIN32 -> routine.getWin32ValueList();
            case WN -> routine.getWnValueList();
            case WSA -> routine.getWsaValueList();
            case NTSTATUS, HRESULT -> routine.getAtReturnValueList();
        };
    }
}
