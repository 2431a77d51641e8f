package dev.irpflow.contract.stub;

import dev.irpflow.contract.ParamContract;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Returns;
import java.util.List;
import java.util.Map;

/** The class that finds the method for a call. */
final class CallbackSwitch {
    private final JavaFile file = new JavaFile("CallbackSwitch");
    private final String status = file.uses("dev.irpflow.protocol.status.NtStatus");

    private final Values values = new Values(file, CallbackInterface.singles());

    private CallbackSwitch() {}

    static JavaFile file(Map<String, List<RoutineContract>> tables, List<RoutineContract> single) {
        CallbackSwitch self = new CallbackSwitch();
        self.write(tables, single);
        return self.file;
    }

    private void write(Map<String, List<RoutineContract>> tables, List<RoutineContract> single) {
        file.uses("com.google.protobuf.Message");
        file.uses("org.jspecify.annotations.Nullable");
        file.doc(0, List.of("Brings a call to the method of the driver that it is for."));
        file.generated();
        file.line(0, "public final class CallbackSwitch {");
        file.line(1, "private CallbackSwitch() {}");
        file.blank();
        dispatch(tables, single);
        file.blank();
        slots(tables, single);
        file.blank();
        overrides();
        file.blank();
        builder();
        file.line(0, "}");
    }

    private void dispatch(Map<String, List<RoutineContract>> tables, List<RoutineContract> single) {
        file.doc(
                1,
                List.of(
                        "Calls {@code target}, a dispatch table or a single routine.",
                        "{@code out} receives what is written, the value returned included; null is"
                                + " enough for a routine that has no Out. The status is STATUS_SUCCESS"
                                + " for a routine that returns no NTSTATUS."));
        file.line(1, "public static " + status + " dispatch(");
        file.line(3, "Object target, Message call, Message.@Nullable Builder out) {");
        file.line(2, "switch (call) {");
        tables.forEach((table, routines) ->
                routines.forEach(r -> arm(r, Names.table(table), Names.slotMethod(r))));
        single.forEach(r -> arm(r, r.option().getStub(), "run"));
        file.line(3, "default ->");
        file.line(5, "throw new IllegalArgumentException(call.getClass() + \" is no callback\");");
        file.line(2, "}");
        file.line(1, "}");
    }

    private void arm(RoutineContract routine, String type, String method) {
        String message = file.uses(Values.className(routine.descriptor()));
        String out = "builder(" + message + ".Out.Builder.class, out)";
        List<String> arguments = arguments(routine, out);
        file.line(3, "case " + message + " it -> {");
        file.line(4, "var code = (" + type + ") target;");
        if (CallbackInterface.returnsValue(routine)) {
            file.call(4, "var returned = code." + method, arguments, ";");
            ParamContract returned = CallbackInterface.returned(routine);
            String set = out + "." + values.setter(returned, "returned") + ";";
            file.line(4, returned.optional() ? "if (returned != null) {" : set);
            if (returned.optional()) {
                file.line(5, set);
                file.line(4, "}");
            }
            file.line(4, "return " + status + ".STATUS_SUCCESS;");
        } else if (routine.returns() == Returns.VOID) {
            file.call(4, "code." + method, arguments, ";");
            file.line(4, "return " + status + ".STATUS_SUCCESS;");
        } else {
            file.call(4, "return code." + method, arguments, ";");
        }
        file.line(3, "}");
    }

    private List<String> arguments(RoutineContract routine, String out) {
        if (CallbackInterface.takesParameters(routine)) {
            return CallbackInterface.parametersOf(routine).stream()
                    .map(param -> {
                        String value = values.getter(param, "it");
                        return param.optional()
                                ? Values.has(param, "it") + " ? " + value + " : null"
                                : value;
                    })
                    .toList();
        }
        return CallbackInterface.hasOut(routine) ? List.of("it", out) : List.of("it");
    }

    private void slots(Map<String, List<RoutineContract>> tables, List<RoutineContract> single) {
        String set = file.uses("java.util.LinkedHashSet");
        file.uses("java.util.SequencedSet");
        file.doc(1, List.of("The calls that {@code target} takes, in the order of the tables."));
        file.line(1, "public static SequencedSet<Class<? extends Message>> slots(Object target) {");
        file.line(2, "var slots = new " + set + "<Class<? extends Message>>();");
        for (String table : tables.keySet()) {
            String type = Names.table(table);
            file.line(2, "if (target instanceof " + type + " it) {");
            file.line(3, "slots.addAll(" + type + ".slots(it.getClass()));");
            file.line(2, "}");
        }
        for (RoutineContract routine : single) {
            String message = file.uses(Values.className(routine.descriptor()));
            file.line(2, "if (target instanceof " + routine.option().getStub() + ") {");
            file.line(3, "slots.add(" + message + ".class);");
            file.line(2, "}");
        }
        file.line(
                2,
                "return "
                        + file.uses("java.util.Collections")
                        + ".unmodifiableSequencedSet(slots);");
        file.line(1, "}");
    }

    private void overrides() {
        file.doc(1, List.of("Whether {@code type} has a body of its own for a slot of a table."));
        file.line(1, "static boolean overrides(");
        file.line(3, "Class<?> type, Class<?> table, String method, Class<?>... parameters) {");
        file.line(2, "try {");
        file.line(3, "return type.getMethod(method, parameters).getDeclaringClass() != table;");
        file.line(2, "} catch (NoSuchMethodException e) {");
        file.line(3, "throw new IllegalStateException(type + \" is no \" + table, e);");
        file.line(2, "}");
        file.line(1, "}");
    }

    private void builder() {
        file.line(1, "private static <T extends Message.Builder> T builder(");
        file.line(3, "Class<T> type, Message.@Nullable Builder out) {");
        file.line(2, "if (out == null) {");
        file.line(3, "throw new IllegalArgumentException(\"a call that writes needs a builder\");");
        file.line(2, "}");
        file.line(2, "return type.cast(out);");
        file.line(1, "}");
    }
}
