package dev.irpflow.kernel.cure;

/** How rules about locks, waits and counts are usually kept. */
public final class LockCures {
    public static final Cure RELEASE_ON_EVERY_WAY =
            new Cure(
                    "release on every way out",
                    "Pair each acquire with one release in the same routine, by a "
                            + "single exit label or try/finally, so that early returns and "
                            + "exceptions cannot go past it, and no way goes through it twice.");

    public static final Cure ONE_ORDER =
            new Cure(
                    "one order of locks",
                    "Write down one order of all locks and take them in it everywhere. "
                            + "Where a callback needs the locks the other way round, copy what "
                            + "it needs under the lock, release, then call. A try-acquire that "
                            + "gives up everything and begins anew is the last resort.");

    public static final Cure LESS_UNDER_LOCK =
            new Cure(
                    "no call out under a lock",
                    "Hold a spin lock only around your own data: no call into another "
                            + "driver, no completion, no wait, no callback. Take what you need "
                            + "out of the list, release the lock, then call.");

    public static final Cure GIVE_UP_ALL =
            new Cure(
                    "give up all, wait, begin anew",
                    "Whoever cannot get the second lock gives back the first one too "
                            + "and waits for a different time before it tries again; better, "
                            + "take the locks in one order, and nobody needs to try.");

    public static final Cure NOT_TWICE =
            new Cure(
                    "an inner routine that expects the lock",
                    "Split the routine: one that takes the lock and one for those who "
                            + "have it already (name it ...Locked), which takes none. Look also "
                            + "at callbacks that run inside your own call on the same thread.");

    public static final Cure SAME_FORM =
            new Cure(
                    "release as it was taken",
                    "Use the pairs: KeAcquireSpinLock with KeReleaseSpinLock, "
                            + "...AtDpcLevel with ...FromDpcLevel, shared with shared, fast with "
                            + "fast and Unsafe with Unsafe; one kind of routine for one lock, "
                            + "everywhere.");

    public static final Cure OLD_IRQL_LOCAL =
            new Cure(
                    "the old IRQL is a local variable",
                    "Keep the old IRQL of each acquire in a local variable of its own, "
                            + "never in the device extension, where another processor overwrites "
                            + "it, and release in the opposite order.");

    public static final Cure INITIALISE_ONCE =
            new Cure(
                    "initialise once, before use",
                    "Initialise the object where its memory is allocated, before "
                            + "anybody can find it, and nowhere else: not for each request, and "
                            + "not again at a restart of the device.");

    public static final Cure REGION_AROUND =
            new Cure(
                    "a critical region around it",
                    "Call KeEnterCriticalRegion before you take the lock and "
                            + "KeLeaveCriticalRegion after you have released it "
                            + "(FsRtlEnterFileSystem in a file system), or use the routine that "
                            + "does both, such as "
                            + "ExEnterCriticalRegionAndAcquireResourceExclusive.");

    public static final Cure OWNER_SAID =
            new Cure(
                    "say who owns it",
                    "If another thread shall release the resource, call "
                            + "ExSetResourceOwnerPointerEx while you own it, with an address "
                            + "whose two lowest bits are set, and release it by "
                            + "ExReleaseResourceForThreadLite with the same value.");

    public static final Cure DELETE_AT_THE_END =
            new Cure(
                    "delete when nobody can come",
                    "First make sure that no new user can find the object, then wait "
                            + "for those who have it, then delete it, then free its memory.");

    public static final Cure REMOVE_LOCK_PAIRS =
            new Cure(
                    "a remove lock around each IRP",
                    "Acquire the remove lock with the IRP as the tag when the IRP "
                            + "comes, fail the IRP if that fails, and release it with the same "
                            + "tag once: in the completion routine if the IRP was sent on, else "
                            + "where you complete it.");

    public static final Cure REMOVE_LOCK_LIMITS =
            new Cure(
                    "find who holds it",
                    "The numbers are your own estimate: look for the way that does not "
                            + "release (a request that hangs, a failing path), and raise "
                            + "HighWatermark or MaxLockedMinutes only if there is none.");

    public static final Cure REMOVE_LOCK_WAIT =
            new Cure(
                    "wait in IRP_MN_REMOVE_DEVICE",
                    "Call IoReleaseRemoveLockAndWait once, in the dispatch routine for "
                            + "IRP_MN_REMOVE_DEVICE, before the device is detached; everywhere "
                            + "else IoReleaseRemoveLock.");

    public static final Cure RUNDOWN_IN_ORDER =
            new Cure(
                    "wait, complete, begin anew",
                    "Call ExWaitForRundownProtectionRelease, then ExRundownCompleted, "
                            + "free the old object, and only then "
                            + "ExReInitializeRundownProtection for the new one.");

    public static final Cure ONE_RELEASE =
            new Cure(
                    "one release for each acquire",
                    "Count: one release for each time that a routine has given you the "
                            + "thing, by the one who keeps the pointer, which is set to NULL "
                            + "with it. Failing paths are where it happens twice or not at all.");

    public static final Cure WAIT_BLOCKS =
            new Cure(
                    "wait blocks for more than three",
                    "Give KeWaitForMultipleObjects an array of wait blocks from "
                            + "nonpaged pool as soon as there are more than three objects, and "
                            + "never more than 64: wait for them in groups, or for one event "
                            + "that all of them set.");

    public static final Cure NO_WAIT_TRUE =
            new Cure(
                    "Wait FALSE",
                    "Pass FALSE as Wait to KeSetEvent, KeReleaseMutex and "
                            + "KeReleaseSemaphore, unless the very next call is the wait.");

    public static final Cure KERNEL_MODE_WAIT =
            new Cure(
                    "wait in KernelMode",
                    "Pass KernelMode where the object lies on the stack. A wait that a "
                            + "user shall be able to break off is for an object in nonpaged pool.");

    public static final Cure SANE_NUMBERS =
            new Cure(
                    "check numbers at the border",
                    "Check what you compute or get from others before you pass it on: "
                            + "signs, zero, units (100 ns, ms), limits, and the number of "
                            + "processors at this moment (KeQueryActiveProcessorCountEx).");

    private LockCures() {}
}
