package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;

/**
 * A driver of a test, written in blocking-looking Java. Each strand has a Java stack of its own,
 * which takes turns with the test's thread: exactly one of them runs, so nothing depends on time.
 */
public final class TestDriver implements Component {
    /** A routine of the driver. */
    @FunctionalInterface
    public interface Code {
        /** Runs it, and gives what it returns. */
        NtStatus run(Running me);
    }

    /** A routine that returns nothing. */
    @FunctionalInterface
    public interface Body {
        /** Runs it. */
        void run(Running me);
    }

    private final Place place;
    private final Machine machine;
    private final List<Code> code = new ArrayList<>();
    private final Map<Class<?>, Code> slots = new LinkedHashMap<>();

    TestDriver(Place place) {
        this.place = place;
        this.machine = place.machine();
    }

    /** Where it lives. */
    public Place place() {
        return place;
    }

    /** Its machine. */
    public Machine machine() {
        return machine;
    }

    /** The address of a routine, as kernel objects keep it. */
    public long address(Code routine) {
        code.add(routine);
        return code.size();
    }

    /** The address of a routine that returns nothing. */
    public long addressOf(Body routine) {
        return address(returning(routine));
    }

    /** A callback that runs this, to be indicated by {@link Running#indicate}. */
    public GeneratedMessage routine(Body body) {
        return KDeferredRoutine.newBuilder().setRoutine(addressOf(body)).build();
    }

    /** Fills a slot of a dispatch table: the callback that this message stands for. */
    public void slot(Class<? extends GeneratedMessage> callback, Code routine) {
        slots.put(callback, routine);
    }

    /** Begins a thread of the driver at PASSIVE_LEVEL. */
    public Strand thread(String name, Body body) {
        return machine.strands()
                .beginThread(
                        StrandKind.THREAD,
                        place,
                        name,
                        KStartRoutine.getDefaultInstance(),
                        returning(body),
                        machine.causes().origin());
    }

    /** Queues a DPC of the driver on a processor. */
    public Strand dpc(String name, int processor, Body body) {
        return machine.strands()
                .beginDpc(
                        place,
                        name,
                        KDeferredRoutine.getDefaultInstance(),
                        returning(body),
                        processor,
                        machine.causes().origin());
    }

    @Override
    public void on(Message message, Sink sink) {
        Stack stack;
        if (message.strand().owner() instanceof Stack running) {
            stack = running;
        } else {
            stack = new Stack();
            message.strand().own(stack);
        }
        stack.resume(new Turn(this, message, sink));
    }

    private Code codeOf(Call call) {
        if (call.tag() instanceof Code own) {
            return own;
        }
        Code slot = slots.get(call.request().getClass());
        if (slot != null) {
            return slot;
        }
        long address = call.contract().hasTarget() ? call.contract().target(call.request()) : 0;
        if (address < 1 || address > code.size()) {
            throw new AssertionError(place + " has no routine for " + call);
        }
        return code.get((int) address - 1);
    }

    private static Code returning(Body body) {
        return me -> {
            body.run(me);
            return NtStatus.STATUS_SUCCESS;
        };
    }

    private record Turn(TestDriver driver, Message message, Sink sink) {}

    /** The Java stack of one strand; all drivers of the test share it. */
    private static final class Stack {
        private final SynchronousQueue<Turn> turns = new SynchronousQueue<>();
        private final SynchronousQueue<Object> pauses = new SynchronousQueue<>();
        private @Nullable Turn turn;

        Stack() {
            Thread.ofVirtual().start(this::serve);
        }

        void resume(Turn next) {
            try {
                turns.put(next);
                Object pause = pauses.take();
                if (pause instanceof Throwable thrown) {
                    throw new AssertionError("a routine of the test threw", thrown);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        Return await(Call call) {
            pause("calls");
            while (true) {
                Turn next = receive();
                switch (next.message()) {
                    case Call nested -> {
                        run(next.driver(), nested);
                        pause("returned");
                    }
                    case Return answer -> {
                        if (answer.call() != call) {
                            throw new AssertionError("waits for " + call + ", got " + answer);
                        }
                        return answer;
                    }
                }
            }
        }

        Sink sink() {
            Turn now = turn;
            if (now == null) {
                throw new AssertionError("no routine runs");
            }
            return now.sink();
        }

        private void serve() {
            while (true) {
                Object result = "returned";
                try {
                    Turn next = receive();
                    run(next.driver(), (Call) next.message());
                } catch (RuntimeException | Error e) {
                    result = e;
                }
                pause(result);
            }
        }

        private Turn receive() {
            try {
                Turn next = turns.take();
                turn = next;
                return next;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private void pause(Object why) {
            try {
                pauses.put(why);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private void run(TestDriver driver, Call call) {
            Running me = new Running(driver, call, this);
            NtStatus status = driver.codeOf(call).run(me);
            if (!driver.machine.isDead()) {
                sink().returns(call, status, me.out);
            }
        }
    }

    /** One routine of the driver while it runs. */
    public static final class Running {
        private final TestDriver driver;
        private final Call call;
        private final Stack stack;
        private @Nullable GeneratedMessage out;

        private Running(TestDriver driver, Call call, Stack stack) {
            this.driver = driver;
            this.call = call;
            this.stack = stack;
        }

        /** Whose routine it is. */
        public TestDriver driver() {
            return driver;
        }

        /** The call that this routine serves. */
        public Call call() {
            return call;
        }

        /** Its in-parameters. */
        public <T extends GeneratedMessage> T request(Class<T> type) {
            return type.cast(call.request());
        }

        /** Calls a routine and stands still until it returns. */
        public Return call(GeneratedMessage request) {
            RoutineContract contract = RoutineContract.of(request);
            Call nested =
                    driver.machine.strands().call(call, driver.place, contract, request, "test");
            return stack.await(nested);
        }

        /** Calls a callback of this driver, as a component would. */
        public Return indicate(GeneratedMessage callback) {
            Place here = driver.place;
            return stack.await(
                    driver.machine
                            .strands()
                            .call(CallKind.CALL, call, here, here, callback, "test"));
        }

        /** Calls a routine and gives its out-parameters. */
        public <T extends GeneratedMessage> T call(GeneratedMessage request, Class<T> out) {
            return call(request).out(out);
        }

        /** Calls a routine and gives its status. */
        public NtStatus status(GeneratedMessage request) {
            return call(request).status();
        }

        /** Sets the out-parameters that the routine returns. */
        public void out(GeneratedMessage message) {
            out = message;
        }

        /** The IRQL now. */
        public Irql irql() {
            return call.strand().irql();
        }

        /** Stage time in nanoseconds. */
        public long now() {
            return driver.machine.stage().now();
        }
    }
}
