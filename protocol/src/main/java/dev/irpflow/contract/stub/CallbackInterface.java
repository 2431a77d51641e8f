package dev.irpflow.contract.stub;

import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.ParamContract;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Returns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The interfaces through which a driver is called: dispatch tables and single routines. */
final class CallbackInterface {
    private static final String KERNEL = "irpflow.kernel.v1";

    private final JavaFile file;
    private final Values values;

    private CallbackInterface(String type) {
        this.file = new JavaFile(type);
        this.values = new Values(file, singles());
    }

    /** Interfaces of routines that are passed singly, by the name of the routine. */
    static Map<String, String> singles() {
        Map<String, String> singles = new LinkedHashMap<>();
        for (RoutineContract routine : ContractTable.get().routines()) {
            boolean single =
                    StubGenerator.isCallback(routine)
                            && !routine.option().hasSlot()
                            && !routine.option().getStub().isEmpty();
            if (single) {
                singles.put(routine.name(), routine.option().getStub());
            }
        }
        return singles;
    }

    /** A dispatch table: a method for each slot that is modelled. */
    static JavaFile table(String table, List<RoutineContract> routines) {
        CallbackInterface self = new CallbackInterface(Names.table(table));
        self.writeTable(table, routines);
        return self.file;
    }

    /** What a parameter takes if it takes one of several tables. */
    static List<JavaFile> families(Set<String> tables) {
        List<JavaFile> files = new ArrayList<>();
        for (Names.TableFamily family : Names.tableFamilies()) {
            if (family.tables().stream().anyMatch(tables::contains)) {
                JavaFile file = new JavaFile(Names.table(family.name()));
                file.doc(0, List.of("One of " + String.join(", ", family.tables()) + "."));
                file.generated();
                file.line(0, "public interface " + file.type() + " {}");
                files.add(file);
            }
        }
        return files;
    }

    /** A routine that is passed by its address. */
    static JavaFile single(RoutineContract routine) {
        String type = routine.option().getStub();
        if (type.equals(routine.descriptor().getName())) {
            throw new IllegalStateException(type + " is the message; its interface needs another");
        }
        CallbackInterface self = new CallbackInterface(type);
        self.file.doc(0, Docs.of(routine));
        self.file.generated();
        self.file.line(0, "@FunctionalInterface");
        self.file.line(0, "public interface " + self.file.type() + " {");
        self.file.doc(1, List.of("Runs the routine."));
        self.file.call(1, self.head(routine, "run"), self.parameters(routine), ";");
        self.file.line(0, "}");
        return self.file;
    }

    private void writeTable(String table, List<RoutineContract> routines) {
        file.doc(
                0,
                List.of(
                        table + ", as a driver fills it in.",
                        "A method that a class does not override is a NULL slot: it is never"
                                + " called."));
        file.generated();
        file.line(0, "public interface " + file.type() + extendedFamilies(table) + " {");
        Constants.write(file, routines, "");
        for (RoutineContract routine : routines) {
            file.doc(1, Docs.of(routine));
            String head = "default " + head(routine, Names.slotMethod(routine));
            file.call(1, head, parameters(routine), " {");
            file.line(2, "throw new IllegalStateException(\"" + routine.name() + " is NULL\");");
            file.line(1, "}");
            file.blank();
        }
        slots(routines);
        file.line(0, "}");
    }

    private static String extendedFamilies(String table) {
        List<String> families =
                Names.tableFamilies().stream()
                        .filter(family -> family.tables().contains(table))
                        .map(family -> Names.table(family.name()))
                        .toList();
        return families.isEmpty() ? "" : " extends " + String.join(", ", families);
    }

    private String head(RoutineContract routine, String method) {
        return resultType(routine) + " " + method;
    }

    private String resultType(RoutineContract routine) {
        return switch (routine.returns()) {
            case NTSTATUS -> file.uses("dev.irpflow.protocol.status.NtStatus");
            case VOID -> "void";
            case WIN32, WN, WSA, BOOLEAN, LONG, COUNT, POINTER, VALUE ->
                    returned(routine).optional()
                            ? values.nullableType(returned(routine))
                            : values.type(returned(routine));
            case RETURNS_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException(routine + " does not say what it returns");
        };
    }

    static ParamContract returned(RoutineContract routine) {
        return routine.outParams().stream()
                .filter(param -> param.field().getName().equals("returned"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(routine + " has no returned value"));
    }

    /** Its parameters; or the request, and the builder of what is to be written if anything is. */
    private List<String> parameters(RoutineContract routine) {
        if (takesParameters(routine)) {
            return parametersOf(routine).stream()
                    .map(param ->
                            (param.optional() ? values.nullableType(param) : values.type(param))
                                    + " "
                                    + Names.lowerCamel(param.field().getName()))
                    .toList();
        }
        String message = file.uses(Values.className(routine.descriptor()));
        List<String> parameters = new ArrayList<>(List.of(message + " call"));
        if (hasOut(routine)) {
            parameters.add(message + ".Out.Builder out");
        }
        return parameters;
    }

    /**
     * Whether a driver's method has the parameters that the routine has in C. Those of the kernel
     * have; elsewhere they are structures, and the method takes the message that holds their
     * members.
     */
    static boolean takesParameters(RoutineContract routine) {
        return routine.descriptor().getFile().getPackage().equals(KERNEL)
                && !hasOut(routine)
                && parametersOf(routine).stream()
                        .allMatch(param -> param.param().getPointsTo().isEmpty());
    }

    /** What the routine takes in C: not the member that a structure holds besides. */
    static List<ParamContract> parametersOf(RoutineContract routine) {
        return routine.params().stream()
                .filter(param -> param.param().getMemberOf().isEmpty())
                .toList();
    }

    private List<String> parameterClasses(RoutineContract routine, String message) {
        if (takesParameters(routine)) {
            return parametersOf(routine).stream()
                    .map(param -> {
                        String type = values.type(param);
                        String plain = param.optional() ? Values.boxed(type) : type;
                        return plain.replaceFirst("<.*", "") + ".class";
                    })
                    .toList();
        }
        return hasOut(routine)
                ? List.of(message + ".class", message + ".Out.Builder.class")
                : List.of(message + ".class");
    }

    /** Whether something besides the value returned is written. */
    static boolean hasOut(RoutineContract routine) {
        return routine.outParams().stream()
                .anyMatch(param -> !param.field().getName().equals("returned"));
    }

    static boolean returnsValue(RoutineContract routine) {
        return routine.returns() != Returns.NTSTATUS && routine.returns() != Returns.VOID;
    }

    private void slots(List<RoutineContract> routines) {
        String set = file.uses("java.util.LinkedHashSet");
        file.uses("java.util.SequencedSet");
        file.uses("com.google.protobuf.Message");
        file.doc(1, List.of("The calls that {@code type} takes: its slots that are not NULL."));
        file.call(
                1,
                "static SequencedSet<Class<? extends Message>> slots",
                List.of("Class<? extends " + file.type() + "> type"),
                " {");
        file.line(2, "var slots = new " + set + "<Class<? extends Message>>();");
        for (RoutineContract routine : routines) {
            String message = file.uses(Values.className(routine.descriptor()));
            List<String> arguments = new ArrayList<>();
            arguments.add("type");
            arguments.add(file.type() + ".class");
            arguments.add("\"" + Names.slotMethod(routine) + "\"");
            arguments.addAll(parameterClasses(routine, message));
            file.call(2, "if (CallbackSwitch.overrides", arguments, ") {");
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
}
