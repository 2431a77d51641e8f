package dev.irpflow.sim.cli;

import dev.irpflow.sim.campaign.Batch;
import dev.irpflow.sim.campaign.Say;
import dev.irpflow.sim.campaign.Shard;
import dev.irpflow.sim.campaign.Wire;
import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.hunt.FindingsRecord.Given;
import dev.irpflow.sim.hunt.Hunter;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Watched;
import dev.irpflow.sim.program.ProgramException;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.FinishedRun.TraceHash;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.stage.Replay;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plays batches that another process gives it: one process of several of a hunt. */
@Command(
        name = HuntWorkerCommand.NAME,
        hidden = true,
        description = "Plays what the process that leads a hunt tells it to.")
final class HuntWorkerCommand implements Callable<Integer> {
    /** Its name on the command line. */
    static final String NAME = "hunt-worker";

    private final Terminal terminal;
    private final LinkedBlockingQueue<Say> tasks = new LinkedBlockingQueue<>();

    @Mixin private final ScenarioArgument scenario = new ScenarioArgument();

    @Option(names = "--strategy", required = true)
    private String strategy = "";

    @Option(names = "--seeds", required = true)
    private String seeds = "";

    @Option(names = "--shard", required = true)
    private String shard = "";

    @Mixin private final Patience patience = new Patience();

    HuntWorkerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        Wire wire =
                new Wire(
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out));
        System.setOut(System.err); // what a driver prints is no message
        System.setIn(new ByteArrayInputStream(new byte[0]));
        HuntSetup setup =
                HuntSetup.load(
                        terminal,
                        scenario,
                        strategy,
                        SeedRange.of("--seeds", seeds),
                        Shard.parse(shard),
                        patience);
        Steps steps = new Steps();
        Watch quiet = new Watch(terminal);
        quiet.telling(() -> "");
        try (SimulationPlayer player =
                new SimulationPlayer(setup.examples().getFirst(), quiet, patience.length())) {
            listen(wire);
            tellAlive(wire, steps);
            wire.say(new Say.Ready(Build.fingerprint(), setup.identity()));
            new Work(setup, setup.campaign(), player, wire, steps).doAll();
        } catch (IOException e) {
            // Nobody is there any more to whom it could matter.
            Runtime.getRuntime().halt(Exit.INTERNAL);
        }
        return Exit.HELD;
    }

    // The end of its input is that of the process which leads: nobody else would end this one.
    private void listen(Wire wire) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                Say task = wire.hear();
                                while (task != null) {
                                    tasks.add(task);
                                    task = wire.hear();
                                }
                            } catch (IOException e) {
                                terminal.err().println("irpflow: " + e.getMessage());
                            }
                            Runtime.getRuntime().halt(Exit.HELD);
                        },
                        "orders");
        thread.setDaemon(true);
        thread.start();
    }

    private static void tellAlive(Wire wire, Steps steps) {
        ScheduledExecutorService clock =
                Executors.newSingleThreadScheduledExecutor(body -> {
                    Thread thread = new Thread(body, "alive");
                    thread.setDaemon(true);
                    return thread;
                });
        Future<?> _ =
                clock.scheduleAtFixedRate(
                        () -> {
                            try {
                                wire.say(new Say.Alive(steps.told));
                            } catch (IOException e) {
                                Runtime.getRuntime().halt(Exit.INTERNAL);
                            }
                        },
                        1,
                        1,
                        TimeUnit.SECONDS);
    }

    /** Counts steps, and is never asked to end. */
    private static final class Steps implements BooleanSupplier {
        private static final int TELL_EVERY = 1 << 8;

        private long steps;
        private volatile long told;

        @Override
        public boolean getAsBoolean() {
            if (++steps % TELL_EVERY == 0) {
                told = steps;
            }
            return false;
        }
    }

    private final class Work {
        private final HuntSetup setup;
        private final Campaign campaign;
        private final SimulationPlayer player;
        private final Hunter hunter;
        private final Wire wire;
        private final Steps steps;

        Work(HuntSetup setup, Campaign campaign, SimulationPlayer player, Wire wire, Steps steps) {
            this.setup = setup;
            this.campaign = campaign;
            this.player = player;
            this.hunter = player.hunter(campaign);
            this.wire = wire;
            this.steps = steps;
        }

        void doAll() throws IOException {
            while (true) {
                try {
                    Say task = tasks.take();
                    if (task instanceof Say.Give give) {
                        play(give);
                    } else if (task instanceof Say.Check check) {
                        check(check);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        private void play(Say.Give give) throws IOException {
            Batch batch = new Batch(give.first(), give.blocks());
            Set<Long> without = new HashSet<>(give.without());
            LongStream numbers =
                    setup.shard()
                            .numbers(batch, give.schedules())
                            .filter(number -> !without.contains(number));
            if (give.careful()) {
                numbers = numbers.peek(this::begins);
            }
            try {
                Findings found = hunter.play(numbers.iterator(), steps);
                long wanted = setup.shard().runs(batch, give.schedules()) - without.size();
                boolean whole = found.runs() + found.absent() == wanted;
                wire.say(new Say.Done(give.first(), give.blocks(), whole, found.toRecord()));
            } catch (Hunter.BrokenException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                wire.say(
                        new Say.Broken(
                                e.schedule().number(),
                                Exit.of(cause),
                                words(cause),
                                e.findings().toRecord()));
            }
        }

        private static String words(Throwable cause) {
            if (cause instanceof ProgramException) {
                return String.valueOf(cause.getMessage());
            }
            StringWriter how = new StringWriter();
            cause.printStackTrace(new PrintWriter(how));
            return how.toString();
        }

        private void begins(long number) {
            try {
                wire.say(new Say.Begun(number));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void check(Say.Check check) throws IOException {
            Watched run =
                    new Watched(
                            check.run().number(),
                            Given.bySite(check.run().answers()),
                            check.run().events(),
                            check.run().sha256());
            Schedule schedule = campaign.schedule(run.number());
            Replay answers = run.replay(schedule.seed());
            SimulationPlayer example = player.on(setup.examples().get(schedule.example()));
            TraceHash hash =
                    check.keep().isEmpty()
                            ? example.hash(schedule.seed(), answers)
                            : example.hash(
                                    schedule.seed(), answers, terminal.resolve(check.keep()));
            wire.say(new Say.Checked(run.number(), hash.events(), hash.sha256()));
        }
    }
}
