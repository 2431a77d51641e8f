package dev.irpflow.sim.scenario.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Named values that belong together, such as the members of a structure. */
public record Group(List<Member> members) implements Value {
    /** One name with its value. */
    public record Member(String name, Value value) {}

    public Group {
        members = List.copyOf(members);
    }

    /** The value of this name, or null. */
    public @Nullable Value find(String name) {
        for (Member member : members) {
            if (member.name().equals(name)) {
                return member.value();
            }
        }
        return null;
    }
}
