package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.yaml.Where;

/** A reference was used before the operation that it names had given anything. */
public final class UnresolvedException extends RuntimeException {
    /**
     * Says what is missing.
     *
     * @param message for example {@code $npi.provider_npi: WskCaptureProviderNPI did not write it}
     */
    public UnresolvedException(String message) {
        super(message, null, false, false);
    }

    UnresolvedException at(Where where) {
        return new UnresolvedException(where + "  " + getMessage());
    }
}
