package dev.irpflow.sim.cluster;

import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Departure;
import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.network.Network;
import dev.irpflow.node.Control;
import dev.irpflow.node.RealTimeStage;
import dev.irpflow.node.RealTimeSystem;
import dev.irpflow.protocol.node.FrameUnderWay;
import dev.irpflow.protocol.node.TraceBatch;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.FromElsewhere;
import dev.irpflow.sim.run.Inputs;
import dev.irpflow.sim.run.NetworkOf;
import dev.irpflow.sim.run.RunObserver;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.ScenarioRun;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.stage.Trace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One run that this process leads, some of whose machines are played by other nodes. */
final class LedRun {
    private static final long ANSWER_MS = 60_000;
    private static final long LAST_TRACE_MS = 3_000;

    private final Scenario scenario;
    private final Correspondence letters;
    private final List<String> others;
    private final MergedTrace trace;
    private final RunDrive drive;
    private final Network network;
    private final RealTimePlayhouse house;
    private final Quiescence quiescence;
    private final DumpsElsewhere dumps = new DumpsElsewhere();
    private final Clocks clocks;
    private final RealTimeSystem system;
    private final @Nullable RunObserver observer;
    private final CompletableFuture<String> ready = new CompletableFuture<>(); // "" or why not
    private final CompletableFuture<Boolean> traced = new CompletableFuture<>();
    private final CompletableFuture<Long> ended = new CompletableFuture<>(); // what all delivered
    private final Set<String> stillPlaying;
    private long delivered;
    private int readyNodes;
    private @Nullable ScenarioRun run;
    private @Nullable FromElsewhere told;

    LedRun(
            RealTimeSystem system,
            Correspondence letters,
            Scenario scenario,
            long seed,
            Trace target,
            @Nullable RunObserver observer) {
        this.system = system;
        this.observer = observer;
        this.scenario = scenario;
        this.letters = letters;
        this.others = letters.placement().others();
        this.stillPlaying = new LinkedHashSet<>(others);
        this.trace = new MergedTrace(target, others.size() + 1);
        this.drive =
                new RunDrive(
                        system,
                        scenario,
                        seed,
                        trace,
                        new RealTimeStage.Numbering(1, others.size() + 1L));
        this.network = NetworkOf.scenario(scenario);
        this.house =
                new RealTimePlayhouse(
                        drive.stage(),
                        network,
                        machine ->
                                letters.placement()
                                        .nodeOf(machine)
                                        .equals(letters.placement().leader()),
                        new MachinesElsewhere(letters));
        this.quiescence = new Quiescence(system, drive.stage(), letters, this::stuck);
        this.clocks = new Clocks(drive.stage(), letters);
        drive.whenQuiet(quiescence::begin);
    }

    long run() {
        return letters.run();
    }

    /**
     * Plays it to its end.
     *
     * @param seed as the others get it
     * @throws Refusal if a node cannot play its part
     */
    RunResult play(long seed, Path base, BooleanSupplier interrupted) throws Refusal {
        List<String> inputs = new ArrayList<>();
        String text = SentScenario.text(scenario, inputs);
        RunResult result;
        try {
            drive.stage().post(() -> assign(text, inputs, seed));
            awaitReady();
            result = drive.play(stage -> make(base), interrupted);
        } finally {
            house.closeAll();
            system.execute(() -> letters.sendToOthers(new Control.Stop(), ""));
            endTrace();
        }
        long messages = result.messages() + messagesElsewhere();
        return result.withMessages(messages).withDumps(dumpsElsewhere());
    }

    // Whatever was sent before the end of its part has come before it.
    private List<CrashDump> dumpsElsewhere() {
        CompletableFuture<List<CrashDump>> all = new CompletableFuture<>();
        system.execute(() -> all.complete(dumps.all()));
        return all.join();
    }

    private void stopped(String node, long messages) {
        if (stillPlaying.remove(node)) {
            delivered += messages;
            if (stillPlaying.isEmpty()) {
                ended.complete(delivered);
            }
        }
    }

