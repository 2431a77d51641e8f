package dev.irpflow.sim.mutant;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls that are made otherwise. */
final class Calls {
    private Calls() {}

    /** It is not made. */
    static final class Skipped implements Splice.Instead {
        @Override
        public void put(CodeBuilder code, CodeElement old) {
            InvokeInstruction call = (InvokeInstruction) old;
            taken(call).reversed().forEach(kind -> drop(code, kind));
            push(code, answer(call), 0);
        }
    }

    /** It is made twice, with the same arguments. */
    static final class Repeated implements Splice.Instead {
        @Override
        public void put(CodeBuilder code, CodeElement old) {
            InvokeInstruction call = (InvokeInstruction) old;
            Kept kept = Kept.from(call, code);
            kept.load(code);
            code.with(call);
            drop(code, answer(call));
            kept.load(code);
            code.with(call);
        }
    }

    /** It is made, and answers something else. */
    record Answered(int value) implements Splice.Instead {
        @Override
        public void put(CodeBuilder code, CodeElement old) {
            InvokeInstruction call = (InvokeInstruction) old;
            code.with(call);
            drop(code, answer(call));
            push(code, answer(call), value);
        }
    }

    /** It is put off until after another one. */
    static final class Put implements Splice.Instead {
        private @Nullable Kept kept;

        @Override
        public void put(CodeBuilder code, CodeElement old) {
            InvokeInstruction call = (InvokeInstruction) old;
            kept = Kept.from(call, code);
            push(code, answer(call), 0);
        }

        /** The other one: it is made, and then the first. */
        void again(CodeBuilder code, CodeElement other) {
            code.with(other);
            Kept first = kept;
            if (first == null) {
                throw new LostPlaceException(other + " comes before the call that is to follow it");
            }
            first.load(code);
            code.with(first.call());
            drop(code, answer(first.call()));
        }
    }

    /** A call whose receiver and arguments lie in variables. */
    private record Kept(InvokeInstruction call, List<TypeKind> kinds, List<Integer> slots) {
        static Kept from(InvokeInstruction call, CodeBuilder code) {
            List<TypeKind> kinds = taken(call);
            List<Integer> slots = new ArrayList<>();
            kinds.forEach(kind -> slots.add(code.allocateLocal(kind)));
            for (int i = kinds.size() - 1; i >= 0; i--) {
                code.storeLocal(kinds.get(i), slots.get(i));
            }
            return new Kept(call, kinds, slots);
        }

        void load(CodeBuilder code) {
            for (int i = 0; i < kinds.size(); i++) {
                code.loadLocal(kinds.get(i), slots.get(i));
            }
        }
    }

    // Of the receiver and the arguments.
    private static List<TypeKind> taken(InvokeInstruction call) {
        List<TypeKind> kinds = new ArrayList<>();
        if (call.opcode() != Opcode.INVOKESTATIC) {
            kinds.add(TypeKind.REFERENCE);
        }
        for (ClassDesc type : call.typeSymbol().parameterList()) {
            kinds.add(TypeKind.from(type));
        }
        return kinds;
    }

    private static TypeKind answer(InvokeInstruction call) {
        return TypeKind.from(call.typeSymbol().returnType());
    }

    static void drop(CodeBuilder code, TypeKind kind) {
        switch (kind.slotSize()) {
            case 0 -> {}
            case 1 -> code.pop();
            default -> code.pop2();
        }
    }

    /** Pushes a number; null for an object, nothing for void. */
    static void push(CodeBuilder code, TypeKind kind, int value) {
        switch (kind) {
            case VOID -> {}
            case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.loadConstant(value);
            case LONG -> code.loadConstant((long) value);
            case FLOAT -> code.loadConstant((float) value);
            case DOUBLE -> code.loadConstant((double) value);
            case REFERENCE -> code.aconst_null();
        }
    }
}
