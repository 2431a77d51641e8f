package dev.irpflow.sim.scenario.load;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map of so many entries at most: the one that was not used for longest makes room. */
final class Recent<K, V> extends LinkedHashMap<K, V> {
    @Serial private static final long serialVersionUID = 1;

    private final int most;

    Recent(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
