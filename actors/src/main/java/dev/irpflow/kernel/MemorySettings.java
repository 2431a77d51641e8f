package dev.irpflow.kernel;

/**
 * How a machine treats its memory.
 *
 * @param poolQuota how many bytes of each pool are charged to a process at most
 * @param protectsFreedPool whether freed pool is unmapped, so that whoever touches it is found: the
 *     registry value ProtectNonPagedPool
 * @param tracksLockedPages whether it is known who has locked which pages: the registry value
 *     TrackLockedPages
 */
public record MemorySettings(long poolQuota, boolean protectsFreedPool, boolean tracksLockedPages) {
    /** No quota, and neither of the registry values set. */
    public static final MemorySettings USUAL = new MemorySettings(Long.MAX_VALUE, false, false);
}
