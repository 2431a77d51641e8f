package dev.irpflow.sim.mutant;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Jumps on conditions that become others. */
final class Jumps {
    private static final Map<Opcode, Opcode> OPPOSITE = new EnumMap<>(Opcode.class);
    private static final Map<Opcode, Opcode> NEXT = new EnumMap<>(Opcode.class);

    // Those that compare two values.
    private static final Set<Opcode> TWO =
            EnumSet.of(
                    Opcode.IF_ICMPEQ,
                    Opcode.IF_ICMPNE,
                    Opcode.IF_ICMPLT,
                    Opcode.IF_ICMPGE,
                    Opcode.IF_ICMPGT,
                    Opcode.IF_ICMPLE,
                    Opcode.IF_ACMPEQ,
                    Opcode.IF_ACMPNE);

    static {
        pair(OPPOSITE, Opcode.IFEQ, Opcode.IFNE);
        pair(OPPOSITE, Opcode.IFLT, Opcode.IFGE);
        pair(OPPOSITE, Opcode.IFGT, Opcode.IFLE);
        pair(OPPOSITE, Opcode.IF_ICMPEQ, Opcode.IF_ICMPNE);
        pair(OPPOSITE, Opcode.IF_ICMPLT, Opcode.IF_ICMPGE);
        pair(OPPOSITE, Opcode.IF_ICMPGT, Opcode.IF_ICMPLE);
        pair(OPPOSITE, Opcode.IF_ACMPEQ, Opcode.IF_ACMPNE);
        pair(OPPOSITE, Opcode.IFNULL, Opcode.IFNONNULL);
        pair(NEXT, Opcode.IFLT, Opcode.IFLE);
        pair(NEXT, Opcode.IFGT, Opcode.IFGE);
        pair(NEXT, Opcode.IF_ICMPLT, Opcode.IF_ICMPLE);
        pair(NEXT, Opcode.IF_ICMPGT, Opcode.IF_ICMPGE);
    }

    private Jumps() {}

    private static void pair(Map<Opcode, Opcode> into, Opcode one, Opcode other) {
        into.put(one, other);
        into.put(other, one);
    }

    static boolean isConditional(BranchInstruction jump) {
        return OPPOSITE.containsKey(jump.opcode());
    }

    static void negated(CodeBuilder code, CodeElement old) {
        put(OPPOSITE, code, (BranchInstruction) old);
    }

    static void always(CodeBuilder code, CodeElement old) {
        ignored(code, old);
        code.goto_(((BranchInstruction) old).target());
    }

    static void offByOne(CodeBuilder code, CodeElement old) {
        put(NEXT, code, (BranchInstruction) old);
    }

    static void ignored(CodeBuilder code, CodeElement old) {
        Opcode opcode = ((BranchInstruction) old).opcode();
        if (TWO.contains(opcode)) {
            code.pop2();
        } else {
            code.pop();
        }
    }

    private static void put(Map<Opcode, Opcode> by, CodeBuilder code, BranchInstruction old) {
        Opcode opcode = by.get(old.opcode());
        if (opcode == null) {
            throw new LostPlaceException("no comparison of sizes: " + old);
        }
        code.branch(opcode, old.target());
    }
}
