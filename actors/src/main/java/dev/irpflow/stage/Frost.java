package dev.irpflow.stage;

import java.util.ArrayList;
import java.util.List;

/** The events of owners whose time stands still: they are scheduled, and do not come. */
final class Frost {
    private static final int HELD = -3; // in place of a position in a heap

    private final List<Object> owners = new ArrayList<>(0);
    private final List<DueEvent> held = new ArrayList<>(0); // in the order of their scheduling

    void begin(Object owner) {
        owners.add(owner);
    }

    /** Whether it keeps an event that is in no heap. */
    boolean takes(DueEvent event) {
        if (owners.isEmpty() || !owners.contains(event.owner())) {
            return false;
        }
        event.index = HELD;
        held.add(event);
        return true;
    }

    /** Gives an event up; false if it does not have it. */
    boolean lets(DueEvent event) {
        if (event.index != HELD) {
            return false;
        }
        held.remove(event);
        event.index = -1;
        return true;
    }

    /** Gives up all events of an owner. */
    List<DueEvent> end(Object owner) {
        owners.remove(owner);
        List<DueEvent> its = held.stream().filter(event -> event.owner() == owner).toList();
        its.forEach(this::lets);
        return its;
    }

    void clear() {
        owners.clear();
        held.forEach(event -> event.index = -1);
        held.clear();
    }
}
