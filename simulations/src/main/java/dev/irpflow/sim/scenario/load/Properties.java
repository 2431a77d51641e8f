package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Property;
import dev.irpflow.sim.scenario.Property.Goal;
import dev.irpflow.sim.scenario.value.CountRange;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads {@code always}, {@code never}, {@code eventually} and the other properties. */
final class Properties {
    private final Scope scope;
    private final Scalars scalars;
    private final Places places;
    private final Moments moments;
    private final List<Property> read = new ArrayList<>();

    Properties(Scope scope, Scalars scalars, Places places, Moments moments) {
        this.scope = scope;
        this.scalars = scalars;
        this.places = places;
        this.moments = moments;
    }

    /** All properties among the keys of a scenario, section by section. */
    List<Property> read(Keys keys) {
        each(keys, "always", this::always);
        each(keys, "never", this::never);
        each(keys, "eventually", this::eventually);
        each(keys, "in-order", this::inOrder);
        each(keys, "counts", this::counts);
        each(keys, "sometimes", this::sometimes);
        except(keys.take("except"));
        return List.copyOf(read);
    }

    private void each(Keys keys, String section, Consumer<Node> reader) {
        Node node = keys.take(section);
        if (node != null) {
            scalars.list(node, "a list").forEach(reader);
        }
    }

    private void always(Node node) {
        if (!(node instanceof Mapping)) {
            read.add(new Property.Always(moments.rule(node), node.where()));
            return;
        }
        Keys keys = scope.keys(node, "always");
        Node checker = keys.require("checker", "one that looks at the whole run");
        Node of = keys.take("of");
        keys.done();
        if (scope.vocabulary().checkers().isEmpty()) {
            scope.problem(node.where(), Later.text("checker"));
            return;
        }
        List<Place> on = places.places(of);
        String name =
                checker instanceof Refused
                        ? ""
                        : scalars.oneOf(checker, scope.vocabulary().checkers(), "checker");
        read.add(new Property.Checked(name, on.isEmpty() ? null : on.getFirst(), node.where()));
    }

    private void never(Node node) {
        Moment moment = moments.read(node);
        if (moment != null) {
            read.add(new Property.Never(moment, node.where()));
        }
    }

    private void sometimes(Node node) {
        Moment moment = moments.read(node);
        if (moment != null) {
            read.add(new Property.Sometimes(moment, node.where()));
        }
    }

    private void eventually(Node node) {
        Keys keys = scope.keys(node, "eventually");
        if (!(node instanceof Mapping)) {
            return;
        }
        Node that = keys.require("that", "a goal or a moment");
        Node within = keys.require("within", "a duration, counted from the calm");
        keys.done();
        if (!(that instanceof Refused) && !(within instanceof Refused)) {
            Goal goal = goal(that);
            TimeSpan time = scalars.read(within, "a duration", Quantities::time, TimeSpan.ZERO);
            if (goal != null) {
                read.add(new Property.Eventually(goal, time, node.where()));
            }
        }
    }

    private @Nullable Goal goal(Node that) {
        boolean named = that instanceof Scalar scalar && Names.isKebab(scalar.text());
        if (named) {
            return new Goal.Named(scalars.oneOf(that, scope.vocabulary().goals(), "goal"));
        }
        Moment moment = moments.read(that);
        return moment == null ? null : new Goal.Happens(moment);
    }

    private void inOrder(Node node) {
        var order = new ArrayList<Moment>();
        for (Node item : scalars.list(node, "a list of moments, itself in a list")) {
            Moment moment = moments.read(item);
            if (moment != null) {
                order.add(moment);
            }
        }
        if (node instanceof Sequence list && list.items().size() == 1) {
            scope.problem(node.where(), "an order needs two moments or more");
        }
        read.add(new Property.InOrder(order, node.where()));
    }

    private void counts(Node node) {
        Keys keys = scope.keys(node, "counts");
        if (!(node instanceof Mapping mapping)) {
            return;
        }
        Node is = keys.take("is");
        Moment moment = moments.of(mapping, keys);
        if (moment == null) {
            return;
        }
        keys.done();
        if (moment.nth() != null) {
            scope.problem(node.where(), "nth picks one occurrence; counts counts them all");
        }
        if (is == null) {
            scope.problem(node.where(), "counts needs is: how often, like 1..3");
            return;
        }
        CountRange range =
                scalars.read(is, "how often, like 1..3", Numbers::countRange, new CountRange(0, 0));
        read.add(new Property.Counts(moment, range, node.where()));
    }

    private void except(@Nullable Node node) {
        if (node == null) {
            return;
        }
        for (Mapping.Entry entry : scope.keys(node, "except").takeRest()) {
            String reason = scalars.text(entry.value(), "the reason, in words");
            read.add(new Property.Except(moments.rule(entry.key()), reason, entry.key().where()));
        }
    }
}
