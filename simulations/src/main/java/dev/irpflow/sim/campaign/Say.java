package dev.irpflow.sim.campaign;

import dev.irpflow.sim.hunt.FindingsRecord;
import java.util.List;
import java.util.stream.Stream;

/** What the process that leads a hunt and its workers say to each other. */
public sealed interface Say {
    /** All forms, in the order of their numbers, with what they hold. */
    List<Class<?>> CLASSES =
            Stream.concat(
                            Stream.<Class<?>>of(
                                    Wire.Envelope.class,
                                    Ready.class,
                                    Give.class,
                                    Begun.class,
                                    Alive.class,
                                    Done.class,
                                    Broken.class,
                                    Check.class,
                                    Checked.class),
                            FindingsRecord.CLASSES.stream())
                    .toList();

    /**
     * A worker is ready.
     *
     * @param build its fingerprint
     * @param identity the hash of everything else that its runs are functions of
     */
    record Ready(String build, String identity) implements Say {}

    /**
     * Play a batch.
     *
     * @param first the index of its first block
     * @param blocks how many
     * @param schedules how many runs the hunt has
     * @param careful tell of each run before it begins
     * @param without runs that are not played
     */
    record Give(long first, int blocks, long schedules, boolean careful, List<Long> without)
            implements Say {}

    /** A run begins. */
    record Begun(long number) implements Say {}

    /** The worker lives, and has come so far: a number that grows while something happens. */
    record Alive(long steps) implements Say {}

    /**
     * A batch is played.
     *
     * @param whole to its end; false if a driver keeps the processor for good
     */
    record Done(long first, int blocks, boolean whole, FindingsRecord findings) implements Say {}

    /**
     * Our own code has failed in a run, or a program of the user's.
     *
     * @param exit the exit code that says which
     * @param findings what the runs of the batch before it have come to
     */
    record Broken(long number, int exit, String how, FindingsRecord findings) implements Say {}

    /**
     * Repeat a run by its answers.
     *
     * @param keep where its events go, "" for nowhere
     */
    record Check(FindingsRecord.Seen run, String keep) implements Say {}

    /** It was repeated. */
    record Checked(long number, long events, String sha256) implements Say {}
}
