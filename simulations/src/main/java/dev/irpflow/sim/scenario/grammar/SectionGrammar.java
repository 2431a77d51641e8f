package dev.irpflow.sim.scenario.grammar;

import static dev.irpflow.sim.scenario.grammar.Form.keyed;
import static dev.irpflow.sim.scenario.grammar.Key.optional;
import static dev.irpflow.sim.scenario.grammar.Key.required;

import dev.irpflow.sim.scenario.Parameter;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.sim.scenario.grammar.Form.Either;
import dev.irpflow.sim.scenario.grammar.Form.ListOf;
import dev.irpflow.sim.scenario.grammar.Form.Named;
import dev.irpflow.sim.scenario.grammar.Form.OneOrMore;
import dev.irpflow.sim.scenario.grammar.Form.Words;
import dev.irpflow.sim.scenario.vocabulary.RoleSpec;
import dev.irpflow.sim.scenario.vocabulary.ShippedDriver;
import dev.irpflow.sim.scenario.vocabulary.SubsystemSpec;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sections of a scenario, and what is in them. */
final class SectionGrammar {
    private SectionGrammar() {}

    static List<Shape> shapes(Vocabulary vocabulary) {
        return List.of(
                scenario(vocabulary),
                fragment(),
                parameter(),
                machine(vocabulary),
                pools(),
                link(),
                driver(vocabulary),
                script(),
                outcome(vocabulary),
                limits(),
                hunt(),
                eventually(vocabulary));
    }

    private static Shape scenario(Vocabulary vocabulary) {
        List<Key> keys = new ArrayList<>();
        keys.add(required("scenario", Spelling.NAME, "its name, which is that of its file"));
        keys.add(required("about", Spelling.TEXT, "one to three sentences"));
        keys.add(
                optional(
                        "cases",
                        new ListOf(Form.of(Spelling.CASE)),
                        "the documented cases that it plays, for `irpflow cases`"));
        keys.add(optional("tags", new ListOf(Form.of(Spelling.NAME)), "words of your own"));
        keys.add(
                optional(
                        "extends",
                        Spelling.FILE,
                        "one parent, by name beside this file or by relative path; an entry given"
                                + " again replaces it whole, an empty list takes it away"));
        keys.add(
                optional(
                        "include",
                        new ListOf(Form.of(Spelling.FILE)),
                        "fragments with parameters, machines, network and drivers"));
        keys.add(
                optional(
                        "parameters",
                        new Named(Spelling.NAME, keyed("parameter")),
                        "values that `--set` sets, or that a seed draws; used as `$name`"));
        keys.add(
                optional(
                        "examples",
                        new ListOf(new Named(Spelling.NAME, Form.of(Spelling.TEXT))),
                        "rows of parameters: the scenario runs once per row and seed"));
        keys.addAll(world(vocabulary));
        keys.add(optional("on", Spelling.MACHINE, "where steps run that do not say it"));
        keys.add(
                optional(
                        "steps",
                        new ListOf(keyed("step")),
                        "what the run does, in order; a variant may have its parent's"));
        keys.add(optional("faults", new ListOf(keyed("fault")), "what goes wrong meanwhile"));
        keys.add(
                optional(
                        "calm-after",
                        Spelling.DURATION,
                        "when all faults end and progress is owed"));
        keys.add(OrderGrammar.section());
        keys.addAll(properties(vocabulary));
        keys.add(optional("outcome", keyed("outcome"), "how the run must end; then it has held"));
        keys.add(
                optional(
                        "caught-by",
                        rule(vocabulary),
                        "the scenario is a broken twin, and this rule must catch it"));
        keys.add(optional("limits", keyed("limits"), "a run that hits one is inconclusive"));
        keys.add(optional("hunt", keyed("hunt"), "how a hunt should go about it"));
        return new Shape(Grammar.SCENARIO, keys, "A scenario, in this order");
    }

