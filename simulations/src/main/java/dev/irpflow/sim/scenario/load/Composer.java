package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.FaultPlan;
import dev.irpflow.sim.scenario.LinkSpec;
import dev.irpflow.sim.scenario.MachineSpec;
import dev.irpflow.sim.scenario.Order;
import dev.irpflow.sim.scenario.Parameter;
import dev.irpflow.sim.scenario.Property;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.Title;
import dev.irpflow.sim.scenario.World;
import dev.irpflow.sim.scenario.load.FaultTermsReader.Context;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a scenario from a merged tree and the values of its parameters. */
final class Composer {
    private final Scope scope;
    private final Scalars scalars;
    private final Places places;
    private final TitleReader titles;
    private final MachineReader machines;
    private final NetworkReader network;
    private final DriverReader drivers;
    private final SettingReader settings;
    private final Steps steps;
    private final Faults faults;
    private final Properties properties;
    private final OutcomeReader outcomes;
    private final OrderReader orders;

    Composer(Scope scope) {
        this.scope = scope;
        scalars = new Scalars(scope);
        places = new Places(scope, scalars);
        titles = new TitleReader(scope, scalars);
        var bytes = new ByteReader(scope, scalars);
        settings = new SettingReader(scope, scalars, bytes);
        machines = new MachineReader(scope, scalars, settings);
        network = new NetworkReader(scope, scalars, places);
        var routines = new Routines(scope, scalars);
        var results = new Results(scope, scalars);
        var moments = new Moments(scope, scalars, places, routines, results);
        faults =
                new Faults(
                        scope,
                        scalars,
                        places,
                        routines,
                        new FaultTermsReader(scope, scalars, places, moments));
        properties = new Properties(scope, scalars, places, moments);
        orders = new OrderReader(scope, scalars, places, routines, moments);
        outcomes = new OutcomeReader(scope, scalars, moments);
        var fields = new FieldReader(scope, scalars, bytes);
        var matchers = new Matchers(scope, scalars, fields, settings);
        var adverbs = new AdverbReader(scope, scalars, places, moments);
        var operations =
                new OperationSteps(
                        scope,
                        scalars,
                        adverbs,
                        new Requests(scope, routines, fields),
                        settings,
                        new Expectations(scope, scalars, results, matchers),
                        results,
                        matchers);
        steps =
                new Steps(
                        scope,
                        scalars,
                        adverbs,
                        operations,
                        moments,
                        faults,
                        new ScriptLines(scope, scalars, adverbs, fields));
        drivers =
                new DriverReader(
                        scope, scalars, places, settings, new ScriptReader(scope, routines, steps));
    }

    /**
     * The scenario; useless if the scope has problems afterwards.
     *
     * @param file the last part of the file's name
     */
    Scenario compose(Mapping root, String file, List<Parameter> parameters) {
        Keys keys = scope.keys(root, "a scenario");
        Title title = titles.read(keys, file);
        boolean isVariant = keys.take("extends") != null;
        keys.take("include");
        keys.take("parameters");
        keys.take("examples");
        World world = world(keys);
        List<Step> read = steps(keys, isVariant);
        FaultPlan plan = faults(keys);
        Order order = orders.read(keys.take("order"));
        List<Property> properties = this.properties.read(keys);
        String caughtBy = titles.caughtBy(keys.take("caught-by"), title);
        var outcome = outcomes.read(keys.take("outcome"), caughtBy != null);
        var limits = titles.limits(keys.take("limits"));
        var hunt = titles.hunt(keys.take("hunt"));
        keys.done();
        scope.signals().check();
        faults.check(world.drivers());
        return new Scenario(
                title,
                parameters,
                world,
                read,
                plan,
                properties,
                caughtBy,
                outcome,
                limits,
                List.copyOf(scope.inputs()),
                hunt,
                order);
    }

    private World world(Keys keys) {
        Node choices = keys.take("choices");
        Node machineSection = machines(keys);
        Node networkSection = keys.take("network");
        Node driverSection = keys.take("drivers");
        machines.declare(machineSection);
        drivers.declare(driverSection);
        List<MachineSpec> specs = machines.read(machineSection);
        List<LinkSpec> links = network.read(networkSection);
        List<DriverSpec> loaded = drivers.read(driverSection);
        return new World(specs, links, loaded, choices(choices));
    }

    /** Without machines every name of one would be unknown: that they are missing says it all. */
    private @Nullable Node machines(Keys keys) {
        if (scope.isIncomplete()) {
            return keys.take("machines");
        }
        Node section = keys.require("machines", "its own or those of a fragment");
        if (section instanceof Refused) {
            scope.setIncomplete();
            return null;
        }
        return section;
    }

    private List<Setting> choices(@Nullable Node node) {
        return node == null
                ? List.of()
                : settings.read(node, "choices", scope.vocabulary().choices());
    }

    private List<Step> steps(Keys keys, boolean isVariant) {
        Node on = keys.take("on");
        Place place = on == null ? onlyMachine() : places.stepPlace(on);
        if (isVariant && scope.isIncomplete() && !keys.has("steps")) {
            return List.of(); // they are in the parent that is missing
        }
        Node section = keys.require("steps", "what the run does");
        return section instanceof Refused ? List.of() : steps.read(section, place);
    }

    private @Nullable Place onlyMachine() {
        boolean one =
                scope.machines().size() == 1 && scope.machines().values().iterator().next() == 1;
        return one ? new Place(scope.machines().keySet().iterator().next(), null) : null;
    }

    private FaultPlan faults(Keys keys) {
        Node section = keys.take("faults");
        Node calm = keys.take("calm-after");
        var read = new ArrayList<Fault>();
        if (section != null) {
            for (Node item : scalars.list(section, "a list of faults")) {
                Fault fault = faults.read(item, Context.LISTED);
                if (fault != null) {
                    read.add(fault);
                }
            }
        }
        return new FaultPlan(
                read,
                calm == null
                        ? null
                        : scalars.read(calm, "a duration", Quantities::time, TimeSpan.ZERO));
    }
}
