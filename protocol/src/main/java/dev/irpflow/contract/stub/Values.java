package dev.irpflow.contract.stub;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.irpflow.contract.ParamContract;
import java.util.Map;

/** How a parameter looks in Java, and how it gets into a message and out of one. */
final class Values {
    private final JavaFile file;
    private final Map<String, String> singles;

    /** The interfaces of routines that are passed singly, by the routine's name. */
    Values(JavaFile file, Map<String, String> singles) {
        this.file = file;
        this.singles = singles;
    }

    /** The Java type of a parameter that is there. */
    String type(ParamContract param) {
        if (!param.param().getObject().isEmpty()) {
            String id = identity(param);
            return param.field().isRepeated() ? file.uses("java.util.List") + "<" + id + ">" : id;
        }
        if (!param.param().getPointsTo().isEmpty()) {
            return Names.pointee(param.param().getPointsTo(), singles);
        }
        String one = scalar(param.field());
        return param.field().isRepeated()
                ? file.uses("java.util.List") + "<" + boxed(one) + ">"
                : one;
    }

    /** The Java type of a parameter that may be left out. */
    String nullableType(ParamContract param) {
        file.uses("org.jspecify.annotations.Nullable");
        String type = boxed(type(param));
        return type.equals("byte[]") ? "byte @Nullable []" : "@Nullable " + type;
    }

    private String scalar(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> "int";
            case LONG -> "long";
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case BOOLEAN -> "boolean";
            case STRING -> "String";
            case BYTE_STRING -> "byte[]";
            case ENUM -> file.uses(className(field.getEnumType()));
            case MESSAGE -> file.uses(className(field.getMessageType()));
        };
    }

    static String boxed(String type) {
        return switch (type) {
            case "int" -> "Integer";
            case "long" -> "Long";
            case "float" -> "Float";
            case "double" -> "Double";
            case "boolean" -> "Boolean";
            default -> type;
        };
    }

    /** The builder's call that puts a value into a request: {@code setIrp(irp.value())}. */
    String setter(ParamContract param, String value) {
        FieldDescriptor field = param.field();
        String name = Names.upperCamel(field.getName());
        boolean object = !param.param().getObject().isEmpty();
        if (field.isRepeated()) {
            String list =
                    object
                            ? value + ".stream().map(" + identity(param) + "::value).toList()"
                            : value;
            return "addAll" + name + "(" + list + ")";
        }
        if (object) {
            return "set" + name + "(" + value + ".value())";
        }
        if (!param.param().getPointsTo().isEmpty()) {
            return "set" + name + "(caller.addressOf(" + value + "))";
        }
        if (field.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING) {
            return "set"
                    + name
                    + "("
                    + file.uses("com.google.protobuf.ByteString")
                    + ".copyFrom("
                    + value
                    + "))";
        }
        return "set" + name + "(" + value + ")";
    }

    private static String identity(ParamContract param) {
        return Names.identity(param.param().getObject());
    }

    /** The expression that reads a value out of {@code holder}. */
    String getter(ParamContract param, String holder) {
        FieldDescriptor field = param.field();
        String name = Names.upperCamel(field.getName());
        boolean object = !param.param().getObject().isEmpty();
        if (field.isRepeated()) {
            String list = holder + ".get" + name + "List()";
            return object ? list + ".stream().map(" + identity(param) + "::new).toList()" : list;
        }
        String value = holder + ".get" + name + "()";
        if (object) {
            return "new " + identity(param) + "(" + value + ")";
        }
        if (!param.param().getPointsTo().isEmpty()) {
            return "(" + type(param) + ") caller.codeAt(" + value + ")";
        }
        return field.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING
                ? value + ".toByteArray()"
                : value;
    }

    /** The expression that says whether {@code holder} has the value. */
    static String has(ParamContract param, String holder) {
        return holder + ".has" + Names.upperCamel(param.field().getName()) + "()";
    }

    static String className(Descriptor message) {
        Descriptor outer = message.getContainingType();
        return outer == null
                ? javaPackage(message.getFile()) + "." + message.getName()
                : className(outer) + "." + message.getName();
    }

    static String className(EnumDescriptor type) {
        Descriptor outer = type.getContainingType();
        return outer == null
                ? javaPackage(type.getFile()) + "." + type.getName()
                : className(outer) + "." + type.getName();
    }

    private static String javaPackage(FileDescriptor file) {
        return file.getOptions().getJavaPackage();
    }
}
