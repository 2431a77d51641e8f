package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The strands of a machine: how they begin, call, return and end. */
public final class Strands {
    /** Lets the stage choose the processor of a DPC. */
    public static final int ANY_PROCESSOR = -1;

    private final Machine machine;
    private final Scheduler scheduler;
    private final Causes causes;
    private final LiveStrands live = new LiveStrands();
    private long numbers;
    private int aloneRuns;
    private int alone;

    Strands(Machine machine, Scheduler scheduler, Causes causes, long numbers) {
        this.machine = machine;
        this.scheduler = scheduler;
        this.causes = causes;
        this.numbers = numbers;
    }

    /** Those that have not ended, oldest first. */
    LiveStrands live() {
        return live;
    }

    /** How many there were so far. */
    long numbers() {
        return numbers;
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
        long counted = machine.stage().site(Site.join(machine.root(), origin), Site.key(name));
        Strand strand = new Strand(machine, kind, ++numbers, name, counted);
        live.add(strand);
        begin(CallKind.CALL, owner, strand, request, tag);
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
            long origin) {
        return beginDpc(CallKind.CALL, owner, name, request, tag, processor, origin);
    }

    /**
     * Queues a DPC of a driver.
     *
     * @param kind ordinary or threaded
     * @param atOnce whether the processing of the queue begins
     */
    Strand beginDpc(
            StrandKind kind,
            Dpc dpc,
            GeneratedMessage request,
            int processor,
            boolean atOnce,
            long origin) {
        Place owner = dpc.owner();
        String name = owner.component() + " dpc";
        Strand strand = new Strand(machine, kind, ++numbers, name, origin);
        begin(CallKind.CALL, owner, strand, request, dpc);
        scheduler.dpcs().queue(strand, processor, dpc.isFirst(), atOnce);
        return strand;
    }

    /** Whether a DPC of a place is queued or runs now. */
    public boolean hasDpcsOf(Place owner) {
        return scheduler.dpcs().hasOf(owner);
    }

