package dev.irpflow.kernel.dump;

import java.util.List;

/**
 * The state of a machine at its bug check.
 *
 * @param machine its name
 * @param timeNs stage time in nanoseconds
 * @param stop the bug check
 * @param offence the broken rule that it answers
 * @param settings how the machine was built
 * @param processors its processors with their queues
 * @param strands its threads, DPCs and work items, oldest first
 * @param irps its IRPs, oldest first
 * @param pool its memory: allocations, oldest first
 * @param objects all its other kernel objects, oldest first
 * @param components who lives on it: subsystems and drivers
 * @param held what was acquired and not yet released, in words
 * @param messages the last messages of its trace, oldest first
 */
public record CrashDump(
        String machine,
        long timeNs,
        Stop stop,
        Offence offence,
        List<Fact> settings,
        List<ProcessorState> processors,
        List<StrandState> strands,
        List<IrpState> irps,
        PoolState pool,
        List<ObjectState> objects,
        List<String> components,
        List<String> held,
        List<TracedMessage> messages) {
    /** Keeps lists of its own. */
    public CrashDump {
        settings = List.copyOf(settings);
        processors = List.copyOf(processors);
        strands = List.copyOf(strands);
        irps = List.copyOf(irps);
        objects = List.copyOf(objects);
        components = List.copyOf(components);
        held = List.copyOf(held);
        messages = List.copyOf(messages);
    }

    /**
     * The bug check.
     *
     * @param code the number on the blue screen
     * @param name its name, "" for one that a driver made up
     * @param p1 the first parameter
     * @param p2 the second
     * @param p3 the third
     * @param p4 the fourth
     * @param strand the number of the strand that ran, 0 for none
     * @param message the number of the message that was processed, 0 for none
     */
    public record Stop(
            int code, String name, long p1, long p2, long p3, long p4, long strand, long message) {
        /** The parameters in their order. */
        public List<Long> parameters() {
            return List.of(p1, p2, p3, p4);
        }
    }

    /**
     * The broken rule.
     *
     * @param rule its id, "" if the bug check answers none
     * @param place who broke it
     * @param detail the facts in one sentence
     * @param lines the driver's Java lines, newest first
     */
    public record Offence(String rule, String place, String detail, List<String> lines) {
        /** Keeps lists of its own. */
        public Offence {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One fact of an object, for a reader.
     *
     * @param name what it is about
     * @param value the value in words
     */
    public record Fact(String name, String value) {}

    /**
     * An object of the kernel.
     *
     * @param id its number
     * @param label how trace and reports name it
     * @param type its kind, such as {@code Event}
     * @param facts its state
     */
    public record ObjectState(long id, String label, String type, List<Fact> facts) {
        /** Keeps lists of its own. */
        public ObjectState {
            facts = List.copyOf(facts);
        }

        /** A fact of this name, "" if there is none. */
        public String fact(String name) {
            for (Fact fact : facts) {
                if (fact.name().equals(name)) {
                    return fact.value();
                }
            }
            return "";
        }
    }

    /** The same with these last messages. */
    public CrashDump with(List<TracedMessage> last) {
        return new CrashDump(
                machine,
                timeNs,
                stop,
                offence,
                settings,
                processors,
                strands,
                irps,
                pool,
                objects,
                components,
                held,
                last);
    }
}
