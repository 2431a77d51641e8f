// This file is one thing because a machine is the one owner of all its kernel state, and every
// change of a strand goes through it.
package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;
import dev.irpflow.stage.Stage;
import dev.irpflow.stage.Ways;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One emulated machine: its processors, strands and all its kernel state. Everything here runs one
 * at a time, on the stage's thread or on the machine's serial executor.
 */
public final class Machine {
    /** Lets the stage choose the processor of a DPC. */
    public static final int ANY_PROCESSOR = -1;

    private final MachineSettings settings;
    private final Host host;
    private final Stage stage;
    private final long key;
    private final int life; // how often it was built before
    private final long root;
    private final Footprint footprint;
    private final Scheduler scheduler;
    private final MessageLog log;
    private final ContractChecks checks;
    private final ObjectTable objects;
    private final Memory memory;
    private final Ledger ledger;
    private final Workers workers;
    private final SystemTime time;
    private final Namespace namespace;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private @Nullable Place[] servers = new Place[0]; // by the index of the contract
    private final SpinLock cancelLock;
    private @Nullable LockOrder lockOrder;
    private final Ways ways = new Ways();
    private @Nullable Message current;
    private long earlierCause; // of what happens now, 0 if that is the current message
    private long frameChain;
    private int begun; // strands and timers that no message has begun
    private long strands;
    private long operations;
    private int aloneRuns;
    private int alone;
    private boolean dead;

    /** Builds a machine; its components are added by binding their places. */
    public Machine(MachineSettings settings, Host host) {
        this(settings, host, null);
    }

