package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.List;

/** What processes and drivers leave behind in memory when they end. */
final class LeftMemory {
    private LeftMemory() {}

    /** A process ends: tells of the pages of its buffers that are still locked. */
    static void ended(Machine machine, Place process) {
        long pages = lockedPages(machine, process);
        if (pages > 0) {
            Breach.tell(
                    machine,
                    KernelRule.LOCKED_PAGES_AT_EXIT,
                    process,
                    "%s ends, and %d pages of its buffers are locked".formatted(process, pages),
                    null,
                    machine.settings().memory().tracksLockedPages()
                            ? BugCheckCode.DRIVER_LEFT_LOCKED_PAGES_IN_PROCESS.with(
                                    0, 0, lockedMdl(machine, process), pages)
                            : BugCheckCode.PROCESS_HAS_LOCKED_PAGES.with(0, 0, pages, 0));
        }
    }

    /** How many pages of the buffers of a process are locked. */
    static long lockedPages(Machine machine, Place process) {
        long pages = 0;
        for (Region region : machine.objects().all(Region.class)) {
            pages += region.isOf(process) ? region.lockedPages() : 0;
        }
        return pages;
    }

    // The first MDL whose pages are those of a buffer of the process.
    private static long lockedMdl(Machine machine, Place process) {
        for (Mdl mdl : machine.objects().all(Mdl.class)) {
            Region region = machine.memory().regionOf(mdl.systemAddress());
            if (mdl.isLocked() && region != null && region.isOf(process)) {
                return mdl.id();
            }
        }
        return 0;
    }

    /**
     * A driver has unloaded: tells of the pool and the work items that it has not freed. Page:
     * windows-driver-docs-pr/devtest/debugging-memory-leaks---driver-verifier-detected-violation--c4---0x62.md.
     */
    static void unloaded(Machine machine, Place driver) {
        List<KernelObject> left = new ArrayList<>();
        for (Region region : machine.objects().all(Region.class)) {
            boolean isPool =
                    region.kind() != Region.Kind.USER && region.kind() != Region.Kind.STACK;
            if (isPool && region.owner().equals(driver.toString()) && region.lentFor() == null) {
                left.add(region);
            }
        }
        for (WorkItem item : machine.objects().all(WorkItem.class)) {
            if (!item.isOwnedByDriver() && item.driver() == driver) {
                left.add(item);
            }
        }
        if (!left.isEmpty()) {
            Breach.tell(
                    machine,
                    KernelRule.LEAK_AT_END,
                    driver,
                    "%s has unloaded and has not freed %s".formatted(driver, left),
                    null,
                    BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION.with(0x62, 0, 0, left.size()));
        }
    }
}
