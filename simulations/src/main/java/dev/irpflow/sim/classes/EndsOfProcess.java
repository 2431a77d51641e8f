package dev.irpflow.sim.classes;

import dev.irpflow.driver.ProcessEnd;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of a class that would end the process, made to {@link ProcessEnd} instead. */
final class EndsOfProcess {
    private static final ClassDesc INSTEAD = ProcessEnd.class.describeConstable().orElseThrow();
    private static final ClassDesc RUNTIME = Runtime.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc STATUS =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    private static final MethodTypeDesc STATUS_OF_RUNTIME =
            MethodTypeDesc.of(ConstantDescs.CD_void, RUNTIME, ConstantDescs.CD_int);

    private static final List<End> ALL =
            List.of(
                    new End("java/lang/System", "exit", STATUS),
                    new End("java/lang/Runtime", "exit", STATUS_OF_RUNTIME),
                    new End("java/lang/Runtime", "halt", STATUS_OF_RUNTIME));

    private EndsOfProcess() {}

    /** A method of the JDK, and the type of the one that stands in for it, which is static. */
    private record End(String owner, String name, MethodTypeDesc type) {
        boolean isNamedBy(String className, String method, String descriptor) {
            return className.equals(owner)
                    && method.equals(name)
                    && descriptor.equals(STATUS.descriptorString());
        }
    }

    /**
     * A class file with these calls made otherwise; null if it has none.
     *
     * @param loader knows the classes that the class uses
     */
    static byte @Nullable [] instead(byte[] original, ClassLoader loader) {
        // What is not there cannot be asked; the JVM itself says so once the class is used.
        ClassHierarchyResolver known =
                ClassHierarchyResolver.ofResourceParsing(loader)
                        .orElse(name -> ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object));
        ClassFile files = ClassFile.of(ClassHierarchyResolverOption.of(known));
        ClassModel model = files.parse(original);
        if (!namesOne(model)) {
            return null;
        }
        return files.transformClass(
                model, ClassTransform.transformingMethodBodies(EndsOfProcess::put));
    }

    private static boolean namesOne(ClassModel model) {
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof MemberRefEntry member
                    && end(
                                    member.owner().asInternalName(),
                                    member.name().stringValue(),
                                    member.type().stringValue())
                            != null) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable End end(String className, String method, String descriptor) {
        for (End end : ALL) {
            if (end.isNamedBy(className, method, descriptor)) {
                return end;
            }
        }
        return null;
    }

    private static void put(CodeBuilder code, CodeElement element) {
        switch (element) {
            case InvokeInstruction call -> {
                End end =
                        end(
                                call.owner().asInternalName(),
                                call.name().stringValue(),
                                call.type().stringValue());
                if (end == null) {
                    code.with(call);
                } else {
                    code.invokestatic(INSTEAD, end.name(), end.type());
                }
            }
            case InvokeDynamicInstruction call -> put(code, call);
            default -> code.with(element);
        }
    }

    // A method reference.
    private static void put(CodeBuilder code, InvokeDynamicInstruction call) {
        List<ConstantDesc> old = call.bootstrapArgs();
        List<ConstantDesc> arguments = old.stream().map(EndsOfProcess::handle).toList();
        if (arguments.equals(old)) {
            code.with(call);
        } else {
            code.invokedynamic(
                    DynamicCallSiteDesc.of(
                            call.bootstrapMethod(),
                            call.name().stringValue(),
                            call.typeSymbol(),
                            arguments.toArray(ConstantDesc[]::new)));
        }
    }

    private static ConstantDesc handle(ConstantDesc old) {
        if (old instanceof DirectMethodHandleDesc handle && handle.owner().isClassOrInterface()) {
            String descriptor = handle.owner().descriptorString();
            End end =
                    end(
                            descriptor.substring(1, descriptor.length() - 1),
                            handle.methodName(),
                            handle.lookupDescriptor());
            if (end != null) {
                return MethodHandleDesc.ofMethod(
                        DirectMethodHandleDesc.Kind.STATIC, INSTEAD, end.name(), end.type());
            }
        }
        return old;
    }
}
