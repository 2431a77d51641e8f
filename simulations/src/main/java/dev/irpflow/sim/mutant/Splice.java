package dev.irpflow.sim.mutant;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes one method of a class file. */
final class Splice {
    private final ClassFile files;
    private final Change.OfClass change;

    Splice(ClassLoader product, Change.OfClass change) {
        this.files =
                ClassFile.of(
                        ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(product)));
        this.change = change;
    }

    /** Where an instruction is: the method that holds it, and which of its kind it is there. */
    private record Found(MethodModel method, int place) {}

    byte[] of(byte[] original) {
        ClassModel model = files.parse(original);
        return files.transformClass(
                model,
                switch (change.edit()) {
                    case Edit.Answer(int value) -> answering(model, value);
                    case Edit.After(Spot call, Spot other) -> after(model, call, other);
                    case Edit.Skip(Spot call) -> at(model, call, new Calls.Skipped());
                    case Edit.Twice(Spot call) -> at(model, call, new Calls.Repeated());
                    case Edit.Gives(Spot call, int value) ->
                            at(model, call, new Calls.Answered(value));
                    case Edit.Forget(Spot field) -> at(model, field, Splice::forgotten);
                    case Edit.Negate(Spot jump) -> at(model, jump, Jumps::negated);
                    case Edit.Ignore(Spot jump) -> at(model, jump, Jumps::ignored);
                    case Edit.Always(Spot jump) -> at(model, jump, Jumps::always);
                    case Edit.OffByOne(Spot jump) -> at(model, jump, Jumps::offByOne);
                    case Edit.Constant(Spot constant, long value) ->
                            at(model, constant, (code, old) -> constant(code, old, value));
                });
    }

    /** What comes in the place of an instruction. */
    interface Instead {
        void put(CodeBuilder code, CodeElement old);
    }

    private ClassTransform at(ClassModel model, Spot spot, Instead instead) {
        Found found = find(model, spot);
        return within(
                found.method(),
                MethodTransform.transformingCode(
                        CodeTransform.ofStateful(() -> new Replacing(spot, found, instead))));
    }

    private static final class Replacing implements CodeTransform {
        private final Spot spot;
        private final Found found;
        private final Instead instead;
        private int seen;

        Replacing(Spot spot, Found found, Instead instead) {
            this.spot = spot;
            this.found = found;
            this.instead = instead;
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (isSuch(element, spot) && ++seen == found.place()) {
                instead.put(code, element);
            } else {
                code.with(element);
            }
        }
    }

    private ClassTransform after(ClassModel model, Spot call, Spot other) {
        Found first = find(model, call);
        Found second = find(model, other);
        if (first.method() != second.method()) {
            throw lost("%s and %s are in different lambdas".formatted(call, other));
        }
        return within(
                first.method(),
                MethodTransform.transformingCode(
                        CodeTransform.ofStateful(() -> {
                            Calls.Put put = new Calls.Put();
                            return new Replacing(call, first, put)
                                    .andThen(new Replacing(other, second, put::again));
                        })));
    }

    private ClassTransform answering(ClassModel model, int value) {
        List<MethodModel> named =
                model.methods().stream()
                        .filter(method -> method.methodName().equalsString(change.method()))
                        .toList();
        if (named.size() != 1) {
            throw lost("there are %d methods of that name".formatted(named.size()));
        }
        MethodModel method = named.getFirst();
        TypeKind kind = TypeKind.from(method.methodTypeSymbol().returnType());
        return within(
                method,
                (builder, element) -> {
                    if (element instanceof CodeModel) {
                        builder.withCode(code -> {
                            Calls.push(code, kind, value);
                            code.return_(kind);
                        });
                    } else {
                        builder.with(element);
                    }
                });
    }

    private static ClassTransform within(MethodModel method, MethodTransform transform) {
        return ClassTransform.transformingMethods(
                one ->
                        one.methodName().equals(method.methodName())
                                && one.methodType().equals(method.methodType()),
                transform);
    }

    private Found find(ClassModel model, Spot spot) {
        List<Found> all = new ArrayList<>();
        for (MethodModel method : model.methods()) {
            CodeModel code = method.code().orElse(null);
            if (code != null && isMeant(method)) {
                int place = 0;
                for (CodeElement element : code) {
                    if (isSuch(element, spot)) {
                        all.add(new Found(method, ++place));
                    }
                }
            }
        }
        if (all.size() != spot.of()) {
            throw lost("%s: there are %d".formatted(spot, all.size()));
        }
        return all.get(spot.nth() - 1);
    }

    private boolean isMeant(MethodModel method) {
        String name = method.methodName().stringValue();
        return name.equals(change.method()) || name.startsWith("lambda$" + change.method() + "$");
    }

    private static boolean isSuch(CodeElement element, Spot spot) {
        return switch (element) {
            case InvokeInstruction call -> call.name().equalsString(spot.what());
            case FieldInstruction field ->
                    field.opcode() == Opcode.PUTFIELD && field.name().equalsString(spot.what());
            case ConstantInstruction constant ->
                    String.valueOf(constant.constantValue()).equals(spot.what());
            case BranchInstruction jump ->
                    spot.what().equals(Spot.JUMP) && Jumps.isConditional(jump);
            default -> false;
        };
    }

    private static void forgotten(CodeBuilder code, CodeElement old) {
        ClassDesc type = ((FieldInstruction) old).typeSymbol();
        Calls.drop(code, TypeKind.from(type));
        code.pop(); // the object
    }

    private static void constant(CodeBuilder code, CodeElement old, long value) {
        switch (((ConstantInstruction) old).typeKind()) {
            case INT -> code.loadConstant((int) value);
            case LONG -> code.loadConstant(value);
            case BOOLEAN, BYTE, CHAR, SHORT, FLOAT, DOUBLE, REFERENCE, VOID ->
                    throw new LostPlaceException("no number: " + old);
        }
    }

    private LostPlaceException lost(@Nullable String what) {
        return new LostPlaceException(
                "%s.%s: %s".formatted(change.className(), change.method(), what));
    }
}
