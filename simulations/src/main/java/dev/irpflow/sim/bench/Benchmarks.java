package dev.irpflow.sim.bench;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.machine.Assembly;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.network.Network;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.sim.stage.SimulationPlayhouse;
import dev.irpflow.sim.stage.SimulationStage;
import dev.irpflow.sim.stage.StageSystem;
import dev.irpflow.sim.trace.JsonLines;
import dev.irpflow.stage.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** The benchmarks, each a function that does its work once and gives a figure. */
public final class Benchmarks {
    private static final int CLIENT = 0x0A00_0001;
    private static final int SERVER = 0x0A00_0002;
    private static final int WARM_UPS = 3;

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

    private double echoOnce(long roundTrips) {
        SimulationStage stage = stage(Trace.NONE);
        Network network = new Network(LinkSettings.LAN.withLatency(1_000, 1_000));
        BenchMachines machines = new BenchMachines(stage, network);
        EchoClient client =
                new EchoClient(ByteString.copyFrom(new byte[] {10, 0, 0, 2}), roundTrips);
        machines.boot("server", SERVER, new EchoServer());
        machines.boot("client", CLIENT, client);
        long began = nanoTime.getAsLong();
        stage.run(() -> client.done() >= roundTrips, Long.MAX_VALUE, Long.MAX_VALUE);
        double seconds = (nanoTime.getAsLong() - began) / 1e9;
        machines.close();
        return roundTrips / seconds;
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
                machine.beginThread(
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
            machines.boot("m" + i, CLIENT + i, context -> NtStatus.STATUS_SUCCESS);
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
