package dev.irpflow.contract.stub;

import com.google.protobuf.Descriptors.Descriptor;
import dev.irpflow.contract.ParamContract;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Returns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One class of the driver API: the routines that share a prefix. */
final class StubClass {
    private final JavaFile file;
    private final Values values;

    private StubClass(String type) {
        this.file = new JavaFile(type);
        this.values = new Values(file, CallbackInterface.singles());
    }

    static JavaFile file(String type, List<RoutineContract> routines) {
        StubClass stub = new StubClass(type);
        stub.write(routines);
        return stub.file;
    }

    /** The record that has them all, for a driver that calls several. */
    static JavaFile all(List<String> types) {
        JavaFile file = new JavaFile("Routines");
        file.doc(0, List.of("Every class of routines that a driver can call."));
        file.generated();
        List<String> components =
                types.stream().map(type -> type + " " + Names.lowerFirst(type)).toList();
        file.call(0, "public record Routines", components, " {");
        file.doc(1, List.of("All of them through one caller."));
        file.line(1, "public static Routines of(Caller caller) {");
        file.call(
                2,
                "return new Routines",
                types.stream().map(type -> "new " + type + "(caller)").toList(),
                ";");
        file.line(1, "}");
        file.line(0, "}");
        return file;
    }

    private void write(List<RoutineContract> routines) {
        file.doc(0, List.of("The routines whose names begin with " + prefixes(routines) + "."));
        file.generated();
        file.line(0, "public final class " + file.type() + " {");
        Constants.write(file, routines, "public static final ");
        file.line(1, "private final Caller caller;");
        file.blank();
        file.doc(1, List.of("Calls go through {@code caller}, on the strand that runs now."));
        file.line(1, "public " + file.type() + "(Caller caller) {");
        file.line(2, "this.caller = caller;");
        file.line(1, "}");
        Map<String, String> methods = new LinkedHashMap<>();
        for (RoutineContract routine : routines) {
            String other = methods.put(Names.method(routine), routine.name());
            if (other != null) {
                throw new IllegalStateException(other + " and " + routine + " share a method");
            }
            method(routine);
        }
        for (RoutineContract routine : routines) {
            if (shape(routine) == Shape.RESULT) {
                file.blank();
                result(routine);
            }
        }
        file.line(0, "}");
    }

    private static String prefixes(List<RoutineContract> routines) {
        List<String> prefixes =
                routines.stream()
                        .map(r -> r.name().replaceAll("^(_*[A-Z][A-Z]*[a-z]*|[A-Z]+_).*", "$1"))
                        .distinct()
                        .toList();
        return String.join(", ", prefixes);
    }

    /** What a method gives back. */
    private enum Shape {
        NOTHING,
        STATUS,
        VALUE,
        RESULT
    }

    private static Shape shape(RoutineContract routine) {
        boolean status = routine.returns() == Returns.NTSTATUS;
        int outs = outs(routine).size();
        if (outs == 0) {
            return status ? Shape.STATUS : Shape.NOTHING;
        }
        return outs == 1 && !status ? Shape.VALUE : Shape.RESULT;
    }

    /** What is written when the call returns; the rest comes with the completion of the IRP. */
    private static List<ParamContract> outs(RoutineContract routine) {
        boolean byIrp = routine.completes() == Completes.IRP_ALWAYS;
        return routine.outParams().stream()
                .filter(param -> !(byIrp && param.param().getAtCompletion()))
                .toList();
    }

    private void method(RoutineContract routine) {
        List<ParamContract> params = routine.params();
        int required = params.size();
        while (required > 0 && params.get(required - 1).optional()) {
            required--;
        }
        file.blank();
        file.doc(1, Docs.of(routine));
        String head = "public " + returnType(routine) + " " + Names.method(routine);
        file.call(1, head, declarations(params), " {");
        body(routine, params);
        file.line(1, "}");
        if (required < params.size()) {
            shorter(routine, params, required, head);
        }
    }