    private static List<Key> world(Vocabulary vocabulary) {
        List<Key> keys = new ArrayList<>();
        keys.add(
                optional(
                        "choices",
                        new Form.Declared(new ValueType.Structure(vocabulary.choices())),
                        "how the machines take what the documentation leaves open"));
        keys.add(
                optional(
                        "machines",
                        new Named(Spelling.NAME, keyed("machine")),
                        "the machines, its own or those of fragments and parents"));
        keys.add(
                optional(
                        "network",
                        new Named(Spelling.NETWORK_KEY, keyed("link")),
                        "what links are like: `default`, `a <-> b` or `a -> b`"));
        keys.add(
                optional(
                        "drivers",
                        new Named(Spelling.NAME, keyed("driver")),
                        "what runs on the machines"));
        return keys;
    }

    /** A rule of the verifier. */
    static Form rule(Vocabulary vocabulary) {
        return new Form.Known("rule", vocabulary.rules());
    }

    private static List<Key> properties(Vocabulary vocabulary) {
        return List.of(
                optional(
                        "always",
                        new ListOf(rule(vocabulary)),
                        "rules of the verifier, which are on anyway"),
                optional("never", new ListOf(keyed("moment")), "what must not happen"),
                optional(
                        "eventually",
                        new ListOf(keyed("eventually")),
                        "what must happen once it is calm"),
                optional(
                        "in-order",
                        new ListOf(new ListOf(keyed("moment"))),
                        "lists of moments, each of which must happen in its order"),
                optional("counts", new ListOf(keyed("count")), "how often a moment may happen"),
                optional(
                        "sometimes",
                        new ListOf(keyed("moment")),
                        "what must happen in some run of many"),
                optional(
                        "except",
                        new Form.NamedOf(vocabulary.rules(), Form.of(Spelling.TEXT)),
                        "rules that do not count here, each with the reason"));
    }

    private static Shape fragment() {
        return new Shape(
                "fragment",
                List.of(
                        required("fragment", Spelling.NAME, "its name"),
                        optional("about", Spelling.TEXT, "what it is for"),
                        optional(
                                "include",
                                new ListOf(Form.of(Spelling.FILE)),
                                "fragments that come before it"),
                        optional(
                                "parameters",
                                new Named(Spelling.NAME, keyed("parameter")),
                                "as in a scenario"),
                        optional(
                                "machines",
                                new Named(Spelling.NAME, keyed("machine")),
                                "as in a scenario"),
                        optional(
                                "network",
                                new Named(Spelling.NETWORK_KEY, keyed("link")),
                                "as in a scenario"),
                        optional(
                                "drivers",
                                new Named(Spelling.NAME, keyed("driver")),
                                "as in a scenario")),
                "What several scenarios include");
    }

    private static Shape parameter() {
        List<String> kinds =
                Arrays.stream(Parameter.Kind.values()).map(Parameter.Kind::word).toList();
        return new Shape(
                "parameter",
                List.of(
                        required("is", new Words(kinds), "what it is"),
                        optional("default", Spelling.TEXT, "its value unless `--set` gives one"),
                        optional("draw", Spelling.DRAWN, "the range that a seed draws it from"),
                        optional(
                                "one-of",
                                new ListOf(Form.of(Spelling.TEXT)),
                                "the values that it may have; drawn if there is no default"),
                        optional("about", Spelling.TEXT, "what it is for")),
                "A parameter");
    }

    private static Shape machine(Vocabulary vocabulary) {
        List<Key> keys = new ArrayList<>();
        keys.add(optional("like", Spelling.MACHINE, "a machine above, whose settings it shares"));
        keys.add(optional("count", Spelling.ORDINAL, "how many: name-1, name-2 and so on"));
        keys.add(optional("processors", Spelling.ORDINAL, "how many, from 1 to 64"));
        keys.add(optional("pools", keyed("pools"), "how much memory the pools have"));
        keys.add(
                optional(
                        "addresses",
                        new ListOf(Form.of(Spelling.IP_ADDRESS)),
                        "its IP addresses; it has one of each family at least"));
        keys.add(optional("clock-offset", Spelling.DURATION, "how far its clock is ahead"));
        for (SubsystemSpec subsystem : vocabulary.subsystems()) {
            keys.add(
                    optional(
                            subsystem.name(),
                            new Form.Declared(new ValueType.Structure(subsystem.settings())),
                            "settings of its subsystem " + subsystem.name()));
        }
        return new Shape("machine", keys, "A machine");
    }

