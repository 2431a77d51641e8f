package dev.irpflow.sim.scenario.vocabulary;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
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

/**
 * A few routines with every notation of a field, so that messages do not depend on the contract.
 */
final class SmallContract {
    private static final String BUFFER = ".small.BufferRef";
    private static final String ADDRESS = ".small.Address";
    private static final String ATTRIBUTES = ".small.Attributes";
    private static final String MAJOR = ".small.Major";
    private static final String STATUS = ".small.NtStatus";
    private static final Status RESET = new Status("STATUS_CONNECTION_RESET", 0xC000020D);
    private static final Status RESOURCES = new Status("STATUS_INSUFFICIENT_RESOURCES", 0xC000009A);
    private static final Status NOT_READY = new Status("STATUS_DEVICE_NOT_READY", 0xC00000A3);

    private static final Numbering MILLIS =
            new Numbering(
                    Unit.MILLISECONDS,
                    List.of(
                            new Constant("WSK_NO_WAIT", 0),
                            new Constant("WSK_INFINITE_WAIT", 0xFFFFFFFFL)),
                    false);
    private static final Numbering FLAGS =
            new Numbering(
                    Unit.NONE,
                    List.of(new Constant("WSK_FLAG_WAITALL", 2), new Constant("WSK_FLAG_DRAIN", 4)),
                    true);
    private static final Numbering HUNDREDS = new Numbering(Unit.NANOSECONDS_100, List.of(), false);
    private static final Numbering SECONDS = new Numbering(Unit.SECONDS, List.of(), false);
    private static final Numbering BYTES = new Numbering(Unit.BYTES, List.of(), false);
    private static final Numbering MAJORS =
            new Numbering(
                    Unit.NONE,
                    List.of(new Constant("IRP_MJ_READ", 3), new Constant("IRP_MJ_WRITE", 4)),
                    false);

    private record Field(
            String name,
            FieldDescriptorProto.Type type,
            String message,
            Notation notation,
            Numbering numbering,
            Presence presence,
            String object) {
        Field optional() {
            return new Field(name, type, message, notation, numbering, Presence.OPTIONAL, object);
        }

        Field supplied() {
            return new Field(name, type, message, notation, numbering, Presence.SUPPLIED, object);
        }
    }

    private record Shape(String name, List<Field> inputs, List<Field> outputs) {}

    private final List<Shape> shapes = new ArrayList<>();
    private final List<RoutineSpec> routines = new ArrayList<>();

    private SmallContract() {}

    static List<RoutineSpec> routines() {
        var contract = new SmallContract();
        contract.declareRegistration();
        contract.declareSockets();
        contract.declareKernel();
        contract.declareWithoutFields();
        return contract.build();
    }

    private void declareRegistration() {
        Field registration = object("registration", "WSK_REGISTRATION");
        shape(
                "WskRegister",
                List.of(
                        field("version", FieldDescriptorProto.Type.TYPE_UINT32, Notation.VERSION),
                        number(
                                        "client_dispatch",
                                        FieldDescriptorProto.Type.TYPE_UINT64,
                                        Numbering.PLAIN)
                                .supplied()),
                List.of(registration));
        shape(
                "WskCaptureProviderNPI",
                List.of(
                        registration,
                        number("wait_timeout", FieldDescriptorProto.Type.TYPE_UINT32, MILLIS)),
                List.of(object("provider_npi", "WSK_PROVIDER_NPI").optional()));
        shape("WskReleaseProviderNPI", List.of(registration), List.of());
        shape("WskDeregister", List.of(registration), List.of());
    }

    private void declareSockets() {
        Field socket = object("socket", "WSK_SOCKET");
        Field irp = object("irp", "IRP").supplied();
        Field flags = number("flags", FieldDescriptorProto.Type.TYPE_UINT32, FLAGS);
        Field buffer = message("buffer", BUFFER, Notation.BUFFER);
        shape(
                "WskSocket",
                List.of(
                        field(
                                "socket_type",
                                FieldDescriptorProto.Type.TYPE_UINT32,
                                Notation.NUMBER),
                        irp),
                List.of(socket));
        shape(
                "WskConnect",
                List.of(socket, message("remote_address", ADDRESS, Notation.ADDRESS), irp),
                List.of());
        shape("WskSend", List.of(socket, buffer, flags, irp), List.of(bytes("information")));
        shape("WskReceive", List.of(socket, buffer, flags, irp), List.of(bytes("information")));
    }