    // Of a node that does not answer any more, what it has delivered is not known.
    private long messagesElsewhere() {
        try {
            return ended.get(LAST_TRACE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            system.execute(() -> ended.complete(delivered));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            system.execute(() -> ended.complete(delivered));
        }
        return ended.join();
    }

    private void assign(String text, List<String> inputs, long seed) {
        for (int i = 0; i < others.size(); i++) {
            letters.sendUncounted( // nobody counts before it
                    others.get(i),
                    new Control.Play(
                            scenario.name(),
                            text,
                            inputs,
                            seed,
                            i + 1,
                            others.size() + 1,
                            List.copyOf(letters.placement().byMachine().keySet()),
                            List.copyOf(letters.placement().byMachine().values()),
                            trace.isOn()));
        }
    }

    private ScenarioRun make(Path base) {
        ScenarioRun made = new ScenarioRun(scenario, house, new Inputs(base));
        if (observer != null) {
            made.tell(observer);
        }
        run = made;
        told = made.elsewhere();
        return made;
    }

    private void awaitReady() throws Refusal {
        try {
            String why = ready.get(ANSWER_MS, TimeUnit.MILLISECONDS);
            if (!why.isEmpty()) {
                throw new Refusal(why);
            }
        } catch (TimeoutException e) {
            throw new Refusal(
                    "not every node has answered within %d s: %s"
                            .formatted(
                                    TimeUnit.MILLISECONDS.toSeconds(ANSWER_MS),
                                    String.join(", ", others)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("interrupted while the nodes got ready");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // nobody completes it so
        }
    }

    private void endTrace() {
        if (trace.isOn()) {
            try {
                traced.get(LAST_TRACE_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // The trace lacks the last events of a node that is lost; the verdict stands.
                system.execute(() -> traced.complete(false));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        system.execute(() -> {
            trace.end();
            written.complete(true);
        });
        written.join();
    }

    /** Something has come from another process; called by the node's actor. */
    void letter(String from, Control content) {
        if (content instanceof Control.Stopped end) {
            system.execute(() -> stopped(from, end.messages())); // the stage takes nothing any more
            return;
        }
        if (content instanceof Control.DumpPart part) {
            system.execute(() -> dumps.add(part));
            return;
        }
        drive.stage().post(() -> hear(from, content));
    }

    void frame(FrameUnderWay frame) {
        drive.stage()
                .post(() -> {
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

    // Not by the stage, which takes nothing any more once the run is over.
    void trace(TraceBatch batch) {
        system.execute(() -> {
            trace.add(batch);
            if (trace.isComplete()) {
                traced.complete(true);
            }
        });
    }

    void lost(String node) {
        if (!others.contains(node)) {
            return;
        }
        String why =
                "%s, which played %s, has stopped in the middle of the run"
                        .formatted(node, letters.placement().machinesOf(node));
        ready.complete(why);
        system.execute(() -> {
            stopped(node, 0);
            trace.completeUntil(others.indexOf(node) + 1, MergedTrace.COMPLETE);
            if (trace.isComplete()) {
                traced.complete(true);
            }
        });
        drive.stage()
                .post(() -> {
                    if (run != null) {
                        run.abandon(why);
                    }
                });
    }

    private void hear(String from, Control content) {
        if (content instanceof Control.Answer answer) {
            if (answer.round() > 0) {
                quiescence.answered(answer);
            } else if (clocks.answered(from, answer)) {
                trace.offset(others.indexOf(from) + 1, clocks.offset(from));
                readyNodes++;
                if (readyNodes == others.size()) {
                    ready.complete("");
                }
            }
            return;
        }
        letters.received(1);
        switch (content) {
            case Control.Ready isReady -> clocks.ask(from);
            case Control.Unable unable -> ready.complete(from + " cannot play: " + unable.why());
            case Control.Booted booted -> told().booted(booted.machine());
            case Control.NotLoaded notLoaded ->
                    told().notLoaded(
                                    notLoaded.machine(),
                                    notLoaded.driver(),
                                    statusOf(notLoaded.status()));
            case Control.Unloaded unloaded -> told().unloaded(unloaded.machine(), unloaded.leaks());
            case Control.Violated it ->
                    told().violated(it.machine(), it.rule(), it.place(), it.detail(), it.stack());
            case Control.Died died ->
                    told().died(
                                    died.machine(),
                                    new BugCheck(
                                            died.code(),
                                            died.name(),
                                            died.first(),
                                            died.second(),
                                            died.third(),
                                            died.fourth()));
            case Control.DumpPart dump -> unexpected(dump);
            case Control.Broke broke -> {
                ready.complete(from + " cannot play: " + broke.error());
                drive.broke(new IllegalStateException("on " + from + ": " + broke.error()));
            }
            case Control.Came came -> {
                letters.sendToOthers(came, from);
                told().came(came.moment());
            }
            case Control.Struck struck -> told().struck(struck.fault());
            case Control.Play play -> unexpected(play);
            case Control.PowerOn order -> unexpected(order);
            case Control.PowerOff order -> unexpected(order);
            case Control.Cut order -> unexpected(order);
            case Control.Strike order -> unexpected(order);
            case Control.BeginTrouble order -> unexpected(order);
            case Control.EndTrouble order -> unexpected(order);
            case Control.Arm order -> unexpected(order);
            case Control.Calm order -> unexpected(order);
            case Control.EndFault order -> unexpected(order);
            case Control.ShutDown order -> unexpected(order);
            case Control.Probe probe -> unexpected(probe);
            case Control.Stop stop -> unexpected(stop);
            case Control.Inject order -> unexpected(order);
            case Control.Stopped end -> unexpected(end);
            case Control.Answer answer -> unexpected(answer);
        }
    }

    private FromElsewhere told() {
        FromElsewhere of = told;
        if (of == null) {
            throw new IllegalStateException("a node plays before the run has begun");
        }
        return of;
    }

    // What was lost between the nodes is no fault of the scenario's.
    private void stuck(long lost) {
        ScenarioRun present = run;
        if (present == null) {
            return;
        }
        if (lost == 0) {
            present.wentQuiet();
        } else {
            present.abandon(lost + " messages between the nodes have not arrived");
        }
        drive.stage().lookUp();
    }

    private static NtStatus statusOf(int code) {
        NtStatus status = NtStatus.forNumber(code);
        return status == null ? NtStatus.STATUS_UNSUCCESSFUL : status;
    }

    private static void unexpected(Control content) {
        throw new IllegalStateException("the leader of a run was told " + content);
    }
}
