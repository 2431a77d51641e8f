package dev.irpflow.rdbss;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.ComponentTimer;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.rdbss.MRxCollapseOpen;
import dev.irpflow.protocol.rdbss.MRxShouldTryToCollapseThisOpen;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registered mini-redirector: RDBSS_DEVICE_OBJECT with its MINIRDR_DISPATCH. Each one has tables
 * of its own, as each carries its own copy of RDBSS. Page:
 * wdk-ddi-src/content/mrx/nf-mrx-rxregisterminirdr.md.
 */
final class Minirdr {
    private final Place driver;
    private final DeviceObject device;
    private final long table;
    private final DispatchSlots slots;
    private final boolean providesUnc;
    private final NetNameTable names = new NetNameTable();
    private final Map<Long, RxContext> active = new LinkedHashMap<>();
    private final DelayedCloses delayed = new DelayedCloses();
    private MinirdrState state = MinirdrState.STARTABLE;
    private int activeFcbs;
    private long mupHandle;
    private StartStop.@Nullable Drained stopping;
    private @Nullable ComponentTimer scavenger;

    /**
     * A mini-redirector that has just registered.
     *
     * @param slots which slots of its table are not NULL
     */
    Minirdr(
            Place driver,
            DeviceObject device,
            long table,
            DispatchSlots slots,
            boolean providesUnc) {
        this.driver = driver;
        this.device = device;
        this.table = table;
        this.slots = slots;
        this.providesUnc = providesUnc;
    }

    /** Whose routines are called. */
    Place driver() {
        return driver;
    }

    DeviceObject device() {
        return device;
    }

    /** The address of its MINIRDR_DISPATCH. */
    long table() {
        return table;
    }

    /** Whether the slot of this routine is not NULL. */
    boolean has(GeneratedMessage request) {
        return slots.has(driver, table, request.getClass());
    }

    /** Whether it can let several opens share one on the server. */
    boolean canCollapse() {
        return has(MRxShouldTryToCollapseThisOpen.getDefaultInstance())
                && has(MRxCollapseOpen.getDefaultInstance());
    }

    /** RegisterUncProvider. */
    boolean providesUnc() {
        return providesUnc;
    }

    NetNameTable names() {
        return names;
    }

    /** The requests under way, oldest first. */
    Map<Long, RxContext> active() {
        return active;
    }

    /** Files closed by their users and still open on the server. */
    DelayedCloses delayed() {
        return delayed;
    }

    MinirdrState state() {
        return state;
    }

    void enter(MinirdrState newState, Sink sink) {
        sink.machine().log().changed("mini-redirector", state.name(), newState.name());
        state = newState;
    }

    /** NumberOfActiveFcbs. */
    int activeFcbs() {
        return activeFcbs;
    }

    void countFcb(int change) {
        activeFcbs += change;
    }

    /** What MUP gave for the registration, 0 for none. */
    long mupHandle() {
        return mupHandle;
    }

    void mupHandle(long handle) {
        mupHandle = handle;
    }

    /** StartStopContext.pStopContext: the stop that waits for other requests, null for none. */
    StartStop.@Nullable Drained stopping() {
        return stopping;
    }

    void stopping(StartStop.@Nullable Drained stop) {
        stopping = stop;
    }

    /** The scavenger's timer, null until it was needed first. */
    @Nullable ComponentTimer scavenger() {
        return scavenger;
    }

    void scavenger(ComponentTimer timer) {
        scavenger = timer;
    }
}
