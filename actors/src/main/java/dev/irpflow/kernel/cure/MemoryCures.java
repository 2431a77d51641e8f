package dev.irpflow.kernel.cure;

/** How rules about memory, buffers and MDLs are usually kept. */
public final class MemoryCures {
    public static final Cure LIFE_BY_REFERENCE =
            new Cure(
                    "a reference for whoever keeps a pointer",
                    "Count references: everybody who keeps a pointer (a timer, a work "
                            + "item, a pending request, a table) has one, and the last one to go "
                            + "frees. Take it out of every table before that, and set your own "
                            + "pointer to NULL.");

    public static final Cure HEAP_NOT_STACK =
            new Cure(
                    "allocate what outlives the routine",
                    "What somebody else may still use after the routine has returned "
                            + "(an event, an IO_STATUS_BLOCK, a buffer, a timer, a queue handle) "
                            + "lies in nonpaged pool, and its user frees it; or the routine "
                            + "waits for the end before it returns, without a time-out that it "
                            + "then ignores.");

    public static final Cure LENGTH_FIRST =
            new Cure(
                    "the length first",
                    "Compare the length of the buffer that you were given with what "
                            + "you are about to touch, with arithmetic that cannot overflow "
                            + "(RtlULongAdd), before each access. A length that came from "
                            + "outside is not believed.");

    public static final Cure LENT_UNTIL_THE_END =
            new Cure(
                    "lent until the end",
                    "A buffer belongs to the operation from the call to its "
                            + "completion: free, unlock, read or write it in the completion "
                            + "routine and not before, nor after a cancel that has only been "
                            + "asked for. Where you cannot wait, give the operation a copy.");

    public static final Cure COPY_BEFORE_YOU_END =
            new Cure(
                    "copy before you end it",
                    "Completing is giving the buffer back. Read or write it before the "
                            + "completion, copy what you need later, and forget the pointer.");

    public static final Cure NONPAGED_ABOVE =
            new Cure(
                    "nonpaged for what is touched above APC_LEVEL",
                    "Take it from nonpaged pool if a DPC, a completion routine or code "
                            + "under a spin lock may touch it. User buffers are locked and "
                            + "mapped first (an MDL), pageable code stays out of such ways.");

    public static final Cure UNLOCK_ON_EVERY_END =
            new Cure(
                    "unlock on every end",
                    "Unlock the pages and free the MDL in one place that every end of "
                            + "the request goes through: success, failure, cancel, and the "
                            + "cleanup of a handle whose process ends.");

    public static final Cure LOCK_AND_UNLOCK_ONCE =
            new Cure(
                    "lock once, unlock once",
                    "Lock a user buffer once with MmProbeAndLockPages within "
                            + "try/except, remember that you did, and unlock exactly those. An "
                            + "MDL of nonpaged pool (MmBuildMdlForNonPagedPool) or a partial one "
                            + "is neither locked nor unlocked.");

    public static final Cure MAP_SAFELY =
            new Cure(
                    "MmGetSystemAddressForMdlSafe",
                    "Get the address by MmGetSystemAddressForMdlSafe after the pages "
                            + "are locked, look for NULL, and let it be mapped once: it "
                            + "remembers the address, and fails softly.");

    public static final Cure PARTIAL_WITHIN =
            new Cure(
                    "a partial MDL within its source",
                    "Lock the source first, allocate the partial MDL for the length "
                            + "that it shall describe, and stay within the source. Call "
                            + "MmPrepareMdlForReuse before it is built anew.");

    public static final Cure FIRST_MDL_FIRST =
            new Cure(
                    "the first MDL first",
                    "Pass FALSE as SecondaryBuffer for the first MDL of an IRP, TRUE "
                            + "only for those that are chained behind one.");

    public static final Cure RIGHT_MDL_ROUTINE =
            new Cure(
                    "the routine for the kind of memory",
                    "MmBuildMdlForNonPagedPool is for nonpaged pool; everything "
                            + "pageable, and everything of a user, is locked by "
                            + "MmProbeAndLockPages.");

    public static final Cure FREE_AS_ALLOCATED =
            new Cure(
                    "free it as it was made",
                    "Free the very address that the allocation returned, with its tag, "
                            + "by the routine that belongs to the allocator; keep it apart from "
                            + "a pointer that walks through the buffer.");

    public static final Cure ZEROED_POOL =
            new Cure(
                    "ExAllocatePool2",
                    "Use ExAllocatePool2, which zeroes, and POOL_FLAG_UNINITIALIZED "
                            + "only where every byte is written at once.");

    public static final Cure QUOTA_OF_A_PROCESS =
            new Cure(
                    "quota only in the requester's thread",
                    "Charge quota (POOL_FLAG_USE_QUOTA) only in a dispatch routine "
                            + "that runs in the thread of the requester, and allocate without it "
                            + "in DPCs, completion routines and work items.");

    public static final Cure MOVE_NOT_COPY =
            new Cure(
                    "RtlMoveMemory where they overlap",
                    "Use RtlMoveMemory where source and target may lie in the same " + "buffer.");

    public static final Cure SECTION_LOCK_PAIRS =
            new Cure(
                    "one unlock for each lock of a section",
                    "Lock the pageable section when the device opens or starts, unlock "
                            + "it with the handle that the lock returned when it closes or "
                            + "stops, once.");

    public static final Cure LOOKASIDE_END =
            new Cure(
                    "delete the list last",
                    "Delete a lookaside list (ExDeleteLookasideListEx) in "
                            + "DriverUnload, or when its device goes, after its last entry came "
                            + "back and before its memory is freed.");

    private MemoryCures() {}
}
