package dev.irpflow.kernel;

/** DRIVER_OBJECT: a loaded driver and the table of its dispatch routines. */
public final class DriverObject extends KernelObject {
    private final Place driver;
    private long dispatch;
    private long startIo;

    /** A new one; its maker adds it to the machine's objects. */
    public DriverObject(Place driver) {
        this.driver = driver;
    }

    /** Where the driver lives. */
    public Place driver() {
        return driver;
    }

    /** The address of its dispatch table, 0 until it has filled MajorFunction[]. */
    public long dispatch() {
        reads();
        return dispatch;
    }

    /** Sets {@link #dispatch}. */
    public void dispatch(long table) {
        writes();
        this.dispatch = table;
    }

    /** DriverStartIo: the address of its StartIo routine, 0 for none. */
    public long startIo() {
        reads();
        return startIo;
    }

    /** Sets {@link #startIo}. */
    public void startIo(long routine) {
        writes();
        this.startIo = routine;
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("driver", driver).add("dispatch table", dispatch == 0 ? null : dispatch);
    }

    @Override
    protected String noun() {
        return "driver";
    }
}
