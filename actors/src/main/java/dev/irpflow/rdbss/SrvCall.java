package dev.irpflow.rdbss;

/**
 * SRV_CALL: one remote server. It is referenced by its name table, by each of its NET_ROOTs and by
 * who is using it. Page: windows-driver-docs-pr/ifs/the-srv-call-structure.md.
 */
final class SrvCall extends NamedStructure {
    private final Minirdr minirdr;
    private final String name;
    private boolean won;
    private int closeDelayed;

    SrvCall(Minirdr minirdr, String name) {
        this.minirdr = minirdr;
        this.name = name;
    }

    @Override
    Minirdr minirdr() {
        return minirdr;
    }

    /** {@code \server}. */
    @Override
    String name() {
        return name;
    }

    /** Whether MRxSrvCallWinnerNotify was called: only then the mini-redirector finalises it. */
    boolean isWon() {
        return won;
    }

    void win() {
        won = true;
    }

    /** NumberOfCloseDelayedFiles. */
    int closeDelayed() {
        return closeDelayed;
    }

    void countCloseDelayed(int change) {
        closeDelayed += change;
    }

    @Override
    protected String noun() {
        return "srv-call";
    }
}