    /**
     * Builds a machine for its next life: it goes on numbering where the earlier one stopped, so
     * that no number of a trace has two meanings.
     */
    public Machine(MachineSettings settings, Host host, @Nullable Machine earlier) {
        this.strands = earlier == null ? 0 : earlier.strands;
        this.operations = earlier == null ? 0 : earlier.operations;
        this.settings = settings;
        this.host = host;
        this.stage = host.stage();
        this.key = Site.key(settings.name());
        this.life = earlier == null ? 0 : earlier.life + 1;
        this.root = life == 0 ? key : Site.join(key, life);
        this.footprint = stage.footprint();
        this.objects =
                new ObjectTable(earlier == null ? 0 : earlier.objects.numbers(), key, footprint);
        this.namespace = new Namespace(footprint, key);
        this.scheduler = new Scheduler(settings.processors(), key, stage.pool());
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

    /** Stage time in nanoseconds, for what is modelled: asking for it is part of the footprint. */
    public long now() {
        footprint.read(Footprint.CLOCK);
        return stage.now();
    }

    /** The world it stands in. */
    public Host host() {
        return host;
    }

    /** Its kernel objects. */
    public ObjectTable objects() {
        return objects;
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

    /** What it writes into the trace. */
    public MessageLog log() {
        return log;
    }

    /** Whether it has died or was stopped: messages that are still under way are dropped. */
    public boolean isDead() {
        footprint.read(key);
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
    public Place serverOf(GeneratedMessage request) {
        RoutineContract contract = RoutineContract.of(request);
        int index = contract.index();
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

    /** The message that is being processed, null between two. */
    public @Nullable Message current() {
        return current;
    }

    /** A new number for an operation. */
    public long newOperation() {
        return ++operations;
    }

    /**
     * Begins a thread whose bottom call is this request.
     *
     * @param origin what led to it, as a key; those of one origin and name are counted
     */
    public Strand beginThread(
            StrandKind kind,
            Place owner,
            String name,
            GeneratedMessage request,
            Object tag,
            long origin) {
        long counted = stage.site(Site.join(root, origin), Site.key(name));
        Strand strand = new Strand(this, kind, ++strands, name, counted);
        Call call = new Call(CallKind.CALL, owner, owner, strand, request, tag, cause());
        strand.open(call);
        strand.post(call);
        return strand;
    }

    /**
     * Queues a DPC whose bottom call is this request.
     *
     * @param processor which processor's queue, or {@link #ANY_PROCESSOR}
     */
    public Strand beginDpc(
            Place owner,
            String name,
            GeneratedMessage request,
            Object tag,
            int processor,
            boolean atHead,
            long origin) {
        return beginDpc(CallKind.CALL, owner, name, request, tag, processor, atHead, origin);
    }

    /** A frame has arrived for a component of this machine. */
    public void receive(Place nic, GeneratedMessage frame, Departure departure, long origin) {
        if (!isDead()) {
            because(
                    departure.cause(),
                    () ->
                            beginDpc(
                                    CallKind.FRAME,
                                    nic,
                                    "nic-receive",
                                    frame,
                                    departure,
                                    ANY_PROCESSOR,
                                    false,
                                    origin));
        }
    }

    private Strand beginDpc(
            CallKind kind,
            Place owner,
            String name,
            GeneratedMessage request,
            Object tag,
            int processor,
            boolean atHead,
            long origin) {
        Strand strand = new Strand(this, StrandKind.DPC, ++strands, name, origin);
        Call call = new Call(kind, owner, owner, strand, request, tag, cause());
        strand.open(call);
        strand.post(call);
        scheduler.queueDpc(strand, processorFor(processor, strand), atHead);
        return strand;
    }

    // Which processor takes an interrupt is a legal choice; the first one is the boring answer.
    private int processorFor(int wanted, Strand dpc) {
        if (wanted != ANY_PROCESSOR) {
            return wanted;
        }
        return processors() == 1 || dead
                ? 0
                : chooseWay(dpc.origin(), "processor of " + dpc.name(), processors(), dpc.top());
    }

    /** Posts a nested call; {@code within} must be the newest open call of its strand. */
    public Call call(
            CallKind kind,
            Call within,
            Place from,
            Place to,
            GeneratedMessage request,
            @Nullable Object tag) {
        Strand strand = within.strand();
        if (strand.top() != within || within.to() != from) {
            throw new IllegalStateException(
                    from
                            + " calls "
                            + request.getClass().getSimpleName()
                            + " within "
                            + within
                            + ", which is not its own or not the newest open call of "
                            + strand);
        }
        Call call = new Call(kind, from, to, strand, request, tag, cause());
        strand.open(call);
        strand.post(call);
        return call;
    }

    /** Ends a call. */
    public void giveReturn(Place by, Call call, NtStatus status, @Nullable GeneratedMessage out) {
        Strand strand = call.strand();
        if (call.isReturned() || strand.isEnded()) {
            violated(KernelRule.RETURN_EXACTLY_ONCE, by, by + " returns " + call + " again", call);
            return;
        }
        if (strand.top() != call || call.to() != by) {
            throw new IllegalStateException(
                    by + " returns " + call + ", but the newest open call is " + strand.top());
        }
        checks.onReturn(call, status, out);
        if (dead) {
            return;
        }
        call.markReturned();
        strand.close(call);
        Return answer = new Return(call, status, out, cause());
        if (call.outer() != null) {
            strand.post(answer);
            return;
        }
        notice(answer);
        end(strand, call);
    }

    /** Ends a thread with all its open calls, none of which returns any more. */
    public void terminate(Call newest) {
        end(newest.strand(), newest);
    }

    private void end(Strand strand, Call last) {
        if (strand.holdsLocks()) {
            HeldLocks.Held held = strand.locks().all().getFirst();
            String detail = "%s ends while it holds %s".formatted(strand, held.lock());
            Breach.tell(
                    this,
                    KernelRule.LOCK_HELD_AT_END,
                    last.to(),
                    detail,
                    last,
                    strand.kind() == StrandKind.DPC
                            ? null
                            : BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION.with(
                                    0x100A, strand.id(), 0, 0));
        }
        strand.end();
        if (strand.kind() == StrandKind.WORK_ITEM) {
            workers.finished();
        }
        ThreadObject thread = strand.thread();
        if (thread != null) {
            thread.signal();
        }
        scheduler.settle(strand);
    }

    /**
     * Runs a call that was just posted at once, if nothing else could happen before it and its
     * server is bound directly: the strand's code then need not be left and entered again. Gives
     * null if the call takes its way through the pool.
     */
    public @Nullable Return runAlone(Strand strand, Call call) {
        // Now and then the way through the pool is taken anyway, so that the stage can see its
        // limits
        // although a driver loops over direct routines.
        if (!call.to().isDirect() || (++aloneRuns & 0xFF) == 0 || !stage.pool().takeAlone(strand)) {
            return null;
        }
        Message before = current;
        alone++;
        try {
            scheduler.run(strand);
        } finally {
            alone--;
        }
        current = before;
        if (strand.next() instanceof Return answer
                && answer.call() == call
                && stage.pool().takeAlone(strand)) {
            scheduler.consume(strand);
            notice(answer);
            return answer;
        }
        return null;
    }

    /**
     * Another strand may go before the next access of this strand's code to shared state.
     *
     * @return whether the code goes on at once, because no other could; otherwise the turn is taken
     *     when the pool says so
     */
    public boolean yields(Strand strand, Turn turn) {
        if (dead) {
            return false;
        }
        strand.await(turn);
        if ((++aloneRuns & 0xFF) == 0 || !stage.pool().takeAlone(strand)) {
            return false;
        }
        scheduler.consume(strand);
        return true;
    }

    /** The pool has taken a strand whose code accesses shared state. */
    @SuppressWarnings("CatchingUnchecked") // as for a message, see ComponentRunner
    void take(Strand strand, Turn turn) {
        Call within = strand.top();
        if (dead || strand.isEnded() || within == null) {
            return;
        }
        footprint.read(key);
        within.to().runs(strand);
        enter(within);
        try {
            turn.take(strand);
            if (!dead) {
                checks.afterwards(strand);
            }
        } catch (RuntimeException | Error e) {
            host.broke(this, e);
        } finally {
            leave(within);
        }
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
                switch (current) {
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
        violated(new Violation(rule, by.toString(), detail, call, ""));
    }

    /** A rule was broken; the world decides what follows. */
    public void violated(Violation violation) {
        footprint.write(Footprint.RUN);
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
        stop();
        host.died(this, bugCheck);
    }

    /** Power goes: no strand of this machine runs again. */
    public void stop() {
        footprint.write(key);
        footprint.write(Footprint.RUN);
        dead = true;
        scheduler.clear();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    ContractChecks checks() {
        return checks;
    }

    /**
     * The origin of the next thing that is begun now (a strand, a timer, a connection): the path of
     * the open call, and its number among those.
     */
    public long origin() {
        return switch (current) {
            case null -> Site.join(root, ++begun);
            case Call call -> call.begin();
            case Return answer -> {
                Call resumed = answer.call().outer();
                yield (resumed == null ? answer.call() : resumed).begin();
            }
        };
    }

    /** The pool has taken the strand of this message; a call that was delayed is known already. */
    void deliver(Message message) {
        if (!(message instanceof Call call && call.isPassedByGate())) {
            notice(message);
        }
        message.to().deliver(message);
    }

    // This may be the stack of a driver, which is not to blame for what an observer throws.
    private void notice(Message message) {
        try {
            log.delivered(message);
            Host.Observer observer = host.observer();
            if (observer != null) {
                observer.delivered(message);
            }
        } catch (RuntimeException e) {
            host.broke(this, e);
        }
    }

    /** Whether a direct call is being processed, on the Java stack of a driver. */
    boolean isOnDriversStack() {
        return alone > 0;
    }

    void enter(Message message) {
        current = message;
    }

    void leave(Message message) {
        current = null;
        if (!dead) {
            scheduler.settle(message.strand());
        }
    }

    /** The seq of the message that causes what happens now; 0 for none. */
    public long cause() {
        if (earlierCause != 0) {
            return earlierCause;
        }
        return switch (current) {
            case null -> 0;
            case Call call -> call.seq();
            case Return answer -> answer.seq();
        };
    }

    /**
     * Does what an earlier message brings about only now: a timer expires, a frame arrives, a
     * worker is free.
     *
     * @param seq the number of that message, 0 for none
     */
    public void because(long seq, Runnable effect) {
        long before = earlierCause;
        earlierCause = seq;
        try {
            effect.run();
        } finally {
            earlierCause = before;
        }
    }
}
