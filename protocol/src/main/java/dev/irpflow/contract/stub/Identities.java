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
import org.jspecify.annotations.Nullable;

/** The records that keep the numbers of kernel objects apart. */
final class Identities {
    /**
     * Kinds that a parameter may take, as far as they are modelled.
     *
     * @param name what parameters call them together
     */
    private record Family(String name, String doc, List<String> kinds) {}

    private static final List<Family> FAMILIES =
            List.of(
                    new Family(
                            "DISPATCHER_OBJECT",
                            "The identity of an object that a thread can wait for.",
                            List.of("EVENT", "MUTEX", "SEMAPHORE", "TIMER", "THREAD")),
                    new Family(
                            "OBJECT",
                            "The identity of an object that the object manager counts references"
                                    + " of.",
                            List.of("DEVICE_OBJECT", "FILE_OBJECT", "THREAD")),
                    new Family(
                            "IO_OBJECT",
                            "The identity of a device object, or of the driver object.",
                            List.of("DEVICE_OBJECT", "DRIVER_OBJECT")));

    private Identities() {}

    static List<JavaFile> files(List<RoutineContract> routines) {
        Set<String> kinds = new TreeSet<>();
        FAMILIES.forEach(family -> kinds.addAll(family.kinds()));
        Set<Descriptor> seen = new LinkedHashSet<>();
        for (RoutineContract routine : routines) {
            collect(routine.descriptor(), kinds, seen);
        }
        List<JavaFile> files = new ArrayList<>();
        for (String kind : kinds) {
            Family family = family(kind);
            files.add(family == null ? identity(kind) : file(family));
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
        List<String> families =
                FAMILIES.stream()
                        .filter(family -> family.kinds().contains(kind))
                        .map(family -> Names.identity(family.name()))
                        .toList();
        String family = families.isEmpty() ? "" : " implements " + String.join(", ", families);
        file.line(0, "public record " + file.type() + "(long value)" + family + " {}");
        return file;
    }

    private static @Nullable Family family(String name) {
        for (Family family : FAMILIES) {
            if (family.name().equals(name)) {
                return family;
            }
        }
        return null;
    }

    private static JavaFile file(Family family) {
        JavaFile file = new JavaFile(Names.identity(family.name()));
        file.doc(0, List.of(family.doc()));
        file.generated();
        List<String> permitted = family.kinds().stream().map(Names::identity).toList();
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
