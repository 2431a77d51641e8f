package dev.irpflow.sim.scenario.write;

import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.ExpectedEnd;
import dev.irpflow.sim.scenario.Hunt;
import dev.irpflow.sim.scenario.Limits;
import dev.irpflow.sim.scenario.LinkSpec;
import dev.irpflow.sim.scenario.MachineSpec;
import dev.irpflow.sim.scenario.Order;
import dev.irpflow.sim.scenario.Parameter;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Script;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.World;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.write.Yaml.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a scenario as YAML that, read again, gives an equal scenario. */
public final class ScenarioWriter {
    private ScenarioWriter() {}

    /** The text of the file, which ends with a line end. */
    public static String write(Scenario scenario) {
        var root = new Block();
        root.put("scenario", scenario.name())
                .putText("about", scenario.title().about())
                .putLines("cases", scenario.title().cases())
                .putLines("tags", scenario.title().tags())
                .put("parameters", parameters(scenario.parameters()));
        world(root, scenario.world());
        root.putRows("steps", scenario.steps().stream().map(StepWriter::step).toList())
                .putRows(
                        "faults",
                        scenario.faults().faults().stream().map(FaultWriter::fault).toList())
                .put("calm-after", scenario.faults().calmAfter())
                .put("order", order(scenario.order()));
        PropertyWriter.write(root, scenario.properties());
        root.put("caught-by", scenario.caughtBy())
                .put("outcome", outcome(scenario.outcome()))
                .put("limits", limits(scenario.limits()))
                .put("hunt", hunt(scenario.hunt()));
        return YamlPrinter.print(root);
    }

    private static @Nullable Block parameters(List<Parameter> parameters) {
        var section = new Block();
        for (Parameter parameter : parameters) {
            section.put(
                    parameter.name(),
                    new Block()
                            .put("is", parameter.kind().word())
                            .put("default", parameter.value())
                            .putLines("one-of", parameter.options())
                            .put("about", parameter.about()));
        }
        return parameters.isEmpty() ? null : section;
    }

    private static void world(Block root, World world) {
        root.put("choices", settings(world.choices()));
        var machines = new Block();
        world.machines().forEach(machine -> machines.put(machine.name(), machine(machine)));
        root.put("machines", machines);
        var network = new Block();
        for (LinkSpec link : world.network()) {
            network.put(link.link() == null ? "default" : link.link().written(), link(link));
        }
        root.put("network", world.network().isEmpty() ? null : network);
        var drivers = new Block();
        world.drivers().forEach(driver -> drivers.put(driver.name(), driver(driver)));
        root.put("drivers", world.drivers().isEmpty() ? null : drivers);
    }

    private static Block machine(MachineSpec machine) {
        var block = new Block();
        block.put("count", machine.count() == 1 ? null : Long.toString(machine.count()))
                .put("processors", Integer.toString(machine.processors()));
        MachineSpec.Pools pools = machine.pools();
        if (!pools.equals(MachineSpec.Pools.DEFAULT)) {
            block.put(
                    "pools",
                    new Block()
                            .put("nonpaged", pools.nonpaged())
                            .put("paged", pools.paged())
                            .put("quota", pools.quota()));
        }
        block.putLines("addresses", machine.addresses())
                .put(
                        "clock-offset",
                        machine.clockOffset().equals(TimeSpan.ZERO) ? null : machine.clockOffset());
        for (MachineSpec.Subsystem subsystem : machine.subsystems()) {
            Block settings = settings(subsystem.settings());
            block.put(subsystem.name(), settings == null ? new Block() : settings);
        }
        return block;
    }

    private static Block link(LinkSpec link) {
        return new Block()
                .put("latency", link.latency())
                .put("bandwidth", link.bandwidth())
                .put("lose", link.lose())
                .put("reorder", link.reorder())
                .put("duplicate", link.duplicate())
                .put("mtu", link.mtu());
    }

    private static Block driver(DriverSpec driver) {
        var block = new Block().putLines("on", driver.on()).put("role", driver.role());
        source(driver.source(), block);
        block.put("with", settings(driver.with()));
        return driver.source() instanceof DriverSpec.Source.Scripted(List<Script> scripts, _)
                ? block.put("script", scripts(scripts))
                : block;
    }

    private static void source(DriverSpec.Source source, Block block) {
        switch (source) {
            case DriverSpec.Source.OfClass(String name) -> block.put("class", name);
            case DriverSpec.Source.Shipped(String name) -> block.put("like", name);
            case DriverSpec.Source.OfProgram(List<String> command) ->
                    block.putLines("command", command);
            case DriverSpec.Source.Scripted(List<Script> _, DriverSpec.Source base) -> {
                if (base != null) {
                    source(base, block);
                }
            }
        }
    }

    private static Block scripts(List<Script> scripts) {
        var block = new Block();
        for (Script script : scripts) {
            Yaml lines =
                    new Yaml.Rows(script.steps().stream().<Yaml>map(StepWriter::step).toList());
            String routine = script.routine().name();
            block.put(
                    script.name(),
                    script.name().equals(routine)
                            ? lines
                            : new Block().put("is", routine).put("steps", lines));
        }
        return block;
    }

    /** Settings as keys with values, or null if there are none. */
    static @Nullable Block settings(List<Setting> settings) {
        var block = new Block();
        settings.forEach(setting -> block.put(setting.name(), Yaml.of(setting.value())));
        return settings.isEmpty() ? null : block;
    }

    private static @Nullable Block outcome(@Nullable ExpectedEnd outcome) {
        return switch (outcome) {
            case null -> null;
            case ExpectedEnd.ByBugCheck by ->
                    new Block()
                            .put("bug-check", by.code().written())
                            .put("p2", hexadecimal(by.p2()))
                            .put("p3", hexadecimal(by.p3()))
                            .put("p4", hexadecimal(by.p4()));
            case ExpectedEnd.ByViolation by -> new Block().put("violates", by.rule());
        };
    }

    private static @Nullable String hexadecimal(@Nullable Long number) {
        return number == null ? null : "0x%X".formatted(number);
    }

    private static @Nullable Yaml order(@Nullable Order order) {
        if (order == null) {
            return null;
        }
        return order.entries().isEmpty()
                ? new Yaml.Line("boring")
                : new Yaml.Rows(order.entries().stream().<Yaml>map(ScenarioWriter::entry).toList());
    }

    private static Block entry(Order.Entry entry) {
        return new Block()
                .putText(entry.noun().word(), entry.what())
                .put("takes", entry.takes())
                .put("on", entry.machine())
                .put("thread", entry.thread())
                .put("nth", entry.nth() == 1 ? null : number(entry.nth()))
                .put("may-miss", entry.mayMiss() ? "true" : null);
    }

    private static Block limits(Limits limits) {
        return new Block()
                .put("time", limits.time())
                .put("messages", Long.toString(limits.messages()));
    }

    private static @Nullable Block hunt(@Nullable Hunt hunt) {
        return hunt == null
                ? null
                : new Block()
                        .put("schedules", number(hunt.schedules()))
                        .put("for", hunt.lasts())
                        .put("strategy", hunt.strategy())
                        .put("seeds", hunt.seeds());
    }

    static @Nullable String number(@Nullable Long number) {
        return number == null ? null : number.toString();
    }
}
