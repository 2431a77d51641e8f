package dev.irpflow.redirector;

import dev.irpflow.driver.StatusRaised;
import dev.irpflow.protocol.status.NtStatus;

/**
 * The stream redirector with one slip: when RDBSS asks it for a server, it makes what it keeps of
 * one with a routine that raises a status where memory is short, and nobody handles that. The
 * exception reaches RDBSS, which stops the machine: {@code
 * windows-driver-docs-pr/debugger/bug-check-0x27--rdr-file-system.md}.
 */
public final class UnguardedRedirector extends StreamRedirector {
    /** Made by its name in a scenario. */
    public UnguardedRedirector() {}

    @Override
    Outstanding newOutstanding() {
        throw new StatusRaised(NtStatus.STATUS_INSUFFICIENT_RESOURCES);
    }
}
