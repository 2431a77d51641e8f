package dev.irpflow.kernel.dump;

import java.util.List;

/**
 * The memory of a machine.
 *
 * @param nonpagedUsed bytes of nonpaged pool in use, those of kernel objects included
 * @param nonpagedLimit how many there are
 * @param pagedUsed bytes of paged pool in use
 * @param pagedLimit how many there are
 * @param allocations what is allocated, oldest first
 */
public record PoolState(
        long nonpagedUsed,
        long nonpagedLimit,
        long pagedUsed,
        long pagedLimit,
        List<Allocation> allocations) {
    /** Keeps lists of its own. */
    public PoolState {
        allocations = List.copyOf(allocations);
    }

    /**
     * An allocation, or a buffer of a process.
     *
     * @param id its number
     * @param label how trace and reports name it
     * @param address its address, as bug checks show it
     * @param kind where it comes from
     * @param tag its tag, "" for none
     * @param length bytes
     * @param owner who allocated it
     * @param locks how often its pages are locked
     * @param objects the kernel objects that lie in it, by number
     * @param lent to whom for what it is lent, "" if it is not
     * @param start the offset of the first byte of {@code bytes}
     * @param bytes a part of what lies in it, in hexadecimal
     */
    public record Allocation(
            long id,
            String label,
            long address,
            String kind,
            String tag,
            long length,
            String owner,
            int locks,
            List<Long> objects,
            String lent,
            long start,
            String bytes) {
        /** Keeps lists of its own. */
        public Allocation {
            objects = List.copyOf(objects);
        }
    }
}
