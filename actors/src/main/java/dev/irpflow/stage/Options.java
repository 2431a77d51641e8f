package dev.irpflow.stage;

/**
 * What a question can be answered with, in answer order: option 0 is the boring one. It is a view
 * that is reused, valid only until {@link Chooser#choose} returns.
 */
public interface Options {
    /** What kind of question it is. */
    enum Kind {
        /** What happens next: each option is a strand with a message, or an event that is due. */
        NEXT,
        /** How one thing is done: inline or pended, on which processor, who gets the lock. */
        WAYS
    }

    /** What kind of question it is. */
    Kind kind();

    /** How many options there are, at least 2. */
    int count();

    /**
     * The cause chain that an option is a link of: what began its strand, or what led to its event.
     * It stays the same for all steps of a strand, and two components of one strand share it, so
     * that priorities by chain are priorities of causes and not of actors.
     */
    long chain(int option);

    /**
     * What the option would do next, as a key: the path of calls from the beginning of its chain to
     * its next message. The same step of the same story has the same key in every run.
     */
    long step(int option);

    /**
     * Tells an option from every other candidate of this run, for as long as it lives. It depends
     * on the order in which things happened, so it belongs to one run only and never into a site.
     */
    long number(int option);

    /** What is asked, as it is asked again and again. */
    default String question() {
        return "what is next";
    }

    /** Whether an option is an event that is due, such as a timer or a frame. */
    default boolean isEvent(int option) {
        return false;
    }

    /** How an option reads in the trace. */
    String describe(int option);
}
