package dev.irpflow.machine;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.driver.CallbackSwitch;
import dev.irpflow.driver.DriverHost;
import dev.irpflow.kernel.Place;
import dev.irpflow.wsk.ClientSlots;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which slots the dispatch tables of the drivers of a machine have: WSK never calls a NULL one. */
final class Slots implements ClientSlots {
    private final Map<Place, DriverHost> drivers = new LinkedHashMap<>();

    void add(DriverHost driver) {
        drivers.put(driver.place(), driver);
    }

    @Override
    public boolean has(Place client, long dispatch, Class<? extends GeneratedMessage> callback) {
        DriverHost driver = drivers.get(client);
        // A table that is not there is called, and the driver's machine stops at that.
        return driver == null
                || !driver.context().hasCodeAt(dispatch)
                || CallbackSwitch.slots(driver.context().codeAt(dispatch)).contains(callback);
    }
}
