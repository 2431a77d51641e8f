// This file is one thing because a machine is what all that it holds is found through.
package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;
import dev.irpflow.stage.Stage;
import dev.irpflow.stage.Ways;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One emulated machine: its processors, strands and all its kernel state. Everything here runs one
 * at a time, on the stage's thread or on the machine's serial executor.
 */
public final class Machine {
    private final MachineSettings settings;
    private final Host host;
    private final Stage stage;
    private final long key;
    private final int life; // how often it was built before
    private final long root;
    private final Footprint footprint;
    private final MachineClock clock;
    private final Scheduler scheduler;
    private final Causes causes;
    private final Strands strands;
    private final MessageLog log;
    private final ContractChecks checks;
    private final ObjectTable objects;
    private final Memory memory;
    private final Ledger ledger;
    private final Workers workers;
    private final SystemTime time;
    private final Namespace namespace;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private @Nullable Place[] servers = new Place[0]; // by the server's index in contracts
    private final SpinLock cancelLock;
    private @Nullable LockOrder lockOrder;
    private @Nullable Processes processes;
    private @Nullable IoManagerWork ioManagerWork;
    private @Nullable UnloadSafeRoutines unloadSafeRoutines;
    private final Ways ways = new Ways();
    private long frameChain;
    private long operations;
    private boolean dead;
    private int pauses; // how many that have begun have not ended
    private @Nullable Violation newest;
    private long newestDuring; // the message in which that happened

    /** Builds a machine; its components are added by binding their places. */
    public Machine(MachineSettings settings, Host host) {
        this(settings, host, null);
    }

    /**
     * Builds a machine for its next life: it goes on numbering where the earlier one stopped, so
     * that no number of a trace has two meanings.
     */
    public Machine(MachineSettings settings, Host host, @Nullable Machine earlier) {
        this.operations = earlier == null ? 0 : earlier.operations;
        this.settings = settings;
        this.host = host;
        this.stage = host.stage();
        this.key = Site.key(settings.name());
        this.life = earlier == null ? 0 : earlier.life + 1;
        this.root = life == 0 ? key : Site.join(key, life);
        this.footprint = stage.footprint();
        this.clock = new MachineClock(stage);
        this.objects = new ObjectTable(earlier == null ? 0 : earlier.objects.numbers(), key, host);
        this.namespace = new Namespace(footprint, key);
        this.scheduler = new Scheduler(settings.processors(), key, stage.pool());
        this.causes = new Causes(root);
        this.strands =
                new Strands(
                        this, scheduler, causes, earlier == null ? 0 : earlier.strands.numbers());
        this.log = new MessageLog(this);
        this.checks = new ContractChecks(this);
        this.memory = new Memory(this, settings);
        this.ledger = new Ledger(this);
        this.workers = new Workers(this, settings.workerThreads());
        this.time = new SystemTime(this);
        this.cancelLock = objects.add(new SpinLock(LockKind.CANCEL_SPIN_LOCK));
    }

    /** Its name in the scenario. */
    public String name() {
        return settings.name();
    }

    /** How it was built. */
    public MachineSettings settings() {
        return settings;
    }

    /** Its name as part of a site. */
    public long key() {
        return key;
    }

    /** Its name and which of its lives this is, as the root of all chains that begin here. */
    long root() {
        return root;
    }

    /** The stage it runs on. */
    public Stage stage() {
        return stage;
    }

    /** What the present step has read and written so far. */
    public Footprint footprint() {
        return footprint;
    }

    /**
     * The time of its own clock in nanoseconds, for what is modelled: stage time without the time
     * for which it was paused. Asking for it is part of the footprint.
     */
    public long now() {
        footprint.read(Footprint.CLOCK);
        return clock.now();
    }

    /** The same, for what is no part of the footprint. */
    long elapsed() {
        return clock.now();
    }

    /** The stage time of a moment of its own clock. */
    long onStage(long moment) {
        return clock.onStage(moment);
    }

    /** Stage time in nanoseconds, for what happens between machines. */
    public long stageTime() {
        footprint.read(Footprint.CLOCK);
        return stage.now();
    }

    /** Its processors and its clock stand still: a virtual machine that is paused. */
    public void pause() {
        if (!dead && pauses++ == 0) {
            clock.stop();
            scheduler.pause(true);
            stage.pool().freeze(this);
        }
    }

    /** It goes on where it was: what was to come on it comes later by as long as it stood. */
    public void resume() {
        if (!dead && --pauses == 0) {
            stage.pool().thaw(this, clock.goOn());
            scheduler.pause(false);
        }
    }

    /** Its processors need a time for each message, from one to the other length in nanoseconds. */
    public Slowness slowDown(long leastNs, long mostNs) {
        Slowness slowness = new Slowness(leastNs, mostNs);
        scheduler.slow().begin(slowness);
        return slowness;
    }

    /** A slow-down is over. */
    public void speedUp(Slowness slowness) {
        scheduler.slow().end(slowness);
    }

    /** The world it stands in. */
    public Host host() {
        return host;
    }

    /** The calls of strands that wait without a time that ends it, oldest strand first. */
    public List<Call> waitsForEver() {
        List<Call> held = new ArrayList<>();
        for (Strand strand : strands.live().all()) {
            Wait wait = strand.waitsIn();
            if (wait != null && wait.isForEver()) {
                held.add(wait.held());
            }
        }
        return held;
    }

    /** Its strands. */
    public Strands strands() {
        return strands;
    }

    /** What brings about what happens now. */
    public Causes causes() {
        return causes;
    }

    /** Its kernel objects. */
    public ObjectTable objects() {
        return objects;
    }

    /** Its processes. */
    public Processes processes() {
        if (processes == null) {
            processes = new Processes(this);
        }
        return processes;
    }

