package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.stage.Pool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The world of one test without Pekko: machines on a {@link TestStage}, components whose messages
 * pass through one first-in-first-out queue, and a record of all that went wrong.
 */
public final class TestHost implements Host {
    /** A rule that was broken, on which machine. */
    public record Broken(Machine machine, Violation violation) {}

    /** A machine that died, of what. */
    public record Died(Machine machine, BugCheck bugCheck) {}

    private record Told(ComponentRunner runner, Message message) {}

    // More steps than any test takes: a run that reaches it goes round in a circle.
    private static final int MAX_STEPS = 1_000_000;

    private final TestStage stage = new TestStage();
    private final Deque<Told> queue = new ArrayDeque<>();
    private final List<Broken> violations = new ArrayList<>();
    private final List<Died> bugChecks = new ArrayList<>();
    private @Nullable AssertionError ours;
    private FaultPoint faults = FaultPoint.NONE;
    private BiConsumer<Machine, GeneratedMessage> wire = (from, frame) -> {};

    /** A machine with one processor and Driver Verifier on. */
    public Machine machine(String name) {
        return machine(MachineSettings.of(name));
    }

    /** A machine built so. */
    public Machine machine(MachineSettings settings) {
        return new Machine(settings, this);
    }

    /** Lets a component live on a machine, behind the queue. */
    public Place bind(Machine machine, String name, Component component) {
        Place place = machine.place(name);
        ComponentRunner runner = new ComponentRunner(component, place);
        place.bind(message -> queue.addLast(new Told(runner, message)));
        return place;
    }

    /** Lets a component live on a machine whose messages are plain calls. */
    public Place bindDirectly(Machine machine, String name, Component component) {
        Place place = machine.place(name);
        place.bindDirectly(new ComponentRunner(component, place));
        return place;
    }

    /** A driver of the test on a machine. */
    public TestDriver driver(Machine machine, String name) {
        TestDriver driver = new TestDriver(machine.place(name));
        bind(machine, name, driver);
        return driver;
    }

    /** Acts on calls at the message boundary from now on. */
    public void faults(FaultPoint point) {
        faults = point;
    }

    /** Takes the frames that leave machines from now on. */
    public void wire(BiConsumer<Machine, GeneratedMessage> to) {
        wire = to;
    }

    /** Runs until nothing can happen any more. */
    public void run() {
        int steps = 0;
        while (stage.pool().step() == Pool.Step.TOOK) {
            drain();
            if (++steps == MAX_STEPS) {
                throw new AssertionError("still busy after " + MAX_STEPS + " steps");
            }
        }
    }

    /** Runs until nothing can happen before a moment, and lets that moment come. */
    public void runUntil(long ns) {
        while (stage.pool().hasReady() || stage.pool().nextDue() <= ns) {
            stage.pool().step();
            drain();
        }
        stage.reach(ns);
    }

    /** Takes one step; false if nothing can happen any more. */
    public boolean step() {
        boolean took = stage.pool().step() == Pool.Step.TOOK;
        drain();
        return took;
    }

    /** The rules that were broken, as their ids, in order. */
    public List<String> violations() {
        return violations.stream().map(broken -> broken.violation().rule().id()).toList();
    }

    /** What was said of each breach, in order. */
    public List<String> details() {
        return violations.stream().map(broken -> broken.violation().detail()).toList();
    }

    /** The rules that were broken. */
    public List<Broken> broken() {
        return violations;
    }

    /** The bug checks of which machines died, in their short form, in order. */
    public List<String> bugChecks() {
        return bugChecks.stream().map(died -> died.bugCheck().shortForm()).toList();
    }

    /** The one bug check of the run. */
    public BugCheck bugCheck() {
        if (bugChecks.size() != 1) {
            throw new AssertionError("expected one bug check, had " + bugChecks());
        }
        return bugChecks.getFirst().bugCheck();
    }

    /** Whether no rule was broken and no machine died. */
    public boolean isWell() {
        return violations.isEmpty() && bugChecks.isEmpty();
    }

    @Override
    public TestStage stage() {
        return stage;
    }

    @Override
    public FaultPoint faults() {
        return faults;
    }

    @Override
    public void transmit(Machine from, GeneratedMessage frame, @Nullable Call during) {
        wire.accept(from, frame);
    }

    @Override
    public void violated(Machine machine, Violation violation) {
        violations.add(new Broken(machine, violation));
    }

    @Override
    public void broke(Machine machine, Throwable error) {
        // A direct component may run on the Java stack of a driver: the test's own thread throws
        // it.
        ours = new AssertionError("code of " + machine.name() + " threw", error);
    }

    @Override
    public void died(Machine machine, BugCheck bugCheck) {
        bugChecks.add(new Died(machine, bugCheck));
    }

    private void drain() {
        for (Told told = queue.pollFirst(); told != null; told = queue.pollFirst()) {
            told.runner().process(told.message());
        }
        if (ours != null) {
            throw ours;
        }
    }
}
