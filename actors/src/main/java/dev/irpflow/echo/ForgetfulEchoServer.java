package dev.irpflow.echo;

/**
 * The same with a slip: it does not remember that a socket is being closed. When the peer goes,
 * both operations of the connection end, and the second one closes a socket that is closed.
 */
public final class ForgetfulEchoServer extends EchoServer {
    /** One that forgets. */
    public ForgetfulEchoServer() {
        super(Slip.FORGETS_CLOSING);
    }
}
