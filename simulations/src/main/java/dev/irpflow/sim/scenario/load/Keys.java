package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one mapping while they are read. Whoever reads asks for every key that is allowed;
 * what is left at the end was not, and is told together with the list of those asked for.
 */
final class Keys {
    private final String owner;
    private final Where where;
    private final Problems problems;
    private final Map<String, Mapping.Entry> left = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private boolean unreadable;

    private Keys(String owner, Where where, Problems problems) {
        this.owner = owner;
        this.where = where;
        this.problems = problems;
    }

    /**
     * The keys of a node, none if it is no mapping.
     *
     * @param owner what the mapping is, as messages call it: "a machine", "`call`"
     */
    static Keys of(Node node, String owner, Problems problems) {
        var keys = new Keys(owner, node.where(), problems);
        switch (node) {
            case Mapping mapping -> mapping.entries().forEach(e -> keys.left.put(e.name(), e));
            case Refused _ -> keys.unreadable = true;
            case Node other -> {
                problems.add(
                        other.where(),
                        "%s is keys with values; found %s".formatted(owner, other.describe()));
                keys.unreadable = true;
            }
        }
        return keys;
    }

    Where where() {
        return where;
    }

    /** The value of an allowed key, or null if it is not there. */
    @Nullable Node take(String key) {
        Mapping.Entry entry = takeEntry(key);
        return entry == null ? null : entry.value();
    }

    /** An allowed key with its value, or null if it is not there. */
    Mapping.@Nullable Entry takeEntry(String key) {
        asked.add(key);
        return left.remove(key);
    }

    /** The verb, which is not among the keys that a message lists as allowed. */
    Mapping.Entry takeVerb(String verb) {
        Mapping.Entry entry = left.remove(verb);
        if (entry == null) {
            throw new IllegalStateException(verb + " is there, but cannot be taken");
        }
        return entry;
    }

    /** The value of a key that must be there; if it is not, {@link #done} tells that. */
    Node require(String key, String why) {
        Node value = take(key);
        if (value != null) {
            return value;
        }
        if (!unreadable) {
            missing.put(key, "%s needs %s: %s".formatted(owner, key, why));
        }
        return new Refused(where);
    }

    /** All entries that nobody has asked for; they count as read. */
    List<Mapping.Entry> takeRest() {
        var rest = List.copyOf(left.values());
        left.clear();
        return rest;
    }

    /** Whether this key is there and nobody has asked for it. */
    boolean has(String key) {
        return left.containsKey(key);
    }

    /** Keys that a later version will read. */
    void later(String... words) {
        for (String word : words) {
            Mapping.Entry entry = left.remove(word);
            if (entry != null) {
                problems.add(entry.key().where(), Later.text(word));
            }
        }
    }

    /** Tells of every key that was not asked for, and of every one that is missing. */
    void done() {
        missing.forEach((key, text) -> {
            if (left.keySet().stream().noneMatch(found -> isMeant(found, key))) {
                problems.add(where, text);
            }
        });
        var allowed = new ArrayList<>(asked);
        for (Mapping.Entry entry : left.values()) {
            String found = entry.name();
            String meant = Nearest.to(found, allowed);
            String start =
                    meant == null
                            ? "`%s` is not a key of %s.".formatted(Scalar.shown(found), owner)
                            : "%s is what %s uses; found `%s`."
                                    .formatted(meant, owner, Scalar.shown(found));
            String list =
                    allowed.isEmpty()
                            ? " It has no keys"
                            : " Allowed with %s: %s".formatted(bare(), Names.list(allowed));
            problems.add(entry.key().where(), start + list);
        }
    }

    /** A misspelt key is told once: not as a missing one too. */
    private static boolean isMeant(String found, String key) {
        return Nearest.to(found, List.of(key)) != null;
    }

    private String bare() {
        return owner.replace("`", "");
    }
}
