package dev.irpflow.kernel;

import dev.irpflow.stage.Options;
import java.util.List;

/** Waits as the options of which one a signal ends. */
record Waiters(List<Wait> waits) implements Options {
    @Override
    public Kind kind() {
        return Kind.WAYS;
    }

    @Override
    public int count() {
        return waits.size();
    }

    @Override
    public long chain(int option) {
        return waits.get(option).held().strand().chain();
    }

    @Override
    public long step(int option) {
        return waits.get(option).held().path();
    }

    @Override
    public long number(int option) {
        return waits.get(option).held().strand().number();
    }

    @Override
    public String question() {
        return "who is released next";
    }

    @Override
    public String describe(int option) {
        return waits.get(option).held().strand() + " is released";
    }
}
