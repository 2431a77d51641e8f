package dev.irpflow.io;

import static dev.irpflow.io.IoBench.complete;
import static dev.irpflow.io.IoBench.irpOf;
import static dev.irpflow.io.IoBench.send;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_DEVICE_BUSY;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.IoCsqAcquireLock;
import dev.irpflow.protocol.kernel.IoCsqCompleteCanceledIrp;
import dev.irpflow.protocol.kernel.IoCsqInitialize;
import dev.irpflow.protocol.kernel.IoCsqInitializeEx;
import dev.irpflow.protocol.kernel.IoCsqInsertIrp;
import dev.irpflow.protocol.kernel.IoCsqInsertIrpEx;
import dev.irpflow.protocol.kernel.IoCsqInsertIrpExRoutine;
import dev.irpflow.protocol.kernel.IoCsqInsertIrpRoutine;
import dev.irpflow.protocol.kernel.IoCsqPeekNextIrp;
import dev.irpflow.protocol.kernel.IoCsqReleaseLock;
import dev.irpflow.protocol.kernel.IoCsqRemoveIrp;
import dev.irpflow.protocol.kernel.IoCsqRemoveIrpRoutine;
import dev.irpflow.protocol.kernel.IoCsqRemoveNextIrp;
import dev.irpflow.protocol.kernel.KeAcquireSpinLock;
import dev.irpflow.protocol.kernel.KeInitializeSpinLock;
import dev.irpflow.protocol.kernel.KeReleaseSpinLock;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Cancel-safe queues: reference section 9. */
class CsqTest {
    /** A driver whose reads wait in a cancel-safe queue. */
    private static final class Queue {
        final IoBench bench;
        final TestDriver driver;
        final DeviceObject device;
        final List<Long> waiting = new ArrayList<>();
        long csq;
        long lock;
        long context;
        NtStatus insertion = STATUS_SUCCESS;

        Queue(IoBench bench) {
            this.bench = bench;
            this.driver = bench.driver("queue", this::read);
            this.device = bench.device(driver);
        }

        void initialize(Running me) {
            prepare(me);
            csq =
                    me.call(
                                    IoCsqInitialize.newBuilder()
                                            .setCsqInsertIrp(driver.addressOf(this::insert))
                                            .setCsqRemoveIrp(driver.addressOf(this::remove))
                                            .setCsqPeekNextIrp(driver.addressOf(this::peek))
                                            .setCsqAcquireLock(driver.addressOf(this::acquire))
                                            .setCsqReleaseLock(driver.addressOf(this::release))
                                            .setCsqCompleteCanceledIrp(
                                                    driver.addressOf(this::completeCanceled))
                                            .build(),
                                    IoCsqInitialize.Out.class)
                            .getCsq();
        }

        void initializeEx(Running me) {
            prepare(me);
            csq =
                    me.call(
                                    IoCsqInitializeEx.newBuilder()
                                            .setCsqInsertIrp(driver.address(this::insertEx))
                                            .setCsqRemoveIrp(driver.addressOf(this::remove))
                                            .setCsqPeekNextIrp(driver.addressOf(this::peek))
                                            .setCsqAcquireLock(driver.addressOf(this::acquire))
                                            .setCsqReleaseLock(driver.addressOf(this::release))
                                            .setCsqCompleteCanceledIrp(
                                                    driver.addressOf(this::completeCanceled))
                                            .build(),
                                    IoCsqInitializeEx.Out.class)
                            .getCsq();
            driver.slot(dev.irpflow.protocol.kernel.IrpMjRead.class, this::readEx);
        }

        /** Its driver initialises it, in a thread of its own. */
        void starts(TestDriver.Body initialization) {
            driver.thread("start", initialization);
            bench.host.run();
        }

        private void prepare(Running me) {
            lock =
                    me.call(
                                    KeInitializeSpinLock.getDefaultInstance(),
                                    KeInitializeSpinLock.Out.class)
                            .getSpinLock();
        }

        private NtStatus read(Running me) {
            context =
                    me.call(
                                    IoCsqInsertIrp.newBuilder()
                                            .setCsq(csq)
                                            .setIrp(irpOf(me))
                                            .setContext(true)
                                            .build(),
                                    IoCsqInsertIrp.Out.class)
                            .getContext();
            return STATUS_PENDING;
        }

