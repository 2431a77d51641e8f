package dev.irpflow.machine;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.DriverHost;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.ImageKeeper;
import dev.irpflow.kernel.IoManagerWork;
import dev.irpflow.kernel.KernelChoice;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.kernel.WaitObject;
import dev.irpflow.kernel.Workers;
import dev.irpflow.protocol.kernel.DriverEntry;
import dev.irpflow.protocol.kernel.DriverUnload;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.kernel.KeFlushQueuedDpcs;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Footprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Loads the drivers of a machine one after the other on a system thread, and unloads them in
 * reverse order. A driver whose DriverEntry fails is not loaded, as in Windows; the others are. The
 * image of a driver stays, after DriverUnload has returned, while work items hold references to its
 * devices, or unload-safe completion routines of it have not returned. Page:
 * windows-driver-docs-pr/kernel/releasing-driver-allocated-resources.md.
 */
public final class Loader implements Component {
    /** The name of its place. */
    public static final String PLACE = "system";

    /** Told how it went. */
    public interface Listener {
        /** Every DriverEntry has returned. */
        void booted(Machine machine);

        /** A DriverEntry has failed. */
        void notLoaded(Machine machine, String driver, NtStatus status);

        /** Every DriverUnload has returned. */
        void unloaded(Machine machine);
    }

    private static final String SERVICES =
            "\\Registry\\Machine\\System\\CurrentControlSet\\Services\\";

    private enum Work {
        BOOT,
        SHUT_DOWN
    }

    private record Entered(Call thread, int driver) {}

    private record Unloaded(Call thread) {}

    private record Closed(Call thread, Event event) {}

    private record Flushed(Call thread, Place driver) {}

    private record Released(Call thread, Place driver, Event event) {}

    private record Begun(Call thread, Event event) {}

    // A thread that unloads one driver alone, while the machine goes on.
    private record Stopping(DriverHost driver) {}

    private final List<DriverHost> drivers;
    private final Listener listener;
    private final List<DriverHost> loaded = new ArrayList<>();

    /** A loader of these drivers. */
    public Loader(List<DriverHost> drivers, Listener listener) {
        this.drivers = List.copyOf(drivers);
        this.listener = listener;
    }

    /** Starts to load the drivers of a machine. */
    public static void boot(Machine machine) {
        begin(machine, "boot", Work.BOOT);
    }

    /** Starts to unload them. */
    public static void shutDown(Machine machine) {
        begin(machine, "shutdown", Work.SHUT_DOWN);
    }

    /**
     * Starts to unload one driver alone, as the service control manager does for a service that is
     * stopped; the machine goes on, and waits for it when it is shut down. Page:
     * wdk-ddi-src/content/wdm/nf-wdm-zwunloaddriver.md.
     *
     * @return false if it is not loaded
     */
    public boolean unload(Machine machine, String driver) {
        for (DriverHost host : loaded) {
            if (host.place().component().equals(driver)) {
                loaded.remove(host);
                Stopping stop = new Stopping(host);
                machine.ioManagerWork().begun(stop);
                begin(machine, "stop-" + driver, stop);
                return true;
            }
        }
        return false;
    }

    private static void begin(Machine machine, String thread, Object work) {
        machine.strands()
                .beginThread(
                        StrandKind.THREAD,
                        machine.place(PLACE),
                        thread,
                        KStartRoutine.getDefaultInstance(),
                        work,
                        0);
    }

    @Override
    public void on(Message message, Sink sink) {
        switch (message) {
            case Call call -> {
                if (call.tag() instanceof Stopping stop) {
                    unload(call, stop.driver(), sink);
                    return;
                }
                switch ((Work) Objects.requireNonNull(call.tag())) {
                    case BOOT -> enterNext(call, 0, sink);
                    case SHUT_DOWN -> shutDown(call, sink);
                }
            }
            case Return answer -> {
                if (answer.call().tag() instanceof Entered entered) {
                    entered(answer, entered, sink);
                } else if (answer.call().tag() instanceof Unloaded unloaded) {
                    unloaded(unloaded.thread(), answer.call().to(), sink);
                } else if (answer.call().tag() instanceof Closed closed) {
                    sink.machine().objects().remove(closed.event());
                    unloadNext(closed.thread(), sink);
                } else {
                    unloading(answer.call(), sink);
                }
            }
        }
    }

    // A driver whose device is open is not unloaded.
    private void shutDown(Call thread, Sink sink) {
        IoManagerWork work = sink.machine().ioManagerWork();
        if (work.isIdle()) {
            unloadNext(thread, sink);
            return;
        }
        work.whenIdle(awaited(thread, sink, event -> new Closed(thread, event)));
    }

