package dev.irpflow.sim.cluster;

import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Departure;
import dev.irpflow.kernel.Violation;
import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.network.Network;
import dev.irpflow.node.Control;
import dev.irpflow.node.Driven;
import dev.irpflow.node.RealTimeStage;
import dev.irpflow.node.RealTimeSystem;
import dev.irpflow.protocol.node.FrameUnderWay;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.run.NetworkOf;
import dev.irpflow.sim.run.Part;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.SeededChooser;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** The part of one run that a node plays for the process that leads it. */
final class PartPlay implements Driven, Part.Lead {
    private static final long TRACE_EVERY_NS = 100_000_000;

    private final Correspondence letters;
    private final String leader;
    private final RealTimeSystem system;
    private final SentTrace trace;
    private final RealTimeStage stage;
    private final RealTimePlayhouse house;
    private final Network network;
    private final Part part;
    private boolean stopped;
    private RealTimeSystem.@Nullable Wake nextTrace;

    PartPlay(
            RealTimeSystem system,
            Correspondence letters,
            String self,
            Scenario scenario,
            Control.Play play) {
        this.letters = letters;
        this.leader = letters.placement().leader();
        this.system = system;
        this.trace = new SentTrace(letters, play.number(), play.traced());
        this.stage =
                new RealTimeStage(
                        system,
                        this,
                        new SeededChooser(play.seed(), 0),
                        trace,
                        new RealTimeStage.Numbering(play.number() + 1L, play.processes()));
        this.network = NetworkOf.scenario(scenario);
        this.house =
                new RealTimePlayhouse(
                        stage,
                        network,
                        machine -> letters.placement().nodeOf(machine).equals(self),
                        new MachinesElsewhere(letters));
        this.part = new Part(scenario, house, this);
    }

    String leader() {
        return leader;
    }

    long run() {
        return letters.run();
    }

    /** Draws up the machines, and says that they can be switched on. */
    void begin() {
        stage.post(() -> {
            part.begin();
            letters.send(leader, new Control.Ready());
            if (trace.isOn()) {
                sendTrace();
            }
        });
    }

    /** The run is over, or its leader is lost. */
    void stop() {
        stage.post(() -> {
            stopped = true;
            stage.lookUp();
        });
    }

    void frame(FrameUnderWay frame) {
        stage.post(() -> {
            letters.received(1);
            network.arrive(
                    frame.getMachine(),
                    frame.getFrame(),
                    new Departure(frame.getFrom(), frame.getCause()),
                    frame.getEarliestInNs(),
                    frame.getNominalInNs(),
                    frame.getChain());
        });
    }

    void letter(Control content) {
        stage.post(() -> obey(content));
    }

    private void obey(Control content) {
        if (content instanceof Control.Probe probe) {
            letters.sendUncounted(
                    leader,
                    new Control.Answer(
                            probe.round(),
                            stage.isQuiet(),
                            letters.sent(),
                            letters.received(),
                            stage.now(),
                            stage.messages()));
            return;
        }
        letters.received(1);
        switch (content) {
            case Control.PowerOn order -> part.powerOn(order.machine());
            case Control.PowerOff order -> part.powerOff(order.machine(), order.fault());
            case Control.Cut order ->
                    part.cut(order.from(), order.to(), order.cut(), order.fault());
            case Control.Strike order -> part.strike(order.fault(), order.name());
            case Control.BeginTrouble order -> part.beginTrouble(order.fault(), order.name());
            case Control.EndTrouble order -> part.endTrouble(order.name());
            case Control.Arm order -> part.arm();
            case Control.Calm order -> part.calm();
            case Control.EndFault order -> part.endFault(order.fault());
            case Control.Inject order -> part.inject(order.fault(), order.name(), order.gust());
            case Control.ShutDown order -> part.shutDown(order.machine());
            case Control.Came came -> part.came(came.moment());
            // What begins and ends a part is the node's affair, and the rest is said to the leader.
            case Control.Play play -> unexpected(play);
            case Control.Stop stop -> unexpected(stop);
            case Control.Probe probe -> unexpected(probe);
            case Control.Ready ready -> unexpected(ready);
            case Control.Unable unable -> unexpected(unable);
            case Control.Booted booted -> unexpected(booted);
            case Control.NotLoaded notLoaded -> unexpected(notLoaded);
            case Control.Unloaded unloaded -> unexpected(unloaded);
            case Control.Violated violated -> unexpected(violated);
            case Control.Died died -> unexpected(died);
            case Control.DumpPart dump -> unexpected(dump);
            case Control.Broke broke -> unexpected(broke);
            case Control.Struck struck -> unexpected(struck);
            case Control.Answer answer -> unexpected(answer);
            case Control.Stopped end -> unexpected(end);
        }
    }

    private static void unexpected(Control content) {
        throw new IllegalStateException("a part of a run was told " + content);
    }

    // Also when nothing happens, so that the leader need not hold back the events of others.
    private void sendTrace() {
        trace.send(stage.now());
        nextTrace =
                system.wake(
                        TRACE_EVERY_NS,
                        () ->
                                stage.post(() -> {
                                    if (!stopped) {
                                        sendTrace();
                                    }
                                }));
    }

    @Override
    public boolean isOver() {
        return stopped;
    }

    @Override
    public void over() {
        if (nextTrace != null) {
            nextTrace.cancel();
        }
        if (trace.isOn()) {
            trace.send(MergedTrace.COMPLETE);
        }
        letters.sendUncounted(leader, new Control.Stopped(stage.messages()));
        stage.pool().clear();
        house.closeAll();
    }

    @Override
    public void wentQuiet() {
        // The leader asks, and knows what is under way.
    }

    @Override
    public void broke(Throwable error) {
        StringWriter stack = new StringWriter();
        error.printStackTrace(new PrintWriter(stack));
        letters.send(leader, new Control.Broke(stack.toString()));
    }

    @Override
    public void booted(String machine) {
        letters.send(leader, new Control.Booted(machine));
    }

    @Override
    public void notLoaded(String machine, String driver, NtStatus status) {
        letters.send(leader, new Control.NotLoaded(machine, driver, status.getNumber()));
    }

    @Override
    public void unloaded(String machine, String leaks) {
        letters.send(leader, new Control.Unloaded(machine, leaks));
    }

    @Override
    public void violated(String machine, Violation violation) {
        letters.send(
                leader,
                new Control.Violated(
                        machine,
                        violation.rule().id(),
                        violation.place(),
                        violation.detail(),
                        violation.stack()));
    }

    // The leader takes it although the run has ended there meanwhile: it does not count.
    @Override
    public void dumped(CrashDump dump) {
        for (Control.DumpPart part : DumpsElsewhere.parts(dump)) {
            letters.sendUncounted(leader, part);
        }
    }

    @Override
    public void died(String machine, BugCheck bugCheck) {
        letters.send(
                leader,
                new Control.Died(
                        machine,
                        bugCheck.code(),
                        bugCheck.name(),
                        bugCheck.p1(),
                        bugCheck.p2(),
                        bugCheck.p3(),
                        bugCheck.p4()));
    }

    @Override
    public void came(int moment) {
        letters.send(leader, new Control.Came(moment));
    }

    @Override
    public void struck(String fault) {
        letters.send(leader, new Control.Struck(fault));
    }
}
