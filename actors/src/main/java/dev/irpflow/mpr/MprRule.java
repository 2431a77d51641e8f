package dev.irpflow.mpr;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;

/** The rules that MPR holds network providers to. */
public enum MprRule implements Rule {
    NO_REENTRY(
            "mpr/no-reentry",
            "A network provider that MPR has called does not call a WNet function: MPR may hold"
                    + " what the second call waits for.",
            "desktop-src/SecAuthN/implementing-a-network-provider.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "none: contention, slowness, or a deadlock"),
            new Cure(
                    "ask your own store",
                    "Keep what you need (a table of connections, a file, the registry) "
                            + "in the provider and answer from it; what needs a WNet function "
                            + "runs later in another process or thread, after the call has "
                            + "returned."));

    private final Statement statement;

    MprRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
