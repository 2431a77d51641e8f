package dev.irpflow.mpr;

import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;
import org.jspecify.annotations.Nullable;

/** A network provider: where its routines are, and what it can do. */
final class Provider {
    private final MprSettings.Provider registered;
    private final Place place;
    private @Nullable Integer connectionCaps;

    Provider(MprSettings.Provider registered, Machine machine) {
        this.registered = registered;
        this.place = machine.place(registered.component());
    }

    /** The name that NETRESOURCE.lpProvider names it by. */
    String name() {
        return registered.name();
    }

    /** Who gets its calls. */
    Place place() {
        return place;
    }

    /** The address of its routines. */
    long exports() {
        return registered.exports();
    }

    /** Whether its DLL is there: MPR passes over one that cannot be loaded. */
    boolean isLoaded() {
        return place.isBound();
    }

    /** Whether NPGetCaps has been asked. */
    boolean isAsked() {
        return connectionCaps != null;
    }

    /** Keeps what NPGetCaps(WNNC_CONNECTION) said. */
    void connectionCaps(int mask) {
        connectionCaps = mask;
    }

    /** Whether it can do any of these WNNC_CON_ bits. */
    boolean can(int bits) {
        return connectionCaps != null && (connectionCaps & bits) != 0;
    }
}
