package dev.irpflow.sim.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where each component stands: from the application down to the wire, and up again. */
final class Lanes {
    private static final int SPACING = 82;
    private static final int NETWORK = 176;
    private static final int MARGIN = 48;

    /** From above to below; what is not named here is a driver, and stands between. */
    private static final List<String> ABOVE = List.of("app", "mpr", "io", "mup", "rdbss");

    private static final List<String> BELOW = List.of("wsk", "tcpip");

    /**
     * The lanes of one machine.
     *
     * @param name its name
     * @param left where it begins
     * @param right where it ends
     */
    record MachineSpan(String name, int left, int right) {}

    private final Map<String, Integer> byPlace = new LinkedHashMap<>();
    private final List<MachineSpan> machines = new ArrayList<>();
    private int right;

    /**
     * Lays out the places that the rows speak of.
     *
     * @param left where the first machine begins
     */
    Lanes(List<Row> rows, int left) {
        Map<String, Set<String>> byMachine = new LinkedHashMap<>();
        for (Row row : rows) {
            for (String place : List.of(row.from(), row.to())) {
                int slash = place.indexOf('/');
                if (slash > 0) {
                    byMachine
                            .computeIfAbsent(
                                    place.substring(0, slash), name -> new LinkedHashSet<>())
                            .add(place.substring(slash + 1));
                }
            }
        }
        right = left;
        byMachine.forEach(this::layOut);
    }

    private void layOut(String machine, Set<String> components) {
        boolean isFirst = machines.isEmpty();
        List<String> order = new ArrayList<>(components);
        order.sort(Comparator.comparingInt(Lanes::height));
        if (!isFirst) {
            order = order.reversed(); // the wire lies between the machines
            right += NETWORK - 2 * MARGIN;
        }
        int begin = right;
        right += MARGIN;
        for (String component : order) {
            byPlace.put(machine + "/" + component, right);
            right += SPACING;
        }
        right += MARGIN - SPACING;
        machines.add(new MachineSpan(machine, begin, right));
    }

    private static int height(String component) {
        int above = ABOVE.indexOf(component);
        int below = BELOW.indexOf(component);
        return above >= 0 ? above : below >= 0 ? 100 + below : 50;
    }

    Map<String, Integer> byPlace() {
        return byPlace;
    }

    List<MachineSpan> machines() {
        return machines;
    }

    /** The middle of a place's lane; the middle of its machine for a machine. */
    int x(String place) {
        Integer x = byPlace.get(place);
        if (x != null) {
            return x;
        }
        for (MachineSpan machine : machines) {
            if (place.equals(machine.name())) {
                return (machine.left() + machine.right()) / 2;
            }
        }
        return right;
    }

    int right() {
        return right;
    }
}
