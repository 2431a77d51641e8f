package dev.irpflow.sim.run;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Dpc;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.kernel.WorkItem;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoWorkitemRoutine;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.stage.Site;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The strands of one call of a script: the caller's, and those that its lines begin. */
final class ScriptStrands {
    private static final long LINES = Site.key("lines of a script");

    private final ScriptedDriver driver;
    private final Machine machine;
    private final Place place;
    private Call on;

    ScriptStrands(ScriptedDriver driver, RunningMachine here, Call inHand) {
        this.driver = driver;
        this.machine = here.machine();
        this.place = machine.place(driver.name());
        this.on = inHand;
    }

    /** The level of the strand that plays now. */
    Irql irql() {
        return on.strand().irql();
    }

    /**
     * Lets lines run in a work item, without a device in a thread. The routine has returned: this
     * calls nothing.
     */
    void later(Runnable lines) {
        DeviceObject device = machine.objects().find(driver.deviceId(), DeviceObject.class);
        if (device == null) {
            driver.later().begun();
            thread(() -> {
                lines.run();
                driver.later().ended();
            });
            return;
        }
        WorkItem item = machine.objects().add(new WorkItem(device, key()));
        driver.later().begun();
        long context =
                park(() -> {
                    machine.objects().remove(item);
                    lines.run();
                    driver.later().ended();
                });
        IoWorkitemRoutine request =
                IoWorkitemRoutine.newBuilder()
                        .setDeviceObject(device.id())
                        .setContext(context)
                        .setRoutine(address())
                        .build();
        machine.causes().because(on.seq(), () -> item.queue(place, address(), request, on.path()));
    }

    /** Lets lines run in a DPC; null for the processor at hand. */
    void dpc(@Nullable Integer processor, Runnable lines) {
        Dpc[] own = new Dpc[1];
        long context =
                park(() -> {
                    machine.objects().remove(Objects.requireNonNull(own[0]));
                    lines.run();
                });
        Dpc dpc = machine.objects().add(new Dpc(place, address(), context, key()));
        own[0] = dpc;
        int target = processor == null ? on.strand().processorNumber() : processor;
        dpc.insert(null, null, target, on.path());
    }

    /** Lets lines run in a system thread on a processor. */
    void thread(int processor, Runnable lines) {
        thread(lines).pin(processor);
    }

    private Strand thread(Runnable lines) {
        KStartRoutine request =
                KStartRoutine.newBuilder()
                        .setStartContext(park(lines))
                        .setRoutine(address())
                        .build();
        String name = driver.name() + " thread";
        return machine.strands()
                .beginThread(StrandKind.THREAD, place, name, request, name, on.path());
    }

    private long park(Runnable lines) {
        return driver.later()
                .park(call -> {
                    Call outer = on;
                    on = call;
                    lines.run();
                    on = outer;
                });
    }

    private long address() {
        return driver.context().addressOf(driver.later());
    }

    private long key() {
        return machine.stage().site(on.path(), LINES);
    }
}
