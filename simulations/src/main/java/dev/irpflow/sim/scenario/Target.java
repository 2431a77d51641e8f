package dev.irpflow.sim.scenario;

/** What a fault at the call boundary, or a moment, is about. */
public sealed interface Target {
    /** One routine, under its first name. */
    record Routine(String name) implements Target {}

    /** A script of a driver, under its own key; {@code routine} is what it is. */
    record Script(String key, String routine) implements Target {}

    /** {@code any-call}. */
    record AnyCall() implements Target {}

    /** {@code any-completion}. */
    record AnyCompletion() implements Target {}

    default String written() {
        return switch (this) {
            case Routine(String name) -> name;
            case Script(String key, String _) -> key;
            case AnyCall() -> "any-call";
            case AnyCompletion() -> "any-completion";
        };
    }
}
