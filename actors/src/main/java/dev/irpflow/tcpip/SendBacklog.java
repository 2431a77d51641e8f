package dev.irpflow.tcpip;

/**
 * Tells the client of a connection when another amount is best kept outstanding. Page:
 * desktop-src/WinSock/sio-ideal-send-backlog-change.md.
 */
final class SendBacklog {
    private final ControlBlock block;
    private int told;

    /** Watches it from now on. */
    SendBacklog(ControlBlock block) {
        this.block = block;
        this.told = block.sender().idealBacklog();
    }

    /** Something has come about that may have changed it. */
    void look() {
        int ideal = block.sender().idealBacklog();
        if (ideal != told && block.state().maySend()) {
            told = ideal;
            block.indications().add(new Indication.SendBacklogChanged(ideal));
        }
    }
}
