package dev.irpflow.sim.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.driver.CallbackCode;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.kernel.Call;
import dev.irpflow.protocol.contract.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a program has given away in one life of its driver: routines and tables, by their names. */
final class ProgramCode implements MessageReader.Code {
    /** Whoever has a routine of the program served. */
    interface Server {
        CallbackCode.Answer serve(Call call, String code, Message.@Nullable Builder out);
    }

    private final DriverContext context;
    private final Server server;
    private final Map<String, Routine> routines = new LinkedHashMap<>();
    private final Map<Map<Class<? extends Message>, String>, Table> tables = new LinkedHashMap<>();

    ProgramCode(DriverContext context, Server server) {
        this.context = context;
        this.server = server;
    }

    @Override
    public long routine(String name, String pointsTo) throws Malformed {
        if (ContractTable.get().find(pointsTo) == null) {
            throw new Malformed(
                    "%s is a dispatch table: write an object with a routine for each slot, like"
                                    .formatted(pointsTo)
                            + " {\"%s\":\"%s\"}".formatted(exampleOf(pointsTo), name));
        }
        return context.addressOf(routines.computeIfAbsent(checked(name), Routine::new));
    }

    @Override
    public long table(JsonNode slots, String pointsTo) throws Malformed {
        if (ContractTable.get().find(pointsTo) != null) {
            throw new Malformed(
                    pointsTo + " is one routine: write its name; found an object, as for a table");
        }
        Map<Class<? extends Message>, String> names = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> slot : slots.properties()) {
            RoutineContract callback = ContractTable.get().find(slot.getKey());
            if (callback == null || !isSlotOf(callback, pointsTo)) {
                throw new Malformed(
                        "%s: no such slot of %s. Allowed: %s"
                                .formatted(slot.getKey(), pointsTo, slotsOf(pointsTo)));
            }
            if (!slot.getValue().isTextual()) {
                throw new Malformed(
                        "%s is the name of a routine; found %s"
                                .formatted(slot.getKey(), MessageReader.shown(slot.getValue())));
            }
            names.put(callback.type(), checked(slot.getValue().textValue()));
        }
        return context.addressOf(tables.computeIfAbsent(names, Table::new));
    }

    private static String checked(String name) throws Malformed {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]{0,99}")) {
            throw new Malformed(
                    "a routine has a name of letters, digits, _, - and dots; found \"%s\""
                            .formatted(name.length() <= 60 ? name : name.substring(0, 60)));
        }
        return name;
    }

    // What takes the table of any kind of socket names no one table.
    private static boolean isSlotOf(RoutineContract callback, String table) {
        boolean isCallback = callback.kind() == Kind.CALLBACK || callback.kind() == Kind.LOW_IO;
        String own = callback.option().getSlot().getTable();
        return isCallback && (own.equals(table) || (!own.isEmpty() && !isTable(table)));
    }

    private static boolean isTable(String name) {
        return ContractTable.get().routines().stream()
                .anyMatch(each -> each.option().getSlot().getTable().equals(name));
    }

    private static List<String> namesOfSlots(String table) {
        return ContractTable.get().routines().stream()
                .filter(each -> isSlotOf(each, table))
                .map(RoutineContract::name)
                .toList();
    }

    private static String slotsOf(String table) {
        return String.join(", ", namesOfSlots(table));
    }

    private static String exampleOf(String table) {
        List<String> slots = new ArrayList<>(namesOfSlots(table));
        return slots.isEmpty() ? "SLOT" : slots.getFirst();
    }

    /** A routine whose address is passed singly. */
    private final class Routine implements CallbackCode {
        private final String name;

        Routine(String name) {
            this.name = name;
        }

        @Override
        public Answer serve(Call call, Message.@Nullable Builder out) {
            return server.serve(call, name, out);
        }

        @Override
        public Set<Class<? extends Message>> slots() {
            return Set.of();
        }
    }

    /** A dispatch table; what it has no routine for is NULL. */
    private final class Table implements CallbackCode {
        private final Map<Class<? extends Message>, String> names;

        Table(Map<Class<? extends Message>, String> names) {
            this.names = names;
        }

        @Override
        public Answer serve(Call call, Message.@Nullable Builder out) {
            String name = names.get(call.request().getClass());
            if (name == null) {
                throw new IllegalStateException(call.contract().name() + " is NULL");
            }
            return server.serve(call, name, out);
        }

        @Override
        public Set<Class<? extends Message>> slots() {
            return names.keySet();
        }
    }
}