    private static Shape pools() {
        return new Shape(
                "pools",
                List.of(
                        optional("nonpaged", Spelling.SIZE, "the nonpaged pool"),
                        optional("paged", Spelling.SIZE, "the paged pool"),
                        optional(
                                "quota",
                                Spelling.SIZE,
                                "how much of each pool is charged to a process at most")),
                "The pools of a machine");
    }

    private static Shape link() {
        return new Shape(
                "link",
                List.of(
                        optional(
                                "latency",
                                Spelling.DURATION_RANGE,
                                "how long a frame is under way"),
                        optional("bandwidth", Spelling.RATE, "how much it carries"),
                        optional("lose", Spelling.SHARE, "the share of frames that is lost"),
                        optional("reorder", Spelling.SHARE, "the share that is overtaken"),
                        optional("duplicate", Spelling.SHARE, "the share that comes twice"),
                        optional("mtu", Spelling.SIZE, "the largest packet that it carries")),
                "A link");
    }

    private static Shape driver(Vocabulary vocabulary) {
        List<String> roles = vocabulary.roles().stream().map(RoleSpec::name).toList();
        List<String> shipped = vocabulary.drivers().stream().map(ShippedDriver::name).toList();
        return new Shape(
                "driver",
                List.of(
                        optional(
                                "on",
                                new OneOrMore(Form.of(Spelling.MACHINE)),
                                "the machines that it runs on"),
                        required("role", new Words(roles), "what it is to the kernel"),
                        optional("class", Spelling.CLASS, "a driver of your own"),
                        optional("like", new Words(shipped), "one that comes with the product"),
                        optional(
                                "command",
                                new ListOf(Form.of(Spelling.WORD)),
                                "a program of your own, with what it is given: docs/any-language.md"),
                        optional("with", new Form.Open(), "its settings"),
                        optional(
                                "script",
                                new Named(
                                        Spelling.SCRIPT_KEY,
                                        new Either(
                                                List.of(
                                                        new ListOf(keyed("line")),
                                                        keyed("script")))),
                                "its routines, line by line")),
                "A driver: `class` or `like`, and scripts that stand in for some of its routines; or a"
                        + " `script` alone; or a `command`, a program in any language");
    }

    private static Shape script() {
        return new Shape(
                "script",
                List.of(
                        required("is", Spelling.ROUTINE, "the callback that it is"),
                        required("steps", new ListOf(keyed("line")), "its lines")),
                "A routine of a scripted driver that has a name of your own");
    }

    private static Shape outcome(Vocabulary vocabulary) {
        return new Shape(
                "outcome",
                List.of(
                        optional("bug-check", Spelling.BUG_CHECK, "the machine stops with it"),
                        optional("p2", Spelling.NUMBER, "its second parameter"),
                        optional("p3", Spelling.NUMBER, "its third parameter"),
                        optional("p4", Spelling.NUMBER, "its fourth parameter"),
                        optional("violates", rule(vocabulary), "a rule is broken")),
                "How a run must end: exactly one of `bug-check` and `violates`");
    }

    private static Shape limits() {
        return new Shape(
                "limits",
                List.of(
                        optional("time", Spelling.DURATION, "stage time; 1 h"),
                        optional("messages", Spelling.ORDINAL, "messages delivered; 2000000")),
                "What ends a run that does not end");
    }

    private static Shape hunt() {
        return new Shape(
                "hunt",
                List.of(
                        optional("schedules", Spelling.ORDINAL, "how many"),
                        optional("for", Spelling.DURATION, "how long"),
                        optional(
                                "strategy",
                                new Words(StrategyName.words()),
                                "how schedules are chosen"),
                        optional("seeds", Spelling.COUNT_RANGE, "which seeds, like 1..1000")),
                "A hunt");
    }

    private static Shape eventually(Vocabulary vocabulary) {
        return new Shape(
                "eventually",
                List.of(
                        required(
                                "that",
                                new Either(List.of(new Words(vocabulary.goals()), keyed("moment"))),
                                "a goal or a moment"),
                        required("within", Spelling.DURATION, "counted from the calm")),
                "What must happen once it is calm");
    }
}
