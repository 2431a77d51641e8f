package dev.irpflow.driver;

import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.Message;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.DriverObject;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.Turn;
import dev.irpflow.kernel.Violation;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A driver as a component: each call it gets runs a routine of the driver on the Java stack of the
 * calling strand, up to the routine's next call.
 */
public final class DriverHost implements Component {
    // The code of a C++ exception, which a Java exception resembles most.
    private static final long JAVA_EXCEPTION = 0xE06D7363L;

    // RxExceptionFilter lies on the stack below every routine that RDBSS calls.
    private static final String RDBSS = "rdbss";
    private static final long UNEXPECTED_EXCEPTION = 0xBAADL << 16;
    private static final int RECORD_BYTES = 152; // EXCEPTION_RECORD on x64

    // The trap in which a kernel stack that is too small ends.
    private static final long DOUBLE_FAULT = 8;

    private final Place place;
    private final Machine machine;
    private final StrandCode.Free free;
    private final DriverContext context;
    private final DriverObject object;
    private final Driver driver;
    private final Callbacks callbacks;
    private final Boundary boundary;
    private final Sightings sightings = new Sightings();
    private volatile @Nullable StrandCode running;

    /**
     * Hosts a driver.
     *
     * @param free the Java stacks of the machine, shared by all its drivers
     * @param settings what the scenario gives the driver
     */
    public DriverHost(Place place, Driver driver, StrandCodes free, Map<String, String> settings) {
        this.place = place;
        this.machine = place.machine();
        this.driver = driver;
        this.free = free.free();
        this.object = machine.objects().add(new DriverObject(place));
        this.context = new DriverContext(this, settings);
        if (driver.sharesOnlyCells()) {
            place.strandsAreApart();
        }
        this.callbacks = new Callbacks(driver, context, object);
        this.boundary = new Boundary(place);
    }

    @Override
    public void on(dev.irpflow.kernel.Message message, Sink sink) {
        StrandCode code = StrandCode.of(message.strand(), free);
        running = code;
        try {
            code.resume(this, message);
            if (code.failure() != null) {
                threw(ownCall(message.strand()), code.failure());
            }
        } catch (Coroutine.BlockedException e) {
            blocks(message.strand(), e);
        } finally {
            running = null;
        }
    }

    /** Where the driver lives. */
    public Place place() {
        return place;
    }

    /** The driver itself. */
    public Driver driver() {
        return driver;
    }

    /** What the driver sees of its machine. */
    public DriverContext context() {
        return context;
    }

    /** The network provider that the driver brings along, null for none. */
    public @Nullable NetworkProvider networkProvider() {
        return driver.networkProvider(context);
    }

    /** Whether code of its own serves a slot that the driver's table may lack. */
    public boolean standsIn(Class<? extends Message> callback) {
        return callbacks.standsIn(callback);
    }

    /** Its DRIVER_OBJECT. */
    public DriverObject driverObject() {
        return object;
    }

    /** Whether code of the driver runs now. */
    boolean isRunning() {
        return running != null;
    }

    /** The newest call of the strand that runs now, which one of the driver's routines serves. */
    Call serving() {
        Call within = code().strand().top();
        if (within == null || within.to() != place) {
            throw new IllegalStateException(place + " calls while it has no open call");
        }
        return within;
    }

    private StrandCode code() {
        StrandCode code = running;
        if (code == null || !code.isHere()) {
            throw new IllegalStateException(
                    "a driver calls only on the strand on which one of its routines runs");
        }
        return code;
    }

    /** Called by the driver's code, on its stack. */
    Reply call(Message request) {
        StrandCode code = code();
        Call within = serving();
        GeneratedMessage generated = (GeneratedMessage) request;
        RoutineContract contract = RoutineContract.of(request);
        Reply refused = boundary.refusal(within, contract, generated);
        if (refused != null) {
            return refused;
        }
        if (machine.stage().trace().isOn()) {
            sightings.seen(within, generated, driver.lines());
            if (machine.stage().trace().wantsLines()) {
                String own = driver.lines();
                String lines =
                        own == null ? JavaFrames.of(Thread.currentThread().getStackTrace()) : own;
                machine.stage().trace().calledAt(place + " " + lines);
            }
        }
        Return answer = answerTo(contract, generated, within, code);
        running = code;
        return new Reply(answer.status(), answer.out());
    }

    /** Called by the driver's code before it accesses a cell: another strand may go first. */
    void yields(Turn access) {
        StrandCode code = running;
        Call within = code == null ? null : code.strand().top();
        if (code == null || within == null || within.to() != place) {
            throw new IllegalStateException(
                    "a driver uses its cells only while one of its routines runs");
        }
        if (!machine.strands().yields(code.strand(), access)) {
            code.standStill();
        }
        running = code;
    }

    /** The turn of a strand has come whose code stands still before an access. */
    void goOn(Strand strand) {
        StrandCode code = StrandCode.of(strand, free);
        running = code;
        try {
            code.goOn();
            if (code.failure() != null) {
                threw(ownCall(strand), code.failure());
            }
        } catch (Coroutine.BlockedException e) {
            blocks(strand, e);
        } finally {
            running = null;
        }
    }

