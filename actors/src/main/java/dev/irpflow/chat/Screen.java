package dev.irpflow.chat;

/**
 * What a member sees of another one. It trusts nobody: each message comes once, in the order in
 * which it was said, and one that begins anew begins by joining.
 */
final class Screen {
    private final String name;
    private long life;
    private int last;
    private boolean left;

    Screen(String name) {
        this.name = name;
    }

    /**
     * Shows a message.
     *
     * @throws IllegalStateException if it is not the one that comes next
     */
    void show(long of, int number, String text) {
        if (of > life) {
            life = of;
            last = 0;
            left = false;
        }
        if (of < life || number != last + 1) {
            throw new IllegalStateException(
                    "sees message %d of %s (%s) after message %d"
                            .formatted(number, name, text, last));
        }
        last = number;
        left = text.equals(Peer.LEAVE);
    }

    /** Whether nothing more comes, unless the other one begins anew. */
    boolean isComplete() {
        return left;
    }
}
