package dev.irpflow.kernel;

/** The pageable section of a driver's image, with the count of those who keep it in memory. */
public final class ImageSection extends KernelObject {
    private int locks;

    /** Whether it is kept in memory. */
    public boolean isLocked() {
        reads();
        return locks > 0;
    }

    /** Keeps it in memory. */
    public void lock() {
        writes();
        locks++;
    }

    /** Takes one lock away. */
    public void unlock() {
        writes();
        locks--;
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("locks", locks);
    }

    @Override
    protected String noun() {
        return "image-section";
    }
}
