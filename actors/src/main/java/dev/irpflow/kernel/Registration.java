package dev.irpflow.kernel;

/**
 * A part of a region that hardware may access by itself, on behalf of another machine: without a
 * call, a strand or an IRQL of this one.
 *
 * @param key what the other machine names it by; never given twice
 * @param region what it is a part of; resident and not to be freed as long as it is registered
 * @param offset where the part begins in the region, in bytes
 * @param length how many bytes it has
 * @param allowsRead whether others may read it
 * @param allowsWrite whether others may write it
 */
public record Registration(
        long key,
        Region region,
        long offset,
        long length,
        boolean allowsRead,
        boolean allowsWrite) {
    /** Whether this much at this offset, counted from where the part begins, lies within it. */
    boolean covers(long at, long bytes) {
        return at >= 0 && bytes >= 0 && at <= length - bytes;
    }
}
