package dev.irpflow.machine;

import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.Message;
import dev.irpflow.driver.CallbackCode;
import dev.irpflow.driver.CallbackSwitch;
import dev.irpflow.driver.DriverHost;
import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which slots the dispatch tables of the drivers of a machine have: no NULL one is ever called. */
final class Slots implements DispatchSlots {
    /** A driver, and what was found in its tables so far, by their addresses. */
    private record Known(DriverHost driver, Map<Long, Set<Class<? extends Message>>> tables) {
        Set<Class<? extends Message>> slotsOf(long table) {
            return tables.computeIfAbsent(
                    table, address -> slotsIn(driver.context().codeAt(address)));
        }

        private static Set<Class<? extends Message>> slotsIn(Object code) {
            return code instanceof CallbackCode generic
                    ? generic.slots()
                    : CallbackSwitch.slots(code);
        }
    }

    private final Map<Place, Known> drivers = new LinkedHashMap<>();

    void add(DriverHost driver) {
        drivers.put(driver.place(), new Known(driver, new LinkedHashMap<>()));
    }

    @Override
    public boolean has(Place owner, long table, Class<? extends GeneratedMessage> callback) {
        Known known = drivers.get(owner);
        // A table that is not there is called, and the driver's machine stops at that.
        return known == null
                || !known.driver().context().hasCodeAt(table)
                || known.slotsOf(table).contains(callback)
                || known.driver().standsIn(callback);
    }
}
