package dev.irpflow.echo;

/**
 * The same with a slip: it accepts a connection for which it has no memory. Nobody serves it, and
 * nobody closes its socket.
 */
public final class GreedyEchoServer extends EchoServer {
    /** One that refuses nobody. */
    public GreedyEchoServer() {
        super(Slip.ACCEPTS_WITHOUT_MEMORY);
    }
}