        private NtStatus readEx(Running me) {
            long irp = irpOf(me);
            NtStatus status =
                    me.status(
                            IoCsqInsertIrpEx.newBuilder()
                                    .setCsq(csq)
                                    .setIrp(irp)
                                    .setInsertContext(9)
                                    .build());
            bench.note("inserted " + status);
            return status == STATUS_SUCCESS ? STATUS_PENDING : complete(me, irp, status, 0);
        }

        private void insert(Running me) {
            waiting.addLast(me.request(IoCsqInsertIrpRoutine.class).getIrp());
        }

        private NtStatus insertEx(Running me) {
            IoCsqInsertIrpExRoutine request = me.request(IoCsqInsertIrpExRoutine.class);
            bench.note("with " + request.getInsertContext());
            if (insertion == STATUS_SUCCESS) {
                waiting.addLast(request.getIrp());
            }
            return insertion;
        }

        private void remove(Running me) {
            assertThat(waiting.remove(me.request(IoCsqRemoveIrpRoutine.class).getIrp())).isTrue();
        }

        private void peek(Running me) {
            IoCsqPeekNextIrp request = me.request(IoCsqPeekNextIrp.class);
            int from = request.hasIrp() ? waiting.indexOf(request.getIrp()) + 1 : 0;
            IoCsqPeekNextIrp.Out.Builder out = IoCsqPeekNextIrp.Out.newBuilder();
            if (from < waiting.size()) {
                out.setReturned(waiting.get(from));
            }
            me.out(out.build());
        }

        private void acquire(Running me) {
            Irql old =
                    me.call(
                                    KeAcquireSpinLock.newBuilder().setSpinLock(lock).build(),
                                    KeAcquireSpinLock.Out.class)
                            .getOldIrql();
            me.out(IoCsqAcquireLock.Out.newBuilder().setIrql(old).build());
        }

        private void release(Running me) {
            Irql old = me.request(IoCsqReleaseLock.class).getIrql();
            me.call(KeReleaseSpinLock.newBuilder().setSpinLock(lock).setNewIrql(old).build());
        }

        private void completeCanceled(Running me) {
            assertThat(me.irql()).isLessThanOrEqualTo(Irql.DISPATCH_LEVEL);
            complete(me, me.request(IoCsqCompleteCanceledIrp.class).getIrp(), STATUS_CANCELLED, 0);
        }

        long removeNext(Running me) {
            return me.call(
                            IoCsqRemoveNextIrp.newBuilder().setCsq(csq).build(),
                            IoCsqRemoveNextIrp.Out.class)
                    .getReturned();
        }

        long remove(Running me, long of) {
            return me.call(
                            IoCsqRemoveIrp.newBuilder().setCsq(csq).setContext(of).build(),
                            IoCsqRemoveIrp.Out.class)
                    .getReturned();
        }
    }

    private final Queue queue = new Queue(new IoBench());

    private static IoCancelIrp cancel(long irp) {
        return IoCancelIrp.newBuilder().setIrp(irp).build();
    }

    @Test
    void irpsComeOutInTheOrderOfTheDriversQueue() {
        queue.starts(queue::initialize);
        queue.bench.run(me -> {
            long first = queue.bench.madeRead(me, 1);
            long second = queue.bench.madeRead(me, 1);
            me.call(send(first, queue.device));
            me.call(send(second, queue.device));
            queue.driver.thread(
                    "worker",
                    worker -> {
                        assertThat(queue.removeNext(worker)).isEqualTo(first);
                        complete(worker, first, STATUS_SUCCESS, 1);
                        assertThat(queue.removeNext(worker)).isEqualTo(second);
                        complete(worker, second, STATUS_SUCCESS, 2);
                        assertThat(queue.removeNext(worker)).isZero();
                    });
        });

        assertThat(queue.bench.notes)
                .containsExactly("maker: STATUS_SUCCESS 1", "maker: STATUS_SUCCESS 2");
        assertThat(queue.bench.host.isWell()).isTrue();
    }

    @Test
    void aCancelledIrpLeavesTheQueueAndIsCompletedWithoutTheLock() {
        queue.starts(queue::initialize);
        queue.bench.run(me -> {
            long irp = queue.bench.madeRead(me, 1);
            me.call(send(irp, queue.device));
            me.call(cancel(irp));
        });

        assertThat(queue.waiting).isEmpty();
        assertThat(queue.bench.notes).containsExactly("maker: STATUS_CANCELLED 0");
        assertThat(queue.bench.host.isWell()).isTrue();
    }

