package dev.irpflow.sim.scenario.write;

import dev.irpflow.sim.scenario.value.Group;
import dev.irpflow.sim.scenario.value.Items;
import dev.irpflow.sim.scenario.value.Matcher;
import dev.irpflow.sim.scenario.value.Plain;
import dev.irpflow.sim.scenario.value.ResultMatcher;
import dev.irpflow.sim.scenario.value.Text;
import dev.irpflow.sim.scenario.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be written: text, lists, and keys with values. */
sealed interface Yaml {
    /** One scalar. */
    record Line(String text) implements Yaml {}

    /** A list. */
    record Rows(List<Yaml> rows) implements Yaml {}

    /** Keys in the order in which they were added; what is null is left out. */
    final class Block implements Yaml {
        record Entry(String key, Yaml value) {}

        private final List<Entry> entries = new ArrayList<>();

        List<Entry> entries() {
            return entries;
        }

        Block put(String key, @Nullable Yaml value) {
            if (value != null) {
                entries.add(new Entry(key, value));
            }
            return this;
        }

        Block put(String key, @Nullable String text) {
            return text == null ? this : put(key, new Line(text));
        }

        Block put(String key, @Nullable Plain value) {
            return value == null ? this : put(key, value.written());
        }

        /** Text that means itself, so that a $ at its beginning must not be taken for more. */
        Block putText(String key, @Nullable String text) {
            return text == null ? this : put(key, new Text(text).written());
        }

        /** A list, left out if it is empty. */
        Block putRows(String key, List<? extends Yaml> rows) {
            return rows.isEmpty() ? this : put(key, new Rows(List.copyOf(rows)));
        }

        /** A list of texts, left out if it is empty. */
        Block putLines(String key, List<String> lines) {
            return putRows(key, lines.stream().map(Line::new).toList());
        }
    }

    static Yaml of(Value value) {
        return switch (value) {
            case Plain plain -> new Line(plain.written());
            case Items items -> new Rows(items.values().stream().map(Yaml::of).toList());
            case Group group -> {
                var block = new Block();
                group.members().forEach(member -> block.put(member.name(), of(member.value())));
                yield block;
            }
        };
    }

    static Yaml of(Matcher matcher) {
        return switch (matcher) {
            case Matcher.Is(Value value) -> of(value);
            case Matcher.AtLeast(Value least) -> new Line("at-least " + line(least));
            case Matcher.AtMost(Value most) -> new Line("at-most " + line(most));
            case Matcher.Between(Value least, Value most) ->
                    new Line(line(least) + ".." + line(most));
            case Matcher.AnyOf(List<Matcher> choices) ->
                    new Rows(choices.stream().map(Yaml::of).toList());
            case Matcher.Not(Matcher wrong) -> new Line("not " + ((Line) of(wrong)).text());
            case Matcher.Unset() -> new Line("unset");
        };
    }

    static @Nullable Yaml of(@Nullable ResultMatcher matcher) {
        if (matcher instanceof ResultMatcher.AnyOf(List<ResultMatcher> choices)) {
            return new Rows(
                    choices.stream().<Yaml>map(choice -> new Line(choice.written())).toList());
        }
        return matcher == null ? null : new Line(matcher.written());
    }

    private static String line(Value value) {
        return ((Line) of(value)).text();
    }
}
