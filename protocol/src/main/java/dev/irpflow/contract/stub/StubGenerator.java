package dev.irpflow.contract.stub;

import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the driver API into a directory. */
public final class StubGenerator {
    private static final String USAGE = "usage: StubGenerator OUTPUT-DIRECTORY";

    private StubGenerator() {}

    /** Takes one argument: the root of the generated sources. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println(USAGE);
            System.exit(64);
        }
        write(Path.of(args[0]));
    }

    /** Writes every file below {@code root}, leaving those alone that would not change. */
    public static void write(Path root) throws IOException {
        for (JavaFile file : files(ContractTable.get().routines())) {
            Path path =
                    root.resolve(Names.PACKAGE.replace('.', '/')).resolve(file.type() + ".java");
            String text = file.text();
            if (!Files.exists(path) || !Files.readString(path).equals(text)) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, text);
            }
        }
    }

    static List<JavaFile> files(List<RoutineContract> routines) {
        List<RoutineContract> drivers = routines.stream().filter(Names::isForDrivers).toList();
        Map<String, List<RoutineContract>> stubs = new LinkedHashMap<>();
        Map<String, List<RoutineContract>> tables = new LinkedHashMap<>();
        List<RoutineContract> single = new ArrayList<>();
        for (RoutineContract routine : drivers) {
            switch (routine.kind()) {
                case FUNCTION, IRP_FUNCTION, FIELD -> add(stubs, Names.stubClass(routine), routine);
                case CALLBACK, LOW_IO -> {
                    if (routine.option().hasSlot()) {
                        add(tables, routine.option().getSlot().getTable(), routine);
                    } else if (!routine.option().getStub().isEmpty()) {
                        single.add(routine);
                    }
                }
                case IOCTL -> {
                    // One that an IRP carries is no routine of its own to call.
                    if (!routine.option().getCarriedBy().isEmpty()) {
                        add(stubs, Names.stubClass(routine), routine);
                    }
                }
                case KIND_UNSPECIFIED, UNRECOGNIZED ->
                        throw new IllegalStateException(routine + " has no kind");
            }
        }
        List<JavaFile> files = new ArrayList<>(Identities.files(drivers));
        stubs.forEach((type, list) -> files.add(StubClass.file(type, list)));
        files.add(StubClass.all(List.copyOf(stubs.keySet())));
        tables.forEach((table, list) -> files.add(CallbackInterface.table(table, list)));
        files.addAll(CallbackInterface.families(tables.keySet()));
        single.forEach(routine -> files.add(CallbackInterface.single(routine)));
        files.add(CallbackSwitch.file(tables, single));
        return files;
    }

    private static void add(
            Map<String, List<RoutineContract>> groups, String group, RoutineContract routine) {
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(routine);
    }

    static boolean isCallback(RoutineContract routine) {
        return routine.kind() == Kind.CALLBACK || routine.kind() == Kind.LOW_IO;
    }
}
