package dev.irpflow.contract.stub;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.ContractProto;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The records that keep the numbers of kernel objects apart. */
final class Identities {
    private static final String DISPATCHER = "DISPATCHER_OBJECT";

    /** What KeWaitForSingleObject takes, as far as it is modelled. */
    private static final List<String> DISPATCHERS =
            List.of("EVENT", "MUTEX", "SEMAPHORE", "TIMER", "THREAD");

    private Identities() {}

    static List<JavaFile> files(List<RoutineContract> routines) {
        Set<String> kinds = new TreeSet<>(DISPATCHERS);
        Set<Descriptor> seen = new LinkedHashSet<>();
        for (RoutineContract routine : routines) {
            collect(routine.descriptor(), kinds, seen);
        }
        List<JavaFile> files = new ArrayList<>();
        for (String kind : kinds) {
            files.add(kind.equals(DISPATCHER) ? family() : identity(kind));
        }
        return files;
    }

    private static void collect(Descriptor message, Set<String> kinds, Set<Descriptor> seen) {
        if (!seen.add(message)) {
            return;
        }
        for (FieldDescriptor field : message.getFields()) {
            String kind = field.getOptions().getExtension(ContractProto.param).getObject();
            if (!kind.isEmpty()) {
                kinds.add(kind);
            }
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                collect(field.getMessageType(), kinds, seen);
            }
        }
        message.getNestedTypes().forEach(nested -> collect(nested, kinds, seen));
    }

    private static JavaFile identity(String kind) {
        JavaFile file = new JavaFile(Names.identity(kind));
        file.doc(0, List.of("The identity of one object of the kind " + kind + " on one machine."));
        file.generated();
        String family =
                DISPATCHERS.contains(kind) ? " implements " + Names.identity(DISPATCHER) : "";
        file.line(0, "public record " + file.type() + "(long value)" + family + " {}");
        return file;
    }

    private static JavaFile family() {
        JavaFile file = new JavaFile(Names.identity(DISPATCHER));
        file.doc(0, List.of("The identity of an object that a thread can wait for."));
        file.generated();
        List<String> permitted = DISPATCHERS.stream().map(Names::identity).toList();
        file.line(
                0,
                "public sealed interface "
                        + file.type()
                        + " permits "
                        + String.join(", ", permitted)
                        + " {");
        file.doc(1, List.of("The number that messages carry."));
        file.line(1, "long value();");
        file.line(0, "}");
        return file;
    }
}
