package dev.irpflow.sim.scenario;

import java.util.List;
import java.util.stream.Stream;

/** What a machine may run out of. */
public enum Resource {
    /** Nonpaged pool: IRPs, MDLs, work items and whatever else is always resident. */
    NONPAGED_POOL("nonpaged-pool"),
    /** Paged pool. */
    PAGED_POOL("paged-pool"),
    /** Entries of handle tables. */
    HANDLES("handles"),
    /** Local ports that the system assigns. */
    PORTS("ports"),
    /** Room in queues of work. */
    QUEUE("queue");

    private final String word;

    Resource(String word) {
        this.word = word;
    }

    /** As a scenario spells it. */
    public String word() {
        return word;
    }

    /** All of them, as a scenario spells them. */
    public static List<String> words() {
        return Stream.of(values()).map(Resource::word).toList();
    }

    /** The one of this word; the words are those of {@link #words}. */
    public static Resource of(String word) {
        for (Resource resource : values()) {
            if (resource.word.equals(word)) {
                return resource;
            }
        }
        throw new IllegalArgumentException(word);
    }
}
