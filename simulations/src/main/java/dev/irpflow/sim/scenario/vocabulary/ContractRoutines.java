package dev.irpflow.sim.scenario.vocabulary;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.irpflow.contract.CodeDomain;
import dev.irpflow.contract.ParamContract;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.contract.StatusSet;
import dev.irpflow.protocol.contract.ContractProto;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.contract.Param;
import dev.irpflow.protocol.kernel.IoStatusBlock;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.status.Win32Error;
import dev.irpflow.protocol.status.WnError;
import dev.irpflow.protocol.status.WsaError;
import dev.irpflow.sim.scenario.value.Constant;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec.Notation;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec.Numbering;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec.Presence;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec.Unit;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec.Answer;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec.Caller;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec.Ending;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec.Openness;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads from a contract what a scenario needs to know of a routine. */
final class ContractRoutines {
    private static final Set<String> STATUSES =
            Set.of(
                    NtStatus.getDescriptor().getFullName(),
                    Win32Error.getDescriptor().getFullName(),
                    WnError.getDescriptor().getFullName(),
                    WsaError.getDescriptor().getFullName());

    private ContractRoutines() {}

    static RoutineSpec spec(RoutineContract contract) {
        return new RoutineSpec(
                contract.name(),
                caller(contract),
                ending(contract),
                answer(contract),
                fields(contract.params(), contract.kind()),
                outputs(contract),
                failures(contract),
                contract.isOpen() ? Openness.OPEN : Openness.CLOSED,
                contract.newRequest().getDefaultInstanceForType());
    }

    private static Caller caller(RoutineContract contract) {
        if (contract.isAbsent()) {
            return Caller.NOBODY;
        }
        return switch (contract.kind()) {
            case FUNCTION, IRP_FUNCTION, IOCTL, FIELD -> Caller.STEP;
            case CALLBACK, LOW_IO -> Caller.SUBSYSTEM;
            case KIND_UNSPECIFIED, UNRECOGNIZED -> Caller.NOBODY;
        };
    }

    private static Ending ending(RoutineContract contract) {
        return switch (contract.completes()) {
            case IRP_ALWAYS -> Ending.BY_IRP;
            case IF_PENDING -> Ending.IF_PENDING;
            case CALLBACK_ALWAYS -> Ending.BY_CALLBACK;
            // What a queue runs later is a call of its own.
            case AT_RETURN, QUEUE, COMPLETES_UNSPECIFIED, UNRECOGNIZED -> Ending.AT_RETURN;
        };
    }

    private static Answer answer(RoutineContract contract) {
        return switch (contract.returns()) {
            case NTSTATUS, WIN32, WN, WSA -> Answer.STATUS;
            case BOOLEAN, LONG, COUNT, POINTER, VALUE ->
                    contract.option().getFailsWithCount() > 0
                            ? Answer.VALUE_OR_FAILURE
                            : Answer.VALUE;
            case VOID, RETURNS_UNSPECIFIED, UNRECOGNIZED -> Answer.NOTHING;
        };
    }

    private static List<Status> failures(RoutineContract contract) {
        var failures = new ArrayList<Status>();
        add(failures, contract.codes(), contract.atReturn());
        add(failures, CodeDomain.NTSTATUS, contract.atCompletion());
        add(failures, CodeDomain.NTSTATUS, contract.others());
        add(failures, CodeDomain.NTSTATUS, contract.raises());
        return failures;
    }

    private static void add(List<Status> failures, CodeDomain domain, StatusSet codes) {
        for (int i = 0; i < codes.size(); i++) {
            var status = new Status(domain.nameOf(codes.at(i)), codes.at(i));
            if (status.isFailure() && !failures.contains(status)) {
                failures.add(status);
            }
        }
    }

    // Of an IRP also what its status block says.
    private static List<FieldSpec> outputs(RoutineContract contract) {
        var outputs = new ArrayList<>(fields(contract.outParams(), contract.kind()));
        if (caller(contract) == Caller.STEP && ending(contract) == Ending.BY_IRP) {
            FieldDescriptor information =
                    IoStatusBlock.getDescriptor()
                            .findFieldByNumber(IoStatusBlock.INFORMATION_FIELD_NUMBER);
            outputs.add(spec(information, Param.getDefaultInstance(), contract.kind(), true));
        }
        return outputs;
    }