    // What is thrown in here is not the driver's to catch: it runs on the driver's stack, but is
    // ours. Only that the stack ends is due to the driver, wherever it shows.
    @SuppressWarnings("CatchingUnchecked")
    private Return answerTo(
            RoutineContract contract, GeneratedMessage request, Call within, StrandCode code) {
        try {
            Call call = machine.strands().call(within, place, contract, request, null);
            Return answer = machine.strands().runAlone(code.strand(), call);
            return answer == null ? code.await(call) : answer;
        } catch (StackOverflowError e) {
            throw code.giveUp(e);
        } catch (RuntimeException | Error e) {
            machine.host().broke(machine, e);
            throw code.giveUp(null);
        }
    }

    /**
     * Where the driver's Java had an operation that it has pended: when it did so, and when it
     * named it last. Known only of a run that writes a trace; "" otherwise.
     *
     * @param object the number of its IRP or RX_CONTEXT
     */
    public String linesOf(long object) {
        return sightings.lines(object);
    }

    /**
     * The violation of a driver whose code has not called or returned for long; null if no code of
     * this driver runs, or it runs in a call of ours. Asked from another thread.
     *
     * @param howLong in words
     */
    public @Nullable Violation loops(String howLong) {
        StrandCode code = running;
        StackTraceElement[] stack = code == null ? new StackTraceElement[0] : code.stack();
        if (code == null || !JavaFrames.isDriversTurn(stack)) {
            return null;
        }
        Call call = code.strand().top();
        return new Violation(
                KernelRule.DRIVER_LOOPS,
                place.toString(),
                "%s has neither called nor returned for %s%s"
                        .formatted(
                                place,
                                howLong,
                                call == null ? "" : ", in " + call.contract().name()),
                call,
                JavaFrames.of(stack));
    }

    /** Runs the routine that a call names, and returns the call. On the strand's Java stack. */
    void serve(Call call, StrandCode code) {
        RoutineContract contract = call.contract();
        Message.Builder out = contract.newOut();
        Boundary.Answer answer;
        Runnable afterwards;
        try {
            NtStatus status = callbacks.dispatch(call, out);
            afterwards = callbacks.takeAfterwards();
            answer = boundary.answer(call, status, out);
        } catch (RuntimeException | Error e) {
            code.stayIfAbandoned();
            threw(call, e);
            return;
        }
        code.stayIfAbandoned();
        if (answer.status() == NtStatus.STATUS_PENDING && machine.stage().trace().isOn()) {
            sightings.pended(call);
        }
        machine.strands().giveReturn(place, call, answer.status(), answer.out());
        if (afterwards != null && !machine.isDead()) {
            afterwards.run();
        }
    }

    // The newest routine of this driver on a strand.
    private Call ownCall(Strand strand) {
        Call call = Objects.requireNonNull(strand.top());
        while (call.to() != place && call.outer() != null) {
            call = call.outer();
        }
        return call;
    }

    // The strand never goes on: when a foreign thread would wake it is no matter of this run.
    private void blocks(Strand strand, Coroutine.BlockedException e) {
        Call call = strand.top();
        machine.violated(
                new Violation(
                        KernelRule.DRIVER_BLOCKS,
                        place.toString(),
                        "%s blocks in Java on %s%s"
                                .formatted(
                                        place,
                                        strand,
                                        call == null ? "" : ", in " + call.contract().name()),
                        call,
                        JavaFrames.of(e)));
    }

    // An exception that nobody handles stops the machine, as in Windows; a run that expects nothing
    // of
    // the kind ends here with the driver's own stack.
    private void threw(Call call, Throwable e) {
        // What a script does not handle has come to a line of its own, and to none of Java.
        String routine = call.contract().name();
        String own = e instanceof StatusRaised ? driver.lines() : null;
        machine.violated(
                new Violation(
                        KernelRule.DRIVER_EXCEPTION,
                        place.toString(),
                        switch (e) {
                            case StatusRaised raised ->
                                    "%s handles no %s, which was raised in %s"
                                            .formatted(place, raised.status(), routine);
                            case ProcessEnd end ->
                                    "%s calls %s in %s: %s"
                                            .formatted(
                                                    place, end.call(), routine, ProcessEnd.WHY_NOT);
                            default -> "%s threw %s in %s".formatted(place, e, routine);
                        },
                        call,
                        own == null ? JavaFrames.of(e) : own));
        if (e instanceof StackOverflowError) {
            machine.bugCheck(BugCheckCode.UNEXPECTED_KERNEL_MODE_TRAP.with(DOUBLE_FAULT, 0, 0, 0));
            return;
        }
        long code =
                e instanceof StatusRaised raised
                        ? Integer.toUnsignedLong(raised.status().getNumber())
                        : JAVA_EXCEPTION;
        machine.bugCheck(
                call.from().component().equals(RDBSS)
                        ? BugCheckCode.RDR_FILE_SYSTEM.with(
                                UNEXPECTED_EXCEPTION, record("RxER"), record("RxCR"), 0)
                        : BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED.with(code, 0, 0, 0));
    }

    // What the exception filter keeps for a debugger, in nonpaged pool; 0 if there is none left.
    private long record(String tag) {
        Region region =
                machine.memory().allocate(Region.Kind.NONPAGED_POOL, tag, RECORD_BYTES, RDBSS);
        return region == null ? 0 : region.address(0);
    }
}