    /** A frame has arrived for a component of this machine. */
    public void receive(Place nic, GeneratedMessage frame, Departure departure, long origin) {
        if (!machine.isDead()) {
            causes.because(
                    departure.cause(),
                    () ->
                            beginDpc(
                                    CallKind.FRAME,
                                    nic,
                                    "nic-receive",
                                    frame,
                                    departure,
                                    ANY_PROCESSOR,
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
            long origin) {
        Strand strand = new Strand(machine, StrandKind.DPC, ++numbers, name, origin);
        live.add(strand);
        begin(kind, owner, strand, request, tag);
        scheduler.dpcs().queue(strand, processorFor(processor, strand), false, true);
        return strand;
    }

    private void begin(
            CallKind kind, Place owner, Strand strand, GeneratedMessage request, Object tag) {
        RoutineContract contract = RoutineContract.of(request);
        Call call = new Call(kind, owner, owner, strand, contract, request, tag, causes.cause());
        strand.open(call);
        strand.post(call);
    }

    // Which processor takes an interrupt is a legal choice; the first one is the boring answer.
    private int processorFor(int wanted, Strand dpc) {
        if (wanted != ANY_PROCESSOR) {
            return wanted;
        }
        return scheduler.processors() == 1 || machine.isStopped()
                ? 0
                : machine.chooseWay(
                        dpc.origin(),
                        "processor of " + dpc.name(),
                        scheduler.processors(),
                        dpc.top());
    }

    /**
     * Posts a nested call to the place that serves the routine; {@code within} must be the newest
     * open call of its strand.
     *
     * @param contract that of the request, which is looked up once for each call
     */
    public Call call(
            Call within,
            Place from,
            RoutineContract contract,
            GeneratedMessage request,
            @Nullable Object tag) {
        Place to = machine.serverOf(contract);
        return post(CallKind.CALL, within, from, to, contract, request, tag);
    }

    /** Posts a nested call; {@code within} must be the newest open call of its strand. */
    public Call call(
            CallKind kind,
            Call within,
            Place from,
            Place to,
            GeneratedMessage request,
            @Nullable Object tag) {
        return post(kind, within, from, to, RoutineContract.of(request), request, tag);
    }

    private Call post(
            CallKind kind,
            Call within,
            Place from,
            Place to,
            RoutineContract contract,
            GeneratedMessage request,
            @Nullable Object tag) {
        Strand strand = within.strand();
        if (strand.top() != within || within.to() != from) {
            throw new IllegalStateException(
                    "%s calls %s within %s, which is not its own or not the newest open call of %s"
                            .formatted(from, contract.name(), within, strand));
        }
        Call call = new Call(kind, from, to, strand, contract, request, tag, causes.cause());
        strand.open(call);
        strand.post(call);
        return call;
    }

    /** Ends a call. */
    public void giveReturn(Place by, Call call, NtStatus given, @Nullable GeneratedMessage out) {
        Strand strand = call.strand();
        NtStatus status = call.answered(given);
        if (call.isReturned() || strand.isEnded()) {
            machine.violated(
                    KernelRule.RETURN_EXACTLY_ONCE, by, by + " returns " + call + " again", call);
            return;
        }
        if (strand.top() != call || call.to() != by) {
            throw new IllegalStateException(
                    by + " returns " + call + ", but the newest open call is " + strand.top());
        }
        machine.checks().onReturn(call, status, out);
        if (machine.isStopped()) {
            return;
        }
        if (strand.locals() != null) {
            strand.locals().unwind(call);
            if (machine.isStopped()) {
                return;
            }
        }
        call.markReturned();
        strand.close(call);
        Return answer = new Return(call, status, out, causes.cause());
        ThreadApcs apcs = strand.apcQueue();
        if (apcs != null && call.tag() instanceof ThreadApcs.Interrupted interrupted) {
            notice(answer);
            apcs.goOn(interrupted);
            return;
        }
        if (call.outer() != null) {
            strand.post(answer);
            if (apcs != null) {
                apcs.look();
            }
            return;
        }
        notice(answer);
        end(strand, call);
    }

    /**
     * An application ends a thread of its own: a wait in user mode is broken off with
     * STATUS_USER_APC, so that the thread comes to its end, unless kernel APCs are disabled. Page:
     * {@code windows-driver-docs-pr/kernel/waits-and-apcs.md}.
     *
     * @param name of the thread, in the trace
     * @return whether there is such a thread
     */
    public boolean askToEnd(String name) {
        List<Strand> threads = live.threadsCalled(name);
        threads.forEach(thread -> thread.apcQueueOrNew().end());
        return !threads.isEmpty();
    }

    /** The newest thread of this name that has not ended, null if there is none. */
    public @Nullable Strand threadCalled(String name) {
        return live.threadsCalled(name).reversed().stream().findFirst().orElse(null);
    }

    /** Ends a thread with all its open calls, none of which returns any more. */
    public void terminate(Call newest) {
        end(newest.strand(), newest);
    }

    private void end(Strand strand, Call last) {
        StrandEnd.judge(last);
        strand.end();
        if (strand.kind() == StrandKind.WORK_ITEM) {
            machine.workers().finished(strand);
        }
        ThreadObject thread = strand.thread();
        if (strand.hasIrps() && strand.kind() == StrandKind.THREAD && Cancellation.atExit(strand)) {
            thread = null; // it is signaled after the last of its IRPs
        }
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
        // limits although a driver loops over direct routines.
        if (!call.to().isDirect()
                || (++aloneRuns & 0xFF) == 0
                || scheduler.isSlow()
                || !machine.stage().pool().takeAlone(strand)) {
            return null;
        }
        Message before = causes.current();
        alone++;
        try {
            scheduler.run(strand);
        } finally {
            alone--;
        }
        causes.at(before);
        if (strand.next() instanceof Return answer
                && answer.call() == call
                && machine.stage().pool().takeAlone(strand)) {
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
        if (machine.isStopped()) {
            return false;
        }
        strand.await(turn);
        if ((++aloneRuns & 0xFF) == 0
                || scheduler.isSlow()
                || !machine.stage().pool().takeAlone(strand)) {
            return false;
        }
        scheduler.consume(strand);
        return true;
    }

    /** The pool has taken a strand whose code accesses shared state. */
    @SuppressWarnings("CatchingUnchecked") // as for a message, see ComponentRunner
    void take(Strand strand, Turn turn) {
        Call within = strand.top();
        if (machine.isStopped() || strand.isEnded() || within == null) {
            return;
        }
        machine.footprint().read(machine.key());
        within.to().runs(strand);
        enter(within);
        try {
            turn.take(strand);
            if (!machine.isStopped()) {
                machine.checks().afterwards(strand);
            }
        } catch (RuntimeException | Error e) {
            machine.host().broke(machine, e);
        } finally {
            leave(within);
        }
    }

    /** The pool has taken the strand of this message; a call that was delayed is known already. */
    void deliver(Message message) {
        if (!(message instanceof Call call && call.isPassedByGate())) {
            notice(message);
        }
        if (message.to().isUnloaded()) {
            UnloadedImage.runs(message);
        } else {
            message.to().deliver(message);
        }
    }

    // This may be the stack of a driver, which is not to blame for what an observer throws.
    private void notice(Message message) {
        try {
            machine.log().delivered(message);
            Host.Observer observer = machine.host().observer();
            if (observer != null) {
                observer.delivered(message);
            }
        } catch (RuntimeException e) {
            machine.host().broke(machine, e);
        }
    }

    /** Whether a direct call is being processed, on the Java stack of a driver. */
    boolean isOnDriversStack() {
        return alone > 0;
    }

    /** A message is being processed from here on. */
    void enter(Message message) {
        causes.at(message);
    }

    /** It is processed: its strand goes on, waits or has ended. */
    void leave(Message message) {
        causes.at(null);
        if (!machine.isStopped()) {
            scheduler.settle(message.strand());
        }
    }
}
