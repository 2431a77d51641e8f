package dev.irpflow.node;

/** A node cannot be what it should: its message is one sentence for the user. */
public final class NodeException extends Exception {
    private static final long serialVersionUID = 1;

    /** A reason in one sentence. */
    public NodeException(String message) {
        super(message);
    }

    /** The same, with what the JDK or Pekko said. */
    public NodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