    private void declareKernel() {
        shape(
                "NtReadFile",
                List.of(
                        field("path", FieldDescriptorProto.Type.TYPE_STRING, Notation.TEXT),
                        bytes("length"),
                        bytes("byte_offset").optional()),
                List.of(bytes("information")));
        shape(
                "KeSetTimer",
                List.of(
                        number("due_time", FieldDescriptorProto.Type.TYPE_INT64, HUNDREDS),
                        number("period", FieldDescriptorProto.Type.TYPE_INT32, SECONDS).optional(),
                        field("wake", FieldDescriptorProto.Type.TYPE_BOOL, Notation.SWITCH)
                                .optional()),
                List.of());
        shape(
                "NtCreateFile",
                List.of(
                        message("object_attributes", ATTRIBUTES, Notation.GROUP),
                        enumeration("major", MAJOR, Notation.CONSTANT, MAJORS).optional(),
                        enumeration("status", STATUS, Notation.STATUS, Numbering.PLAIN).optional(),
                        field("security", FieldDescriptorProto.Type.TYPE_BYTES, Notation.BYTES)
                                .optional()),
                List.of(object("file_handle", "HANDLE")));
    }

    private void declareWithoutFields() {
        shape("MRxCreateSrvCall", List.of(), List.of());
        shape("LOWIO_OP_READ", List.of(), List.of());
        shape("LOWIO_OP_WRITE", List.of(), List.of());
        shape("NDK_FN_CONNECT", List.of(), List.of());
    }

    private static Field field(String name, FieldDescriptorProto.Type type, Notation notation) {
        return new Field(name, type, "", notation, Numbering.PLAIN, Presence.REQUIRED, "");
    }

    private static Field number(String name, FieldDescriptorProto.Type type, Numbering numbering) {
        return new Field(name, type, "", Notation.NUMBER, numbering, Presence.REQUIRED, "");
    }

    private static Field bytes(String name) {
        return number(name, FieldDescriptorProto.Type.TYPE_UINT64, BYTES);
    }

    private static Field object(String name, String kind) {
        return new Field(
                name,
                FieldDescriptorProto.Type.TYPE_UINT64,
                "",
                Notation.OBJECT,
                Numbering.PLAIN,
                Presence.REQUIRED,
                kind);
    }

    private static Field message(String name, String type, Notation notation) {
        return new Field(
                name,
                FieldDescriptorProto.Type.TYPE_MESSAGE,
                type,
                notation,
                Numbering.PLAIN,
                Presence.REQUIRED,
                "");
    }

    private static Field enumeration(
            String name, String type, Notation notation, Numbering numbering) {
        return new Field(
                name,
                FieldDescriptorProto.Type.TYPE_ENUM,
                type,
                notation,
                numbering,
                Presence.REQUIRED,
                "");
    }

    private void shape(String name, List<Field> inputs, List<Field> outputs) {
        shapes.add(new Shape(name, inputs, outputs));
    }

    private List<RoutineSpec> build() {
        var file = FileDescriptorProto.newBuilder().setName("small.proto").setPackage("small");
        file.setSyntax("proto3");
        file.addMessageType(struct("BufferRef", "region", "offset", "length"));
        file.addMessageType(struct("Address", "ip", "port"));
        file.addMessageType(
                DescriptorProto.newBuilder()
                        .setName("Attributes")
                        .addField(plain("object_name", FieldDescriptorProto.Type.TYPE_STRING, 1))
                        .addField(plain("attributes", FieldDescriptorProto.Type.TYPE_UINT32, 2)));
        file.addEnumType(enumeration("Major", "IRP_MJ_CREATE", 0, "IRP_MJ_READ", 3));
        file.addEnumType(enumeration("NtStatus", "OK", 0, "PENDING", 0x103));
        for (Shape shape : shapes) {
            file.addMessageType(message(shape));
        }
        try {
            FileDescriptor built = FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]);
            shapes.forEach(shape -> routines.add(routine(shape, built)));
            return routines;
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DescriptorProto struct(String name, String... numbers) {
        var struct = DescriptorProto.newBuilder().setName(name);
        for (int i = 0; i < numbers.length; i++) {
            struct.addField(plain(numbers[i], FieldDescriptorProto.Type.TYPE_UINT64, i + 1));
        }
        return struct.build();
    }

