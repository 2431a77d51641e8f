package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of one scenario, one above the other: an entry that is given again replaces the earlier
 * one whole, and an empty list takes the earlier one away.
 */
final class Layers {
    /** The sections that a fragment may have. */
    static final List<String> SHARED = List.of("parameters", "machines", "network", "drivers");

    /** The sections whose entries have names, and replace each other one by one. */
    private static final List<String> NAMED =
            List.of(
                    "parameters",
                    "choices",
                    "machines",
                    "network",
                    "drivers",
                    "except",
                    "limits",
                    "hunt");

    /** What a scenario says of itself alone, and not of its variants. */
    private static final List<String> OWN =
            List.of("scenario", "about", "cases", "tags", "include", "extends");

    /** How a run must end is said once: each of these takes the place of the other. */
    private static final List<String> ENDINGS = List.of("outcome", "caught-by");

    private final List<Mapping> all = new ArrayList<>();

    /** Lays a scenario above all others. */
    void scenario(Mapping file) {
        all.add(file);
    }

    /** Lays a fragment above all others; what it may not have is left out. */
    void fragment(Mapping file) {
        var shared =
                file.entries().stream().filter(entry -> SHARED.contains(entry.name())).toList();
        all.add(new Mapping(shared, file.where()));
    }

    /** All of them as one file; the last one is the scenario that is run. */
    Mapping merged() {
        Mapping last = all.getLast();
        Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
        for (Mapping file : all) {
            for (Mapping.Entry entry : file.entries()) {
                if (OWN.contains(entry.name()) && file != last) {
                    continue;
                }
                if (ENDINGS.contains(entry.name())) {
                    dropInherited(entries, file);
                }
                boolean takesAway =
                        entry.value() instanceof Sequence list && list.items().isEmpty();
                if (takesAway && entries.containsKey(entry.name())) {
                    entries.remove(entry.name());
                } else {
                    entries.merge(entry.name(), entry, Layers::above);
                }
            }
        }
        return new Mapping(List.copyOf(entries.values()), last.where());
    }

    private static void dropInherited(Map<String, Mapping.Entry> entries, Mapping file) {
        for (String ending : ENDINGS) {
            if (file.find(ending) == null) {
                entries.remove(ending);
            }
        }
    }

    private static Mapping.Entry above(Mapping.Entry below, Mapping.Entry above) {
        if (!NAMED.contains(above.name()) || !(above.value() instanceof Mapping upper)) {
            return above;
        }
        if (!(below.value() instanceof Mapping lower)) {
            return below; // is no section, which is told where it is read
        }
        Map<String, Mapping.Entry> byName = new LinkedHashMap<>();
        lower.entries().forEach(entry -> byName.put(entry.name(), entry));
        upper.entries().forEach(entry -> byName.put(entry.name(), entry));
        Mapping both = new Mapping(List.copyOf(byName.values()), upper.where());
        return new Mapping.Entry(above.key(), both);
    }
}
