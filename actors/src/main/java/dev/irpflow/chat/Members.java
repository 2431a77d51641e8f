package dev.irpflow.chat;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The other members of the chat, by their places in the list that all of them know. */
final class Members {
    private final int own;
    private final Map<Integer, Peer> others;

    private Members(int own, Map<Integer, Peer> others) {
        this.own = own;
        this.others = others;
    }

    /**
     * Those that the settings name.
     *
     * @param name the machine of the member itself
     * @throws IllegalArgumentException if it is not among them
     */
    static Members of(ChatSettings settings, String name, boolean forgetsWhatItSaw) {
        Map<Integer, Peer> others = new LinkedHashMap<>();
        int own = -1;
        int place = 0;
        for (var member : settings.members().entrySet()) {
            if (member.getKey().equals(name)) {
                own = place;
            } else {
                int messages = settings.lines() + 2; // it joins and leaves, too
                others.put(
                        place,
                        new Peer(member.getKey(), member.getValue(), messages, forgetsWhatItSaw));
            }
            place++;
        }
        if (own < 0) {
            throw new IllegalArgumentException("members: " + name + " itself is not among them");
        }
        return new Members(own, others);
    }

    /** The place of the member itself. */
    int own() {
        return own;
    }

    Collection<Peer> others() {
        return others.values();
    }

    /** The member at a place; null for none, or for the member itself. */
    @Nullable Peer at(int place) {
        return others.get(place);
    }

    /** Whether each has seen all that each other one says. */
    boolean areDone() {
        return others.values().stream().allMatch(Peer::isDone);
    }
}