    private void unloading(Call ended, Sink sink) {
        if (ended.tag() instanceof Released released) {
            sink.machine().objects().remove(released.event());
            unloaded(released.thread(), released.driver(), sink);
        } else if (ended.tag() instanceof Flushed flushed) {
            if (keeper(flushed.driver(), sink) != null) {
                unloaded(flushed.thread(), flushed.driver(), sink); // a DPC has begun it
            } else {
                dropped(flushed.thread(), flushed.driver(), sink);
            }
        } else if (ended.tag() instanceof Begun begun) {
            sink.machine().objects().remove(begun.event());
            unloadNext(begun.thread(), sink);
        }
    }

    // Before the image goes, the work items and unload-safe completion routines have ended, and
    // the system flushes the DPCs: nf-wdm-kecanceltimer.md.
    private void unloaded(Call thread, Place driver, Sink sink) {
        ImageKeeper keeper = keeper(driver, sink);
        if (keeper != null) {
            keeper.whenNoneKeeps(
                    driver, awaited(thread, sink, event -> new Released(thread, driver, event)));
        } else if (sink.machine().strands().hasDpcsOf(driver)) {
            sink.call(thread, KeFlushQueuedDpcs.getDefaultInstance(), new Flushed(thread, driver));
        } else {
            dropped(thread, driver, sink);
        }
    }

    private static @Nullable ImageKeeper keeper(Place driver, Sink sink) {
        for (ImageKeeper keeper : sink.machine().imageKeepers()) {
            if (keeper.keeps(driver)) {
                return keeper;
            }
        }
        return null;
    }

    private void dropped(Call thread, Place driver, Sink sink) {
        sink.machine().ledger().unloaded(driver);
        sink.machine().memory().unloaded(driver);
        driver.dropImage();
        unloadNext(thread, sink);
    }

    private void entered(Return answer, Entered entered, Sink sink) {
        DriverHost driver = drivers.get(entered.driver());
        if (NtStatuses.isSuccess(answer.status().getNumber())) {
            loaded.add(driver);
        } else {
            sink.machine().footprint().write(Footprint.RUN);
            listener.notLoaded(sink.machine(), driver.place().component(), answer.status());
        }
        enterNext(entered.thread(), entered.driver() + 1, sink);
    }

    private void enterNext(Call thread, int next, Sink sink) {
        if (next == drivers.size()) {
            sink.returns(thread, NtStatus.STATUS_SUCCESS);
            sink.machine().footprint().write(Footprint.RUN);
            listener.booted(sink.machine());
            return;
        }
        DriverHost driver = drivers.get(next);
        sink.call(
                thread,
                CallKind.CALL,
                driver.place(),
                DriverEntry.newBuilder()
                        .setDriverObject(driver.driverObject().id())
                        .setRegistryPath(SERVICES + driver.place().component())
                        .build(),
                new Entered(thread, next));
    }

    private void unloadNext(Call thread, Sink sink) {
        if (thread.tag() instanceof Stopping stop) {
            sink.returns(thread, NtStatus.STATUS_SUCCESS);
            sink.machine().ioManagerWork().ended(stop);
            return;
        }
        Workers workers = sink.machine().workers();
        if (loaded.isEmpty() && workers.waiting() > 0) {
            workers.whenNoneWaits(begun(thread, sink));
            return;
        }
        if (loaded.isEmpty()) {
            sink.returns(thread, NtStatus.STATUS_SUCCESS);
            sink.machine().footprint().write(Footprint.RUN);
            listener.unloaded(sink.machine());
            return;
        }
        Place next = loaded.getLast().place();
        ImageKeeper keeper = keeper(next, sink);
        if (keeper != null && isCalledLast(sink)) {
            keeper.whenNoneKeeps(next, begun(thread, sink));
            return;
        }
        unload(thread, loaded.remove(loaded.size() - 1), sink);
    }

    private static void unload(Call thread, DriverHost driver, Sink sink) {
        sink.call(
                thread,
                CallKind.CALL,
                driver.place(),
                DriverUnload.newBuilder().setDriverObject(driver.driverObject().id()).build(),
                new Unloaded(thread));
    }

    // Whether DriverUnload waits until nothing keeps the image.
    private static boolean isCalledLast(Sink sink) {
        return !sink.machine().settings().choices().isUsual(KernelChoice.UNLOAD_WITH_WORK_ITEMS);
    }

    private static Event begun(Call thread, Sink sink) {
        return awaited(thread, sink, event -> new Begun(thread, event));
    }

    // An event with which the unloading goes on where its tag says.
    private static Event awaited(Call thread, Sink sink, Function<Event, Object> tag) {
        Event event = sink.machine().objects().add(new Event(WaitObject.Type.NOTIFICATION));
        sink.call(
                thread,
                KeWaitForSingleObject.newBuilder().setObject(event.id()).build(),
                tag.apply(event));
        return event;
    }
}
