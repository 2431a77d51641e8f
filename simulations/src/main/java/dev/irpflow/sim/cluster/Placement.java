package dev.irpflow.sim.cluster;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Script;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.load.Nearest;
import dev.irpflow.sim.scenario.value.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who plays which machine. The process that leads the run plays every machine with steps; the
 * others are dealt to the nodes in turn, unless the user says otherwise.
 *
 * @param leader the address of the process that leads
 * @param byMachine the address of the process that plays each machine
 */
record Placement(String leader, Map<String, String> byMachine) {
    /** The word for the process that leads. */
    static final String HERE = "here";

    /**
     * Places the machines.
     *
     * @param wanted nodes by machine, as the user wants them
     * @throws Refusal if a machine or node is unknown, or a machine with steps is to be elsewhere
     */
    static Placement of(
            Scenario scenario, String leader, List<String> nodes, Map<String, String> wanted)
            throws Refusal {
        List<String> machines = scenario.world().machineNames();
        Map<String, Step> withSteps = new LinkedHashMap<>();
        scenario.steps().forEach(step -> collect(step, withSteps));
        for (DriverSpec driver : scenario.world().drivers()) {
            if (driver.source() instanceof DriverSpec.Source.Scripted(List<Script> scripts, _)) {
                Step first = scripts.getFirst().steps().getFirst();
                driver.on().forEach(machine -> withSteps.putIfAbsent(machine, first));
            }
        }
        List<String> wrong = new ArrayList<>();
        Map<String, String> byMachine = new LinkedHashMap<>();
        wanted.forEach((machine, node) -> check(machine, node, machines, nodes, wrong));
        int next = 0;
        for (String machine : machines) {
            String node = wanted.get(machine);
            Step step = withSteps.get(machine);
            if (node == null) {
                node = step == null ? nodes.get(next++ % nodes.size()) : HERE;
            } else if (step != null && !node.equals(HERE)) {
                wrong.add(
                        ("%s  this step runs on %s, and --place puts that on %s. In this version"
                                        + " steps run only on machines of the process that runs the"
                                        + " scenario: --place %s=here")
                                .formatted(step.where(), machine, node, machine));
            }
            byMachine.put(machine, node.equals(HERE) ? leader : node);
        }
        if (!wrong.isEmpty()) {
            throw new Refusal(wrong);
        }
        if (byMachine.values().stream().allMatch(leader::equals)) {
            throw new Refusal(
                    "%s leaves no machine to another node: %s are played here. Use --real-time"
                            .formatted(scenario.name(), String.join(", ", machines)));
        }
        return new Placement(leader, byMachine);
    }

    /** The other processes that play a machine, in the order of their machines. */
    List<String> others() {
        Set<String> others = new LinkedHashSet<>(byMachine.values());
        others.remove(leader);
        return List.copyOf(others);
    }

    /** Who plays a machine. */
    String nodeOf(String machine) {
        String node = byMachine.get(machine);
        if (node == null) {
            throw new IllegalArgumentException("nobody plays " + machine);
        }
        return node;
    }

    /** The machines that a process plays, for a message. */
    String machinesOf(String node) {
        List<String> machines = new ArrayList<>();
        byMachine.forEach((machine, by) -> {
            if (by.equals(node)) {
                machines.add(machine);
            }
        });
        return String.join(", ", machines);
    }

    private static void check(
            String machine,
            String node,
            List<String> machines,
            List<String> nodes,
            List<String> wrong) {
        if (!machines.contains(machine)) {
            String nearest = Nearest.to(machine, machines);
            wrong.add(
                    "--place %s=%s: the scenario has no machine %s.%s"
                            .formatted(
                                    machine,
                                    node,
                                    machine,
                                    nearest == null
                                            ? " It has " + String.join(", ", machines)
                                            : " Did you mean " + nearest + "?"));
        }
        if (!node.equals(HERE) && !nodes.contains(node)) {
            wrong.add(
                    ("--place %s=%s: %s is not among the nodes that --cluster names."
                                    + " Allowed: here, %s")
                            .formatted(machine, node, node, String.join(", ", nodes)));
        }
    }

    private static void collect(Step step, Map<String, Step> withSteps) {
        Place on = step.adverbs().on();
        if (on != null) {
            withSteps.putIfAbsent(on.machine(), step);
        }
        step.nested().forEach(each -> collect(each, withSteps));
    }
}
