package dev.irpflow.sim.scenario.value;

/**
 * The way between two machines: {@code a <-> b}, or in one direction {@code a -> b}.
 *
 * @param from a machine's name
 * @param to another machine's name
 */
public record Link(String from, String to, Direction direction) implements Plain {
    /** Which frames belong to the link. */
    public enum Direction {
        BOTH_WAYS,
        ONE_WAY
    }

    /** Whether frames that go from one machine to the other belong to this link. */
    public boolean carries(String sender, String receiver) {
        return from.equals(sender) && to.equals(receiver)
                || direction == Direction.BOTH_WAYS && from.equals(receiver) && to.equals(sender);
    }

    @Override
    public String written() {
        return from + (direction == Direction.BOTH_WAYS ? " <-> " : " -> ") + to;
    }
}
