package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Parameter.Kind;
import dev.irpflow.sim.scenario.load.Arguments.Argument;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code parameters:}, and gives each what the command line sets. */
final class ParameterReader {
    /** Each of them is tried before a run. */
    private static final int MOST_OPTIONS = 64;

    private static final List<String> KINDS = Arrays.stream(Kind.values()).map(Kind::word).toList();

    private final ParameterValues values;
    private final Map<String, Argument> arguments;
    private final Problems problems;
    private boolean hasExamples;

    ParameterReader(ParameterValues values, Arguments arguments, Problems problems) {
        this.values = values;
        this.arguments = arguments.byName();
        this.problems = problems;
    }

    /** The parameters of a scenario, whose {@code examples} may give them values. */
    List<Declared> of(Mapping scenario) {
        hasExamples = scenario.find("examples") != null;
        Mapping.Entry section = scenario.find("parameters");
        return read(section == null ? null : section.value());
    }

    private List<Declared> read(@Nullable Node section) {
        var declared = new ArrayList<Declared>();
        if (section instanceof Mapping mapping) {
            for (Mapping.Entry entry : mapping.entries()) {
                int before = problems.size();
                Declared one = one(entry);
                boolean good = one != null && problems.size() == before;
                declared.add(good ? one : broken(entry));
            }
        } else if (section != null) {
            Keys.of(section, "parameters", problems);
        }
        checkArguments(section instanceof Mapping mapping ? mapping : null);
        return declared;
    }

    private void checkArguments(@Nullable Mapping section) {
        List<String> names =
                section == null
                        ? List.of()
                        : section.entries().stream().map(Mapping.Entry::name).toList();
        arguments.forEach((name, argument) -> {
            if (!names.contains(name)) {
                problems.add(
                        argument.where(),
                        "no parameter is called %s. The parameters: %s.%s"
                                .formatted(name, Names.list(names), Nearest.hint(name, names)));
            }
        });
    }

    /** Stands for a parameter with problems of its own: whoever uses it is told nothing. */
    private static Declared broken(Mapping.Entry entry) {
        return new Declared(
                entry.name(),
                Kind.TEXT,
                new ParameterSource.Broken(),
                List.of(),
                null,
                entry.key().where());
    }

    private @Nullable Declared one(Mapping.Entry entry) {
        String name = entry.name();
        if (!Names.isKebab(name)) {
            problems.add(entry.key().where(), Names.notKebab(name));
        }
        Keys keys = Keys.of(entry.value(), "a parameter", problems);
        Kind kind = kind(keys.require("is", "one of " + String.join(", ", KINDS)));
        Node fixed = keys.take("default");
        Node drawn = keys.take("draw");
        Node listed = keys.take("one-of");
        Node about = keys.take("about");
        keys.done();
        if (kind == null) {
            return null;
        }
        List<String> options = listed == null ? List.of() : options(listed, kind);
        if (kind == Kind.CHOICE && listed == null) {
            problems.add(entry.key().where(), "a choice needs one-of: the words to choose from");
        }
        ParameterSource source = source(entry, kind, fixed, drawn, options);
        String words = about instanceof Scalar text ? text.text() : null;
        return source == null
                ? null
                : new Declared(name, kind, source, options, words, entry.key().where());
    }

    private @Nullable Kind kind(Node node) {
        String word = scalar(node, "one of " + String.join(", ", KINDS));
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        if (word != null) {
            problems.add(
                    node.where(),
                    "%s: no such kind of parameter. Allowed: %s.%s"
                            .formatted(
                                    Scalar.shown(word),
                                    String.join(", ", KINDS),
                                    Nearest.hint(word, KINDS)));
        }
        return null;
    }

    private List<String> options(Node node, Kind kind) {
        if (!(node instanceof Sequence list) || list.items().isEmpty()) {
            problems.add(node.where(), "one-of is a list of values; found " + node.describe());
            return List.of();
        }
        if (list.items().size() > MOST_OPTIONS) {
            problems.add(node.where(), "one-of has more than " + MOST_OPTIONS + " values");
            return List.of();
        }
        return list.items().stream().map(item -> value(item, kind)).distinct().toList();
    }