    @Test
    void anIrpThatIsCancelledAlreadyIsNotInserted() { // K59
        queue.starts(queue::initializeEx);
        queue.bench.run(me -> {
            long irp = queue.bench.madeRead(me, 1);
            me.call(cancel(irp));
            assertThat(me.status(send(irp, queue.device))).isEqualTo(STATUS_PENDING);
        });

        assertThat(queue.bench.notes)
                .containsExactly("maker: STATUS_CANCELLED 0", "inserted STATUS_SUCCESS");
        assertThat(queue.bench.host.isWell()).isTrue();
    }

    @Test
    void anExtendedQueueMayRefuseAnIrpWhichStaysTheDrivers() {
        queue.insertion = STATUS_DEVICE_BUSY;
        queue.starts(queue::initializeEx);
        queue.bench.run(me -> {
            queue.bench.read(me, queue.device);
        });

        assertThat(queue.bench.notes)
                .containsExactly(
                        "with 9", "inserted STATUS_DEVICE_BUSY", "maker: STATUS_DEVICE_BUSY 0");
        assertThat(queue.bench.host.isWell()).isTrue();
    }

    @Test
    void anIrpIsTakenOutByItsContextOnce() { // K60
        queue.starts(queue::initialize);
        queue.bench.run(me -> {
            long irp = queue.bench.madeRead(me, 1);
            me.call(send(irp, queue.device));
            queue.driver.thread(
                    "worker",
                    worker -> {
                        assertThat(queue.remove(worker, queue.context)).isEqualTo(irp);
                        assertThat(queue.remove(worker, queue.context)).isZero();
                        complete(worker, irp, STATUS_SUCCESS, 0);
                    });
        });

        assertThat(queue.bench.notes).containsExactly("maker: STATUS_SUCCESS 0");
        assertThat(queue.bench.host.isWell()).isTrue();
    }

    // A read, a cancel at any moment, and a worker that takes the IRP out at any moment.
    private static String race(long seed, boolean byContext) {
        Queue queue = new Queue(IoBench.withProcessors(2));
        queue.starts(queue::initialize);
        queue.bench.host.stage().chooser().seed(seed);
        queue.bench.run(me -> {
            long irp = queue.bench.madeRead(me, 1);
            TestDriver.Body canceller = other -> other.call(cancel(irp));
            if (!byContext) {
                queue.bench.maker.thread("canceller", canceller); // before the insertion or after
            }
            TestDriver.Body worker =
                    other -> {
                        long found =
                                byContext
                                        ? queue.context == 0
                                                ? 0
                                                : queue.remove(other, queue.context)
                                        : queue.removeNext(other);
                        if (found != 0) {
                            complete(other, found, STATUS_SUCCESS, 7);
                        }
                    };
            queue.driver.thread("worker", worker);
            me.call(send(irp, queue.device));
            if (byContext) {
                queue.bench.maker.thread("canceller", canceller);
            }
            queue.driver.thread("last worker", worker);
        });

        assertThat(queue.bench.host.details()).as("seed %d", seed).isEmpty();
        assertThat(queue.bench.host.isWell()).as("seed %d", seed).isTrue();
        assertThat(queue.waiting).as("seed %d", seed).isEmpty();
        assertThat(queue.bench.notes).as("seed %d", seed).hasSize(1);
        return queue.bench.notes.getFirst();
    }

    @Test
    void inEveryOrderAnIrpHasOneOwner() { // K59, K60
        for (boolean byContext : List.of(true, false)) {
            Set<String> ends = new TreeSet<>();
            for (long seed = 1; seed <= 300; seed++) {
                ends.add(race(seed, byContext));
            }
            assertThat(ends)
                    .containsExactly("maker: STATUS_CANCELLED 0", "maker: STATUS_SUCCESS 7");
        }
    }

    @Test
    void whatADriverDoesNotHaveItDoesNotQueue() {
        queue.starts(queue::initialize);
        queue.bench.run(me -> {
            long irp = queue.bench.madeRead(me, 1);
            me.call(IoCsqInsertIrp.newBuilder().setCsq(queue.csq).setIrp(irp).build());
        });

        assertThat(queue.bench.host.violations()).containsExactly("io/csq-of-foreign-irp");
    }

    @Test
    void aQueueIsInitialisedBeforeItIsUsed() {
        queue.bench.run(me -> me.call(IoCsqRemoveNextIrp.newBuilder().setCsq(4711).build()));

        assertThat(queue.bench.host.violations()).containsExactly("io/csq-not-initialised");
    }
}
