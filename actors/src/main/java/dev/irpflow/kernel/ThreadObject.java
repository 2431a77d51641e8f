package dev.irpflow.kernel;

/** KTHREAD of a system thread: signaled for good when the thread ends. */
public final class ThreadObject extends WaitObject {
    private final Strand strand;

    /** The object of a strand that was just begun; its maker adds it to the machine's objects. */
    public ThreadObject(Strand strand) {
        super(Type.NOTIFICATION);
        this.strand = strand;
        strand.thread(this);
    }

    /** The thread itself. */
    public Strand strand() {
        return strand;
    }

    @Override
    protected void tell(Facts facts) {
        super.tell(facts);
        facts.add("strand", strand.id() + " " + strand.name());
    }

    @Override
    protected String noun() {
        return "thread";
    }
}
