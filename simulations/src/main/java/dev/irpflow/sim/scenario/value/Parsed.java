package dev.irpflow.sim.scenario.value;

import java.util.function.Function;

/** What became of a text: a value, or what is wrong with it. */
public sealed interface Parsed<T> {
    /** The text is good. */
    record Good<T>(T value) implements Parsed<T> {}

    /** The text is wrong; {@code why} says what was found and what is allowed. */
    record Bad<T>(String why) implements Parsed<T> {}

    static <T> Parsed<T> good(T value) {
        return new Good<>(value);
    }

    static <T> Parsed<T> bad(String why) {
        return new Bad<>(why);
    }

    /** The same with another value, if there is one. */
    default <R> Parsed<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Good<T> good -> new Good<>(change.apply(good.value()));
            case Bad<T> bad -> new Bad<>(bad.why());
        };
    }

    /** Goes on with the value, if there is one. */
    default <R> Parsed<R> then(Function<? super T, Parsed<R>> next) {
        return switch (this) {
            case Good<T> good -> next.apply(good.value());
            case Bad<T> bad -> new Bad<>(bad.why());
        };
    }
}
