package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Hunt;
import dev.irpflow.sim.scenario.Limits;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.sim.scenario.Title;
import dev.irpflow.sim.scenario.value.CountRange;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Scalar;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Reads what a scenario says of itself, its limits, and what it asks of a hunt. */
final class TitleReader {
    /** The name of the resolved scenario in a run folder, which may hold any scenario. */
    private static final String RESOLVED = "scenario.yaml";

    private static final String BROKEN = "-broken";

    private final Scope scope;
    private final Scalars scalars;

    TitleReader(Scope scope, Scalars scalars) {
        this.scope = scope;
        this.scalars = scalars;
    }

    /**
     * The title.
     *
     * @param file the last part of the file's name
     */
    Title read(Keys keys, String file) {
        Node scenario = keys.require("scenario", "its name, which is that of the file");
        Node about = keys.require("about", "one to three sentences");
        String name = scenario instanceof Refused ? "" : scalars.name(scenario, "a name");
        if (!name.isEmpty() && !file.equals(RESOLVED) && !stem(file).equals(name)) {
            scope.problem(
                    scenario.where(),
                    "%s is in the file %s; a scenario's file has its name: %s.yaml"
                            .formatted(name, file, name));
        }
        return new Title(
                name,
                about instanceof Refused ? "" : scalars.text(about, "one to three sentences"),
                scalars.texts(keys.take("cases"), "a list of cases, like [wsk-wfp/A01]", this::id),
                scalars.texts(
                        keys.take("tags"),
                        "a list of tags, like [slow]",
                        tag -> scalars.name(tag, "a tag")),
                keys.where());
    }

    private static String stem(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }

    private String id(Node node) {
        return scalars.read(node, "a case, like wsk-wfp/A01", TitleReader::id, "");
    }

    private static Parsed<String> id(String text) {
        int slash = text.indexOf('/');
        boolean good =
                slash > 0
                        && Names.isKebab(text.substring(0, slash))
                        && slash + 2 < text.length()
                        && text.length() < 64
                        && Character.isUpperCase(text.charAt(slash + 1))
                        && text.substring(slash + 2).chars().allMatch(Character::isDigit);
        return good
                ? Parsed.good(text)
                : Parsed.bad(
                        Scalar.shown(text)
                                + " is not a case; write its page and its id, like"
                                + " wsk-wfp/A01");
    }

    /** The rule or checker that catches a broken twin; null if the scenario is none. */
    @Nullable String caughtBy(@Nullable Node node, Title title) {
        if (node == null) {
            return null;
        }
        if (!title.name().isEmpty() && !title.name().endsWith(BROKEN)) {
            scope.problem(
                    node.where(),
                    "caught-by is for broken twins, whose names end with -broken; this is "
                            + title.name());
        }
        var known = new ArrayList<>(scope.vocabulary().rules());
        known.addAll(scope.vocabulary().checkers());
        boolean later = node instanceof Scalar text && Later.CHECKERS.contains(text.text());
        if (later && scope.vocabulary().checkers().isEmpty()) {
            scope.problem(node.where(), Later.text(node.describe()));
            return "";
        }
        return scalars.oneOf(node, known, "rule");
    }

    Limits limits(@Nullable Node node) {
        if (node == null) {
            return Limits.USUAL;
        }
        Keys keys = scope.keys(node, "limits");
        Node time = keys.take("time");
        Node messages = keys.take("messages");
        keys.done();
        return new Limits(
                time == null ? Limits.USUAL.time() : time(time),
                messages == null ? Limits.USUAL.messages() : number(messages));
    }

    @Nullable Hunt hunt(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        Keys keys = scope.keys(node, "hunt");
        Node schedules = keys.take("schedules");
        Node lasts = keys.take("for");
        Node strategy = keys.take("strategy");
        Node seeds = keys.take("seeds");
        Later.HUNTING.forEach(keys::later);
        keys.done();
        return new Hunt(
                schedules == null ? null : number(schedules),
                lasts == null ? null : time(lasts),
                strategy == null ? null : scalars.oneOf(strategy, StrategyName.words(), "strategy"),
                seeds == null
                        ? null
                        : scalars.read(
                                seeds,
                                "seeds, like 1..1000",
                                Numbers::countRange,
                                new CountRange(1, 1)));
    }

    private TimeSpan time(Node node) {
        return scalars.read(node, "a duration", Quantities::time, TimeSpan.ZERO);
    }

    private long number(Node node) {
        return scalars.read(node, "a number of at least 1", Numbers::ordinal, 1L);
    }
}