    /** Its memory. */
    public Memory memory() {
        return memory;
    }

    /** What is held on it. */
    public Ledger ledger() {
        return ledger;
    }

    /** Its system worker threads. */
    public Workers workers() {
        return workers;
    }

    /** Its system time. */
    public SystemTime time() {
        return time;
    }

    /** Its object namespace: devices and symbolic links. */
    public Namespace namespace() {
        return namespace;
    }

    /** The system-wide cancel spin lock. */
    public SpinLock cancelLock() {
        return cancelLock;
    }

    /** The orders in which its locks were taken. */
    public LockOrder lockOrder() {
        if (lockOrder == null) {
            lockOrder = new LockOrder();
        }
        return lockOrder;
    }

    /** What the I/O manager has under way in strands of its own. */
    public IoManagerWork ioManagerWork() {
        if (ioManagerWork == null) {
            ioManagerWork = new IoManagerWork(footprint, key);
        }
        return ioManagerWork;
    }

    /** The completion routines that keep their drivers. */
    public UnloadSafeRoutines unloadSafeRoutines() {
        if (unloadSafeRoutines == null) {
            unloadSafeRoutines = new UnloadSafeRoutines(footprint, key);
        }
        return unloadSafeRoutines;
    }

    /** What keeps drivers loaded. */
    public List<ImageKeeper> imageKeepers() {
        return List.of(workers, unloadSafeRoutines());
    }

    /** What it writes into the trace. */
    public MessageLog log() {
        return log;
    }

    /** Whether it has died or was stopped: messages that are still under way are dropped. */
    public boolean isDead() {
        footprint.read(key);
        return dead;
    }

    /** The same, for what drops messages and is no part of the footprint. */
    boolean isStopped() {
        return dead;
    }

    /** How many processors it has. */
    public int processors() {
        return scheduler.processors();
    }

    /** The place of a component, made at first mention. */
    public Place place(String component) {
        return places.computeIfAbsent(component, name -> new Place(this, name));
    }

    /** The components that were ever mentioned, by name. */
    public Map<String, Place> places() {
        return places;
    }

    /** The place that serves a routine, from its contract. */
    public Place serverOf(RoutineContract contract) {
        int index = contract.serverIndex();
        if (index >= servers.length) {
            servers = Arrays.copyOf(servers, Math.max(index + 1, 2 * servers.length));
        }
        Place server = servers[index];
        if (server == null) {
            server = place(contract.serves());
            servers[index] = server;
        }
        return server;
    }

    /** A new number for an operation. */
    public long newOperation() {
        return ++operations;
    }

    /** Asks in which of several legal ways a thing is done. */
    int chooseWay(long chain, String what, int count, @Nullable Call at) {
        return choose(chain, what, ways.of(at == null ? chain : chainOf(at), what, count), at);
    }

    /** Asks a question with several legal answers. */
    public int choose(long chain, String what, Options options, @Nullable Call at) {
        long site = stage.site(chain, Site.key(what));
        int answer = stage.chooser().choose(site, options);
        if (answer != 0) {
            log.decision(site, Answer.of(options, answer), options.describe(answer), at);
        }
        return answer;
    }

    private static long chainOf(Call at) {
        return at.strand().chain();
    }

    /**
     * Sends a frame to the network.
     *
     * @param chain what led to it, as a key, without addresses and ports
     */
    public void transmit(GeneratedMessage frame, long chain) {
        frameChain = chain;
        Call during =
                switch (causes.current()) {
                    case null -> null;
                    case Call call -> call;
                    case Return answer -> answer.call().outer();
                };
        host.transmit(this, frame, during);
    }

    /** What led to the frame that leaves now, as a key. */
    public long frameChain() {
        return frameChain;
    }

    /** A rule was broken; the world decides what follows. */
    public void violated(Rule rule, Place by, String detail, @Nullable Call call) {
        if (call != null && call.from() == by) {
            call.breakRule();
        }
        violated(new Violation(rule, by.toString(), detail, call, linesOf(by, call)));
    }

    // Of the driver that is to blame, if its code runs on the strand; where nobody asks for them
    // they are not worth the time.
    private String linesOf(Place by, @Nullable Call call) {
        if (call != null
                && stage.trace().wantsBlame()
                && call.strand().owner() instanceof StrandStack stack) {
            for (StrandStack.Part part : stack.parts()) {
                if (part.call().to() == by) {
                    return String.join("\n", part.lines());
                }
            }
        }
        return "";
    }

    /** A rule was broken; the world decides what follows. */
    public void violated(Violation violation) {
        footprint.write(Footprint.RUN);
        newest = violation;
        newestDuring = causes.cause();
        try {
            log.violation(violation);
            host.violated(this, violation);
        } catch (RuntimeException e) { // this may be the stack of a driver, which is not to blame
            host.broke(this, e);
        }
    }

    /** The machine dies. */
    public void bugCheck(BugCheck bugCheck) {
        if (dead) {
            return;
        }
        log.bugCheck(bugCheck);
        if (stage.trace().isOn()) { // a run that nobody records leaves no dump
            host.dumped(this, Snapshot.of(this, bugCheck));
        }
        stop();
        host.died(this, bugCheck);
    }

    /** Power goes: no strand of this machine runs again. */
    public void stop() {
        footprint.write(key);
        footprint.write(Footprint.RUN);
        dead = true;
        scheduler.clear();
        if (clock.stands()) {
            stage.pool().thaw(this, clock.goOn());
        }
    }

    /** The rule that was broken during the present message; null for none. */
    @Nullable Violation violationBefore() {
        return newestDuring == causes.cause() ? newest : null;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    ContractChecks checks() {
        return checks;
    }
}