    private static EnumDescriptorProto enumeration(
            String name, String zero, int first, String other, int second) {
        return EnumDescriptorProto.newBuilder()
                .setName(name)
                .addValue(EnumValueDescriptorProto.newBuilder().setName(zero).setNumber(first))
                .addValue(EnumValueDescriptorProto.newBuilder().setName(other).setNumber(second))
                .build();
    }

    private static FieldDescriptorProto plain(
            String name, FieldDescriptorProto.Type type, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setType(type)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .build();
    }

    private static DescriptorProto message(Shape shape) {
        var message = DescriptorProto.newBuilder().setName(shape.name());
        add(message, shape.inputs());
        var out = DescriptorProto.newBuilder().setName("Out");
        add(out, shape.outputs());
        return message.addNestedType(out).build();
    }

    private static void add(DescriptorProto.Builder message, List<Field> fields) {
        for (Field field : fields) {
            FieldDescriptorProto plain =
                    plain(field.name(), field.type(), message.getFieldCount() + 1);
            message.addField(
                    field.message().isEmpty()
                            ? plain
                            : plain.toBuilder().setTypeName(field.message()).build());
        }
    }

    private static RoutineSpec routine(Shape shape, FileDescriptor file) {
        Descriptor descriptor = file.findMessageTypeByName(shape.name());
        return new RoutineSpec(
                shape.name(),
                caller(shape.name()),
                ending(shape.name()),
                shape.name().contains("Release") ? Answer.NOTHING : Answer.STATUS,
                specs(shape.inputs(), descriptor),
                specs(shape.outputs(), descriptor.findNestedTypeByName("Out")),
                failures(shape.name()),
                shape.name().equals("WskCaptureProviderNPI") ? Openness.OPEN : Openness.CLOSED,
                DynamicMessage.getDefaultInstance(descriptor));
    }

    private static Caller caller(String name) {
        return switch (name) {
            case "MRxCreateSrvCall", "LOWIO_OP_READ", "LOWIO_OP_WRITE" -> Caller.SUBSYSTEM;
            case "NDK_FN_CONNECT" -> Caller.NOBODY;
            default -> Caller.STEP;
        };
    }

    private static Ending ending(String name) {
        return switch (name) {
            case "WskSocket", "WskConnect", "WskSend", "WskReceive" -> Ending.BY_IRP;
            case "NtReadFile", "LOWIO_OP_READ", "LOWIO_OP_WRITE" -> Ending.IF_PENDING;
            case "MRxCreateSrvCall" -> Ending.BY_CALLBACK;
            default -> Ending.AT_RETURN;
        };
    }

    private static List<Status> failures(String name) {
        return switch (name) {
            case "WskSend", "WskReceive" -> List.of(RESET, RESOURCES);
            case "WskCaptureProviderNPI" -> List.of(NOT_READY);
            default -> List.of();
        };
    }

    private static List<FieldSpec> specs(List<Field> fields, Descriptor descriptor) {
        var specs = new ArrayList<FieldSpec>();
        for (Field field : fields) {
            FieldDescriptor found = descriptor.findFieldByName(field.name());
            specs.add(
                    new FieldSpec(
                            found,
                            field.notation(),
                            field.numbering(),
                            field.presence(),
                            field.object(),
                            () -> members(field, found)));
        }
        return specs;
    }

    private static List<FieldSpec> members(Field field, FieldDescriptor found) {
        return field.notation() == Notation.GROUP
                ? specs(
                        List.of(
                                field(
                                        "object_name",
                                        FieldDescriptorProto.Type.TYPE_STRING,
                                        Notation.TEXT),
                                field(
                                                "attributes",
                                                FieldDescriptorProto.Type.TYPE_UINT32,
                                                Notation.NUMBER)
                                        .optional()),
                        found.getMessageType())
                : List.of();
    }
}
