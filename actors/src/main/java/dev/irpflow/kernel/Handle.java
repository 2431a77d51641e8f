package dev.irpflow.kernel;

/**
 * A handle of a process or of the system: its number is never given twice, so a stale one shows.
 */
public final class Handle extends KernelObject {
    private final KernelObject object;
    private final String owner;

    /** A new handle; its maker adds it to the machine's objects. */
    public Handle(KernelObject object, String owner) {
        this.object = object;
        this.owner = owner;
    }

    /** What it leads to. */
    public KernelObject object() {
        return object;
    }

    /** Which component opened it. */
    public String owner() {
        return owner;
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("object", object).add("owner", owner);
    }

    @Override
    protected String noun() {
        return "handle";
    }
}
