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

    private final String id;
    private final String prose;
    private final String page;
    private final RealWindows realWindows;

    MprRule(String id, String prose, String page, RealWindows realWindows) {
        this.id = id;
        this.prose = prose;
        this.page = page;
        this.realWindows = realWindows;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String prose() {
        return prose;
    }

    @Override
    public String page() {
        return page;
    }

    @Override
    public RealWindows realWindows() {
        return realWindows;
    }
}
