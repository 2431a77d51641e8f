package dev.irpflow.sim.bench;

import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.machine.Assembly;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.network.Network;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Hunter;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.sim.stage.SimulationPlayhouse;
import dev.irpflow.sim.stage.SimulationStage;
import dev.irpflow.sim.stage.StageSystem;
import dev.irpflow.sim.trace.JsonLines;
import dev.irpflow.stage.Trace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** The benchmarks, each a function that does its work once and gives a figure. */
public final class Benchmarks {
    private static final int FIRST = 0x0A00_0001;
    private static final int WARM_UPS = 3;
    // More memory is touched in a larger world, so that the caches of the processor hold less of
    // it; a cost that grew with the world would show as tens of times.
    private static final double MOST_GROWTH = 2;

    private final StageSystem system = new StageSystem();
    private final LongSupplier nanoTime;
    private final int repetitions;

    /**
     * Benchmarks on this thread.
     *
     * @param nanoTime the host's clock: the stage has none
     */
    public Benchmarks(LongSupplier nanoTime, int repetitions) {
        this.nanoTime = nanoTime;
        this.repetitions = repetitions;
    }

    /** TCP echo over WSK, 64 bytes, with IRPs and verifier: round trips a second. */
    public Figure echo(long roundTrips) {
        return figure("tcp-echo-64", "round trips/s", 50_000, () -> echoOnce(roundTrips));
    }

    /** Echo of datagrams over WSK, 64 bytes, with IRPs and verifier: round trips a second. */
    public Figure datagrams(long roundTrips) {
        return figure(
                "udp-echo-64",
                "round trips/s",
                100_000,
                () ->
                        roundTrips
                                / new DatagramWorld(roundTrips)
                                        .seconds(stage(Trace.NONE), nanoTime));
    }

    /** Calls between two components, trace off: messages (calls and returns) a second. */
    public Figure calls(long calls) {
        return figure("calls", "messages/s", 2_000_000, () -> callsOnce(calls, Trace.NONE));
    }

    /** The same with every message written and hashed as JSON. */
    public Figure tracedCalls(long calls) {
        return figure(
                "calls-traced",
                "messages/s",
                600_000,
                () -> callsOnce(calls, new JsonLines(null, header())));
    }

    /** Whole worlds of 10 components and 200 messages: worlds a second. */
    public Figure worlds(int worlds) {
        return figure("worlds", "worlds/s", 8_000, () -> worldsOnce(worlds));
    }

    /** Machines that send heartbeats to one of them at 1 Hz: real seconds for virtual ones. */
    public Figure heartbeats(int machines, long virtualSeconds) {
        return new Figure(
                "heartbeats",
                "s for " + virtualSeconds + " s",
                List.of(
                        new HeartbeatWorld(machines)
                                .seconds(stage(Trace.NONE), nanoTime, virtualSeconds)),
                60);
    }

    /** A few such machines, which are idle nearly always: virtual seconds for a real one. */
    public Figure idleWorld(int machines, long virtualSeconds) {
        return figure(
                "idle-world",
                "times real",
                1_000,
                () ->
                        virtualSeconds
                                / new HeartbeatWorld(machines)
                                        .seconds(stage(Trace.NONE), nanoTime, virtualSeconds));
    }

    /**
     * Whole runs of a scenario as a hunt plays them: schedules a second.
     *
     * @param campaign of a scenario with about 50 decisions and at most 100 messages
     */
    public Figure schedules(Campaign campaign, Path data, long runs) {
        try (Simulation simulation = new Simulation(data)) {
            Hunter hunter = new Hunter(campaign, simulation);
            return figure("schedules", "schedules/s", 10_000, () -> schedulesOnce(hunter, runs));
        }
    }

    private double schedulesOnce(Hunter hunter, long runs) {
        long began = nanoTime.getAsLong();
        long played = hunter.play(0, runs, () -> false).runs();
        return played / ((nanoTime.getAsLong() - began) / 1e9);
    }

    /** Idle machines, booted and kept: bytes of heap for each. */
    public Figure idleMachines(int machines) {
        return new Figure(
                "idle-machine", "bytes", List.of(bytesOfIdleMachine(machines)), (2L << 30) / 10e3);
    }

