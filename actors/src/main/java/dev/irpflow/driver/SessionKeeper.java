package dev.irpflow.driver;

import org.jspecify.annotations.Nullable;

/** A driver that keeps sessions for its clients: a server. */
public interface SessionKeeper {
    /**
     * Forgets sessions, as NetSessionDel lets a file server do: who goes on to use one hears that
     * it was deleted. Called between two steps of the driver; it calls nobody. Page:
     * sdk-api-src/content/lmshare/nf-lmshare-netsessiondel.md.
     *
     * @param client only those of this computer; null for all
     * @return whether there was one
     */
    boolean endSessions(@Nullable String client);
}
