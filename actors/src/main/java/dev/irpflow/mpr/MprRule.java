package dev.irpflow.mpr;

import dev.irpflow.kernel.Rule;

/** The rules that MPR holds network providers to. */
public enum MprRule implements Rule {
    NO_REENTRY(
            "mpr/no-reentry",
            "A network provider that MPR has called does not call a WNet function: MPR may hold"
                    + " what the second call waits for.",
            "desktop-src/SecAuthN/implementing-a-network-provider.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "none: contention, slowness, or a deadlock"));

    private final Statement statement;

    MprRule(String id, String prose, String page, RealWindows realWindows) {
        statement = new Statement(id, prose, page, realWindows);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
