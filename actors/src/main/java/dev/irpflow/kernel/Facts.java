package dev.irpflow.kernel;

import dev.irpflow.kernel.dump.CrashDump.Fact;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a kernel object says of its state in a crash dump: names and values, in words. */
public final class Facts {
    private final List<Fact> all = new ArrayList<>();

    Facts() {}

    /** A fact; nothing if there is no value. */
    public Facts add(String name, @Nullable Object value) {
        if (value != null) {
            all.add(new Fact(name, String.valueOf(value)));
        }
        return this;
    }

    /** Facts about several things, one for each. */
    public Facts addAll(String name, Iterable<?> values) {
        values.forEach(value -> add(name, value));
        return this;
    }

    List<Fact> all() {
        return List.copyOf(all);
    }
}