    private @Nullable ParameterSource source(
            Mapping.Entry entry,
            Kind kind,
            @Nullable Node fixed,
            @Nullable Node drawn,
            List<String> options) {
        if (drawn != null && (fixed != null || !options.isEmpty())) {
            problems.add(
                    drawn.where(), "a parameter is drawn, or has a default or one-of, not both");
            return null;
        }
        Argument argument = arguments.get(entry.name());
        ParameterSource own = own(kind, fixed, drawn, options);
        if (argument != null) {
            return set(argument, kind, options);
        }
        if (own == null && hasExamples) {
            return new ParameterSource.OfExamples();
        }
        if (own == null) {
            problems.add(
                    entry.key().where(),
                    "%1$s has no value; give it default, draw or one-of, or run with --set"
                                    .formatted(entry.name())
                            + " %s=...".formatted(entry.name()));
        }
        return own;
    }

    private @Nullable ParameterSource own(
            Kind kind, @Nullable Node fixed, @Nullable Node drawn, List<String> options) {
        if (fixed != null) {
            String value = value(fixed, kind);
            if (!options.isEmpty() && !options.contains(value)) {
                problems.add(fixed.where(), notAnOption(value, options));
            }
            return new ParameterSource.Fixed(value);
        }
        if (drawn != null) {
            return drawn(drawn, kind);
        }
        return options.isEmpty() ? null : new ParameterSource.Listed(options);
    }

    private ParameterSource set(Argument argument, Kind kind, List<String> options) {
        return switch (values.fromCommandLine(kind, argument.value())) {
            case Parsed.Bad<String> bad -> {
                problems.add(argument.where(), bad.why());
                yield new ParameterSource.Fixed("");
            }
            case Parsed.Good<String> good -> {
                if (!options.isEmpty() && !options.contains(good.value())) {
                    problems.add(argument.where(), notAnOption(good.value(), options));
                }
                yield new ParameterSource.Fixed(good.value());
            }
        };
    }

    /** The value of a parameter that is given elsewhere in the file; "" if it is none. */
    String value(Node node, Declared parameter) {
        int before = problems.size();
        String value = value(node, parameter.kind());
        boolean isAllowed = parameter.options().isEmpty() || parameter.options().contains(value);
        if (!isAllowed && problems.size() == before) {
            problems.add(node.where(), notAnOption(value, parameter.options()));
        }
        return value;
    }

    private static String notAnOption(String value, List<String> options) {
        return "%s is none of one-of: %s.%s"
                .formatted(
                        Scalar.shown(value),
                        String.join(", ", options),
                        Nearest.hint(value, options));
    }

    private ParameterSource drawn(Node node, Kind kind) {
        String text = scalar(node, "a range, like 1..3");
        if (text == null) {
            return new ParameterSource.Fixed("");
        }
        return switch (values.ends(kind, text)) {
            case Parsed.Good<ParameterSource> good -> good.value();
            case Parsed.Bad<ParameterSource> bad -> {
                problems.add(node.where(), bad.why());
                yield new ParameterSource.Fixed("");
            }
        };
    }

    private String value(Node node, Kind kind) {
        String text = scalar(node, "a " + kind.word());
        if (text == null) {
            return "";
        }
        return switch (values.fromFile(kind, text)) {
            case Parsed.Good<String> good -> good.value();
            case Parsed.Bad<String> bad -> {
                problems.add(node.where(), bad.why());
                yield "";
            }
        };
    }

    private @Nullable String scalar(Node node, String wanted) {
        if (node instanceof Scalar scalar && !scalar.isEmpty()) {
            return scalar.text();
        }
        if (node instanceof Scalar || !node.describe().equals("an alias")) {
            problems.add(node.where(), "found %s; wanted %s".formatted(node.describe(), wanted));
        }
        return null;
    }
}