    /** The same without the optional parameters at the end. */
    private void shorter(
            RoutineContract routine, List<ParamContract> params, int required, String head) {
        file.blank();
        file.doc(
                1,
                List.of(routine.name() + " with NULL for the parameters that are not given here."));
        file.call(1, head, declarations(params.subList(0, required)), " {");
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < params.size(); i++) {
            arguments.add(i < required ? variable(params.get(i)) : "null");
        }
        String give = shape(routine) == Shape.NOTHING ? "" : "return ";
        file.call(2, give + Names.method(routine), arguments, ";");
        file.line(1, "}");
    }

    private List<String> declarations(List<ParamContract> params) {
        return params.stream()
                .map(param ->
                        (param.optional() ? values.nullableType(param) : values.type(param))
                                + " "
                                + variable(param))
                .toList();
    }

    private static String variable(ParamContract param) {
        return Names.lowerCamel(param.field().getName());
    }

    private void body(RoutineContract routine, List<ParamContract> params) {
        String message = file.uses(Values.className(routine.descriptor()));
        List<String> setters =
                params.stream()
                        .filter(param -> !param.optional())
                        .map(param -> values.setter(param, variable(param)))
                        .toList();
        chain("var request = " + message + ".newBuilder()", setters);
        for (ParamContract param : params) {
            if (param.optional()) {
                file.line(2, "if (" + variable(param) + " != null) {");
                file.line(3, "request." + values.setter(param, variable(param)) + ";");
                file.line(2, "}");
            }
        }
        answer(routine);
    }

    private void chain(String head, List<String> calls) {
        String one = head + String.join("", calls.stream().map(call -> "." + call).toList()) + ";";
        if (calls.isEmpty() || (calls.size() == 1 && file.fits(2, one))) {
            file.line(2, one);
            return;
        }
        file.line(2, head);
        for (int i = 0; i < calls.size(); i++) {
            file.line(4, "." + calls.get(i) + (i == calls.size() - 1 ? ";" : ""));
        }
    }

    private void answer(RoutineContract routine) {
        Shape shape = shape(routine);
        String call = raising(routine, "caller.call(request.build())");
        switch (shape) {
            case NOTHING -> file.line(2, call + ";");
            case STATUS -> file.line(2, "return " + call + ".status();");
            case VALUE -> {
                ParamContract value = outs(routine).get(0);
                file.line(2, "var reply = " + call + ";");
                file.line(2, "var out = " + outOf(routine, "reply") + ";");
                String read = values.getter(value, "out");
                boolean optional = isNullable(value);
                file.line(
                        2,
                        "return "
                                + (optional
                                        ? Values.has(value, "out") + " ? " + read + " : null"
                                        : read)
                                + ";");
            }
            case RESULT -> {
                boolean status = routine.returns() == Returns.NTSTATUS;
                file.line(2, "var reply = " + call + ";");
                file.line(2, "var out = " + outOf(routine, "reply") + ";");
                file.line(
                        2,
                        "return new "
                                + resultType(routine)
                                + (status ? "(reply.status(), out);" : "(out);"));
            }
        }
    }

    /** A routine that raises does so in Java too, where a driver may catch it. */
    private String raising(RoutineContract routine, String call) {
        List<String> raised = new ArrayList<>();
        routine.raises().stream()
                .forEach(code ->
                        raised.add(
                                file.uses("dev.irpflow.protocol.status.NtStatus")
                                        + "."
                                        + routine.statusName(code)));
        return raised.isEmpty()
                ? call
                : "StatusRaised.unless(" + call + ", " + String.join(", ", raised) + ")";
    }

    /** A pointer or an object that may be NULL. */
    private static boolean isNullable(ParamContract value) {
        boolean pointer = value.field().getName().equals("returned") && value.field().hasPresence();
        return value.optional() || (pointer && isBuffer(value));
    }

    private static boolean isBuffer(ParamContract value) {
        return value.field().hasPresence()
                && value.field().getJavaType()
                        == com.google.protobuf.Descriptors.FieldDescriptor.JavaType.MESSAGE
                && value.field().getMessageType().getName().equals("BufferRef");
    }

    private String outOf(RoutineContract routine, String reply) {
        String out = file.uses(Values.className(outDescriptor(routine)));
        return reply + ".out(" + out + ".getDefaultInstance())";
    }

    private static Descriptor outDescriptor(RoutineContract routine) {
        Descriptor out = routine.outDescriptor();
        if (out == null) {
            throw new IllegalStateException(routine + " has no Out");
        }
        return out;
    }

    private String returnType(RoutineContract routine) {
        return switch (shape(routine)) {
            case NOTHING -> "void";
            case STATUS -> file.uses("dev.irpflow.protocol.status.NtStatus");
            case VALUE -> {
                ParamContract value = outs(routine).get(0);
                yield isNullable(value) ? values.nullableType(value) : values.type(value);
            }
            case RESULT -> resultType(routine);
        };
    }

    private static String resultType(RoutineContract routine) {
        String method = Names.method(routine);
        return Character.toUpperCase(method.charAt(0)) + method.substring(1) + "Result";
    }

    private void result(RoutineContract routine) {
        boolean status = routine.returns() == Returns.NTSTATUS;
        String out = file.uses(Values.className(outDescriptor(routine)));
        file.doc(1, List.of("What " + routine.name() + " gave back."));
        List<String> components = new ArrayList<>();
        if (status) {
            components.add(file.uses("dev.irpflow.protocol.status.NtStatus") + " status");
        }
        components.add(out + " out");
        file.call(1, "public record " + resultType(routine), components, " {");
        if (status) {
            file.doc(2, List.of("NT_SUCCESS of the status."));
            file.line(2, "public boolean isSuccess() {");
            file.line(
                    3,
                    "return "
                            + file.uses("dev.irpflow.contract.NtStatuses")
                            + ".isSuccess(status);");
            file.line(2, "}");
        }
        List<ParamContract> outs = outs(routine);
        for (int i = 0; i < outs.size(); i++) {
            if (status || i > 0) {
                file.blank();
            }
            accessor(outs.get(i));
        }
        file.line(1, "}");
    }

    private void accessor(ParamContract param) {
        String variable = variable(param);
        String has = Values.has(param, "out");
        boolean presence = param.field().hasPresence() && !param.field().isRepeated();
        file.doc(2, List.of(param.name() + (presence ? "; throws if it was not written." : ".")));
        file.line(2, "public " + values.type(param) + " " + variable + "() {");
        if (presence) {
            file.line(3, "if (!" + has + ") {");
            file.line(
                    4,
                    "throw new IllegalStateException(\"" + param.name() + " was not written\");");
            file.line(3, "}");
        }
        file.line(3, "return " + values.getter(param, "out") + ";");
        file.line(2, "}");
        if (presence) {
            file.blank();
            file.doc(2, List.of("Whether " + param.name() + " was written."));
            String name = Names.upperCamel(param.field().getName());
            file.line(2, "public boolean has" + name + "() {");
            file.line(3, "return " + has + ";");
            file.line(2, "}");
        }
    }
}
