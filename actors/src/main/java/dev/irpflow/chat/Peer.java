package dev.irpflow.chat;

import com.google.protobuf.ByteString;

/**
 * Another member, as a member knows it: which of its messages have been seen, and which of the own
 * ones it has acknowledged. One of those is under way to it at a time.
 */
final class Peer {
    static final String JOIN = "joins";
    static final String LEAVE = "leaves";

    private final ByteString address;
    private final Screen screen;
    private final boolean forgetsWhatItSaw;
    private final int messages;
    private long life;
    private int seen;
    private int acknowledged;

    /**
     * One of which nothing is known.
     *
     * @param messages how many it is to be sent
     * @param forgetsWhatItSaw the slip of the twin: a message that comes twice is shown twice
     */
    Peer(String name, ByteString address, int messages, boolean forgetsWhatItSaw) {
        this.address = address;
        this.screen = new Screen(name);
        this.messages = messages;
        this.forgetsWhatItSaw = forgetsWhatItSaw;
    }

    ByteString address() {
        return address;
    }

    /** It has said something; true if that is to be acknowledged. */
    boolean says(Datagram message) {
        if (!isOfNow(message.life()) || message.number() > seen + 1) {
            return false; // of an earlier life, or after one that is still missing
        }
        if (message.number() == seen + 1 || forgetsWhatItSaw) {
            screen.show(message.life(), message.number(), message.text());
            seen = message.number();
        }
        return true; // again, too: what acknowledged it may be lost
    }

    /** It has seen a message of this member's. */
    void hasSeen(Datagram seenByIt) {
        if (isOfNow(seenByIt.life()) && seenByIt.number() == acknowledged + 1) {
            acknowledged++;
        }
    }

    // A later life knows nothing of what was seen and said before.
    private boolean isOfNow(long of) {
        if (of > life) {
            life = of;
            seen = 0;
            acknowledged = 0;
        }
        return of == life;
    }

    /** The number of the message that it has to be sent; 0 if it has seen all. */
    int due() {
        return acknowledged < messages ? acknowledged + 1 : 0;
    }

    /** What a message says. */
    String text(int number) {
        return number == 1 ? JOIN : number == messages ? LEAVE : "line " + (number - 1);
    }

    /** Whether each of the two has seen all that the other one says. */
    boolean isDone() {
        return due() == 0 && screen.isComplete();
    }
}
