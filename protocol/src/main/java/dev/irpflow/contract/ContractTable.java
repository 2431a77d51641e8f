package dev.irpflow.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every routine that this product declares, by name.
 *
 * <p>Reading it initialises the descriptors of all files, some tenths of a second: a run that only
 * passes messages asks {@link RoutineContract#of(Message)} instead.
 */
public final class ContractTable {
    private final List<RoutineContract> routines;
    private final Map<String, RoutineContract> byName;

    private ContractTable(List<RoutineContract> routines) {
        this.routines = List.copyOf(routines);
        this.byName = new LinkedHashMap<>();
        for (RoutineContract routine : routines) {
            put(routine.name(), routine);
            routine.option().getAliasesList().forEach(alias -> put(alias, routine));
        }
    }

    private void put(String name, RoutineContract routine) {
        RoutineContract other = byName.put(name, routine);
        if (other != null) {
            throw new IllegalStateException(
                    name + " names both " + other.name() + " and " + routine.name());
        }
    }

    /** The one table of this process. */
    public static ContractTable get() {
        return Loaded.TABLE;
    }

    /** All routines, subsystem by subsystem, in the order of their declaration. */
    public List<RoutineContract> routines() {
        return routines;
    }

    /** The routine with this name or alias, exactly as spelt; null if there is none. */
    public @Nullable RoutineContract find(String name) {
        return byName.get(name);
    }

    /** The known name most like {@code misspelt}, or null if none is much like it. */
    public @Nullable String nearest(String misspelt) {
        String wanted = misspelt.toLowerCase(Locale.ROOT);
        int best = Math.max(2, wanted.length() / 3) + 1;
        String nearest = null;
        for (String name : byName.keySet()) {
            int distance = editDistance(wanted, name.toLowerCase(Locale.ROOT), best);
            if (distance < best) {
                best = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    /**
     * Insertions, deletions, replacements and swaps of neighbours; at least {@code limit} if far.
     */
    private static int editDistance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }

    private static final class Loaded {
        static final ContractTable TABLE = load();

        private static ContractTable load() {
            List<RoutineContract> routines = new ArrayList<>();
            for (FileDescriptor file : ContractFiles.all()) {
                for (Descriptor message : file.getMessageTypes()) {
                    RoutineContract routine = RoutineContract.of(message);
                    if (routine != null) {
                        routines.add(routine);
                    }
                }
            }
            return new ContractTable(routines);
        }
    }
}