    private Figure figure(String name, String unit, double goal, DoubleSupplier once) {
        for (int i = 0; i < WARM_UPS; i++) {
            double _ = once.getAsDouble();
        }
        List<Double> figures = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            figures.add(once.getAsDouble());
        }
        return new Figure(name, unit, figures, goal);
    }

    /** The same echo in worlds of ever more machines that stand by, each with links to it. */
    public Growth growthInMachines(long roundTrips) {
        return growth(
                "linear-in-machines",
                "machines",
                List.of(2L, 20L, 200L, 2_000L),
                machines -> new EchoWorld(1, (int) (machines - 2), roundTrips));
    }

    /** The same number of round trips, spread over ever more pairs that play at one time. */
    public Growth growthInLinks(long roundTrips) {
        return growth(
                "linear-in-links",
                "busy links",
                List.of(1L, 10L, 100L, 1_000L),
                links -> new EchoWorld((int) links, 0, roundTrips));
    }

    /** Ever more round trips in one world. */
    public Growth growthInMessages(long roundTrips) {
        return growth(
                "linear-in-messages",
                "round trips",
                List.of(roundTrips, 10 * roundTrips, 100 * roundTrips),
                count -> new EchoWorld(1, 0, count));
    }

    private Growth growth(
            String name, String grows, List<Long> sizes, LongFunction<EchoWorld> worldOf) {
        List<Growth.Point> points = new ArrayList<>();
        sizes.forEach(size -> points.add(new Growth.Point(size, new ArrayList<>())));
        for (int repetition = -1; repetition < repetitions; repetition++) {
            for (Growth.Point point : points) {
                EchoWorld world = worldOf.apply(point.size());
                double ns = world.seconds(stage(Trace.NONE), nanoTime) * 1e9 / world.roundTrips();
                if (repetition >= 0) { // the first is the warm-up
                    point.nsPerRoundTrip().add(ns);
                }
            }
        }
        return new Growth(name, grows, points, MOST_GROWTH);
    }

    private double echoOnce(long roundTrips) {
        return roundTrips / new EchoWorld(1, 0, roundTrips).seconds(stage(Trace.NONE), nanoTime);
    }

    private double callsOnce(long calls, Trace trace) {
        SimulationStage stage = stage(trace);
        SimulationPlayhouse house = new SimulationPlayhouse(stage, new Network(LinkSettings.LAN));
        Machine machine =
                new Machine(
                        MachineSettings.of("machine"),
                        new BenchMachines(stage, new Network(LinkSettings.LAN)));
        BarePair.Caller caller = new BarePair.Caller(machine.place("callee"), calls);
        Map<String, Component> components = new LinkedHashMap<>();
        components.put("caller", caller);
        components.put("callee", new BarePair.Callee());
        open(house, machine, components);
        long began = nanoTime.getAsLong();
        stage.run(caller::isDone, Long.MAX_VALUE, Long.MAX_VALUE);
        double seconds = (nanoTime.getAsLong() - began) / 1e9;
        house.closeAll();
        return stage.messages() / seconds;
    }

    private double worldsOnce(int worlds) {
        long began = nanoTime.getAsLong();
        for (int world = 0; world < worlds; world++) {
            SimulationStage stage = stage(Trace.NONE);
            SimulationPlayhouse house =
                    new SimulationPlayhouse(stage, new Network(LinkSettings.LAN));
            Machine machine =
                    new Machine(
                            MachineSettings.of("machine"),
                            new BenchMachines(stage, new Network(LinkSettings.LAN)));
            Map<String, Component> components = new LinkedHashMap<>();
            for (int pair = 0; pair < 5; pair++) { // 5 pairs, each 20 calls and returns: 200
                components.put(
                        "caller" + pair, new BarePair.Caller(machine.place("callee" + pair), 20));
                components.put("callee" + pair, new BarePair.Callee());
            }
            open(house, machine, components);
            stage.run(() -> false, Long.MAX_VALUE, Long.MAX_VALUE); // until nothing can happen
            house.closeAll();
        }
        return worlds / ((nanoTime.getAsLong() - began) / 1e9);
    }

    private void open(
            SimulationPlayhouse house, Machine machine, Map<String, Component> components) {
        house.open(new Assembly(machine, components, Set.of(), null));
        for (String name : components.keySet()) {
            if (name.startsWith("caller")) {
                machine.strands()
                        .beginThread(
                                StrandKind.THREAD,
                                machine.place(name),
                                name,
                                KStartRoutine.getDefaultInstance(),
                                name,
                                0);
            }
        }
    }

    private double bytesOfIdleMachine(int count) {
        SimulationStage stage = stage(Trace.NONE);
        BenchMachines machines = new BenchMachines(stage, new Network(LinkSettings.LAN));
        long before = used();
        for (int i = 0; i < count; i++) {
            machines.boot("m" + i, FIRST + i, context -> NtStatus.STATUS_SUCCESS);
        }
        stage.run(() -> false, Long.MAX_VALUE, Long.MAX_VALUE);
        double bytes = (double) (used() - before) / count;
        machines.close();
        return bytes;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private SimulationStage stage(Trace trace) {
        return new SimulationStage(system, new SeededChooser(1, 0), trace);
    }

    private static JsonLines.Header header() {
        return new JsonLines.Header("bench", 1, "bench");
    }
}