    private static List<FieldSpec> fields(List<ParamContract> params, Kind kind) {
        return params.stream()
                .map(param -> spec(param.field(), param.param(), kind, param.optional()))
                .toList();
    }

    private static List<FieldSpec> members(Descriptor structure, Kind kind) {
        return structure.getFields().stream()
                .map(field ->
                        spec(
                                field,
                                field.getOptions().getExtension(ContractProto.param),
                                kind,
                                isOptional(field)))
                .toList();
    }

    private static boolean isOptional(FieldDescriptor field) {
        return field.getContainingOneof() != null;
    }

    private static FieldSpec spec(FieldDescriptor field, Param param, Kind kind, boolean optional) {
        Notation notation = notation(field, param);
        return new FieldSpec(
                field,
                notation,
                numbering(field, param),
                presence(field, param, kind, optional),
                param.getObject(),
                () ->
                        notation == Notation.GROUP || notation == Notation.ADDRESS
                                ? members(field.getMessageType(), kind)
                                : List.of());
    }

    private static Presence presence(
            FieldDescriptor field, Param param, Kind kind, boolean optional) {
        boolean takesIrp = kind == Kind.IRP_FUNCTION || (kind == Kind.IOCTL && !optional);
        boolean irp = takesIrp && param.getObject().equals("IRP");
        boolean apc = param.getPointsTo().equals("PAPCFUNC"); // not without one
        if (irp || (!param.getPointsTo().isEmpty() && !apc)) {
            return Presence.SUPPLIED;
        }
        return optional || field.isRepeated() ? Presence.OPTIONAL : Presence.REQUIRED;
    }

    private static Notation notation(FieldDescriptor field, Param param) {
        return switch (field.getJavaType()) {
            case BOOLEAN -> Notation.SWITCH;
            case STRING -> Notation.TEXT;
            case BYTE_STRING -> Notation.BYTES;
            case ENUM ->
                    STATUSES.contains(field.getEnumType().getFullName())
                            ? Notation.STATUS
                            : Notation.CONSTANT;
            case MESSAGE ->
                    switch (field.getMessageType().getFullName()) {
                        case "irpflow.kernel.v1.BufferRef" -> Notation.BUFFER;
                        case "irpflow.wsk.v1.SocketAddress" -> Notation.ADDRESS;
                        default -> Notation.GROUP;
                    };
            case INT, LONG -> number(field, param);
            case FLOAT, DOUBLE ->
                    throw new IllegalStateException(field + ": the contract has no fractions");
        };
    }

    private static Notation number(FieldDescriptor field, Param param) {
        if (!param.getObject().isEmpty()) {
            return Notation.OBJECT;
        }
        boolean version = field.getName().equals("version") || field.getName().endsWith("_version");
        return version ? Notation.VERSION : Notation.NUMBER;
    }

    private static Numbering numbering(FieldDescriptor field, Param param) {
        var constants = new ArrayList<Constant>();
        param.getConstantsList()
                .forEach(c -> constants.add(new Constant(c.getName(), c.getValue())));
        if (field.getJavaType() == JavaType.ENUM) {
            for (EnumValueDescriptor value : field.getEnumType().getValues()) {
                constants.add(new Constant(value.getName(), value.getNumber()));
            }
        }
        return new Numbering(unit(param), constants, param.getFlags());
    }

    private static Unit unit(Param param) {
        return switch (param.getUnit()) {
            case MILLISECONDS -> Unit.MILLISECONDS;
            case NANOSECONDS_100 -> Unit.NANOSECONDS_100;
            case BYTES -> Unit.BYTES;
            case SECONDS -> Unit.SECONDS;
            case IPV4_ADDRESS -> Unit.IPV4_ADDRESS;
            case IPV6_ADDRESS, CHARACTERS, UNIT_UNSPECIFIED, UNRECOGNIZED -> Unit.NONE;
        };
    }
}
