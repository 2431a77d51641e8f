package dev.irpflow.sim.scenario;

/** Which occurrences are meant, counted from 1. */
public sealed interface Nth {
    /** The third: {@code 3}. */
    record Only(long number) implements Nth {}

    /** The third to the fifth: {@code 3..5}. */
    record Between(long first, long last) implements Nth {}

    /** The fourth, the eighth and so on: {@code every 4}. */
    record Every(long step) implements Nth {}

    /** Whether the occurrence with this number is meant. */
    default boolean includes(long occurrence) {
        return switch (this) {
            case Only(long number) -> occurrence == number;
            case Between(long first, long last) -> first <= occurrence && occurrence <= last;
            case Every(long step) -> occurrence % step == 0;
        };
    }

    default String written() {
        return switch (this) {
            case Only(long number) -> Long.toString(number);
            case Between(long first, long last) -> first + ".." + last;
            case Every(long step) -> "every " + step;
        };
    }
}
