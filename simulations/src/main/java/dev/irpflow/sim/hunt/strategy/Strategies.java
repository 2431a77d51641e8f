package dev.irpflow.sim.hunt.strategy;

import dev.irpflow.sim.hunt.Strategy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The strategies by name. */
public final class Strategies {
    private static final Map<String, Supplier<Strategy>> ALL = new LinkedHashMap<>();

    static {
        ALL.put(RandomStrategy.NAME, RandomStrategy::new);
    }

    private Strategies() {}

    /** The name of the one that is taken if nobody says which. */
    public static String usual() {
        return RandomStrategy.NAME;
    }

    /** Their names. */
    public static Set<String> names() {
        return ALL.keySet();
    }

    /** A fresh one by its name, null for an unknown name. */
    public static @Nullable Strategy named(String name) {
        Supplier<Strategy> maker = ALL.get(name);
        return maker == null ? null : maker.get();
    }
}
