package dev.irpflow.kernel.cure;

/**
 * How rules about IRPs are usually kept: who has an IRP, who may complete it, and when that ends.
 */
public final class IrpCures {
    public static final Cure ONE_OWNER =
            new Cure(
                    "one owner",
                    "Let every IRP have one owner at any moment. Take it out of the "
                            + "table, list or queue under the lock that guards it, and complete "
                            + "it only if it was there: whoever comes second finds nothing and "
                            + "goes away. A cancel-safe queue (IoCsqRemoveNextIrp, "
                            + "IoCsqRemoveIrp) does this for you.");

    public static final Cure EVERY_WAY_COMPLETES =
            new Cure(
                    "every way out completes",
                    "Walk through the routine way by way, the failing ones first: each "
                            + "either completes the IRP, or sends it on, or puts it where "
                            + "somebody will find it again. Let DriverUnload, cleanup and the "
                            + "end of a connection empty the queues with STATUS_CANCELLED.");

    public static final Cure CANCEL_ROUTINE_IS_THE_TOKEN =
            new Cure(
                    "the cancel routine is the token",
                    "Call IoSetCancelRoutine(Irp, NULL) before you complete the IRP or "
                            + "send it on, and look at what comes back. A routine: the IRP is "
                            + "yours. NULL: the cancel routine has been called, and the IRP "
                            + "belongs to it; leave the IRP alone.");

    public static final Cure CANCEL_CHECKED =
            new Cure(
                    "set, then look",
                    "After IoSetCancelRoutine(Irp, Routine) look at Irp->Cancel, under "
                            + "the lock of your queue. If it is set, take the routine away "
                            + "again: if you get it back, complete the IRP with STATUS_CANCELLED "
                            + "yourself; if not, your cancel routine does. IoCsqInsertIrp does "
                            + "all of it.");

    public static final Cure CANCEL_AT_ONCE =
            new Cure(
                    "cancel at once",
                    "Whatever may stay with your driver for long needs a cancel "
                            + "routine, or a place in a cancel-safe queue, and a cancel routine "
                            + "completes the IRP itself. If the hardware or another driver has "
                            + "the work, cancel it there and do not wait for it to time out.");

    public static final Cure CANCEL_KEEPS_THE_IRP =
            new Cure(
                    "the canceller keeps the IRP",
                    "Count a reference for the one who cancels: take it under your "
                            + "lock before IoCancelIrp, and free or reuse the IRP only when both "
                            + "the canceller and the completion routine have given theirs back "
                            + "(an interlocked count, the last one does it).");

    public static final Cure START_IO_LOCK =
            new Cure(
                    "one lock for StartIo and cancel",
                    "Choose one: either IoStartPacket with a cancel routine, "
                            + "IoStartNextPacket with Cancelable TRUE, and the cancel spin lock "
                            + "around every look at CurrentIrp; or a cancel-safe queue of your "
                            + "own, and no StartIo.");

    public static final Cure START_IO_ROUTINE =
            new Cure(
                    "a StartIo routine",
                    "Set DriverObject->DriverStartIo in DriverEntry before the first "
                            + "request can come, or keep the requests in a queue of your own and "
                            + "do not call IoStartPacket.");

    public static final Cure START_IO_DEFERRED =
            new Cure(
                    "deferred StartIo",
                    "Call IoSetStartIoAttributes with DeferredStartIo TRUE when the "
                            + "device is made, or call IoStartNextPacket only from the DPC that "
                            + "ends a request: then the next StartIo begins after this one has "
                            + "returned.");

    public static final Cure MARK_AND_PEND =
            new Cure(
                    "mark and pend together",
                    "Write the two as one: IoMarkIrpPending(Irp) before anybody else "
                            + "can reach the IRP (before it goes into a queue, before the work "
                            + "item or the request that will complete it), then return "
                            + "STATUS_PENDING on that way and on no other.");

    public static final Cure PENDING_PROPAGATED =
            new Cure(
                    "pass the mark on",
                    "Begin a completion routine that lets the completion go on with: "
                            + "if (Irp->PendingReturned) IoMarkIrpPending(Irp). One whose "
                            + "dispatch routine waits for it does not mark, it returns "
                            + "STATUS_MORE_PROCESSING_REQUIRED.");

    public static final Cure WAIT_FOR_THE_LOWER =
            new Cure(
                    "send, wait, then go on",
                    "To get an IRP back from below: clear an event, set a completion "
                            + "routine that signals it if Irp->PendingReturned and returns "
                            + "STATUS_MORE_PROCESSING_REQUIRED, call IoCallDriver, wait if it "
                            + "returned STATUS_PENDING, then read Irp->IoStatus.Status. "
                            + "IoForwardIrpSynchronously does all of it.");

    public static final Cure KEEP_IT_BELOW =
            new Cure(
                    "sent is given away",
                    "After IoCallDriver the IRP is the lower driver's until your "
                            + "completion routine runs; copy what you need of it before, and do "
                            + "not touch it afterwards. If you need it again, set a completion "
                            + "routine that returns STATUS_MORE_PROCESSING_REQUIRED and go on "
                            + "from there.");

    public static final Cure ONE_STATUS =
            new Cure(
                    "one status",
                    "Keep the status in one variable: Irp->IoStatus.Status = status, "
                            + "complete, return status; and after passing an IRP down, return "
                            + "what IoCallDriver returned (return IoCallDriver(Lower, Irp)) "
                            + "unless you have waited for the end.");

    public static final Cure NO_PENDING_IN_IOSTATUS =
            new Cure(
                    "pending is no result",
                    "Set Irp->IoStatus.Status to the result of the operation before "
                            + "you complete it. STATUS_PENDING is only for the return of a "
                            + "dispatch routine; a completion routine returns "
                            + "STATUS_CONTINUE_COMPLETION or STATUS_MORE_PROCESSING_REQUIRED.");

    public static final Cure STATUS_FROM_THE_HEADER =
            new Cure(
                    "a status from ntstatus.h",
                    "Return one of the STATUS_ values that the page lists, and "
                            + "initialise the variable. What your transport or library answers "
                            + "(a Win32 error, -1) is translated at the border, not passed on.");

    public static final Cure CANCELLED_IS_NOTHING =
            new Cure(
                    "cancelled means nothing transferred",
                    "Set Irp->IoStatus.Information to 0 where you complete with "
                            + "STATUS_CANCELLED. If a part has been transferred already, "
                            + "complete with success and that count instead.");

    public static final Cure STACK_LOCATION_FOR_EACH =
            new Cure(
                    "one location for each driver",
                    "Make the IRP with the StackSize of the device that you send it to "
                            + "(one more if you want a location of your own), and in a filter "
                            + "prepare the next location with "
                            + "IoCopyCurrentIrpStackLocationToNext or "
                            + "IoSkipCurrentIrpStackLocation each time before IoCallDriver.");

    public static final Cure COPY_WITH_A_ROUTINE =
            new Cure(
                    "copy with a routine, skip without",
                    "Skip the stack location only if you want nothing back: no "
                            + "completion routine, no mark. With a completion routine copy it: "
                            + "IoCopyCurrentIrpStackLocationToNext, then IoSetCompletionRoutine "
                            + "with a routine that exists.");

    public static final Cure ROUTINE_EX_IS_SENT =
            new Cure(
                    "IoSetCompletionRoutineEx, checked",
                    "Look at what IoSetCompletionRoutineEx returns. Success: call "
                            + "IoCallDriver, always. Failure: complete the IRP with that status, "
                            + "and do not send it.");

    public static final Cure OWN_IRP_COMES_BACK =
            new Cure(
                    "an IRP of your own comes back to you",
                    "For an IRP of IoAllocateIrp set a completion routine for success, "
                            + "error and cancel. In it call IoFreeIrp (or keep the IRP for the "
                            + "next operation) and return STATUS_MORE_PROCESSING_REQUIRED. Never "
                            + "complete it: nobody is above you.");

    public static final Cure FREE_BY_THE_MAKER =
            new Cure(
                    "the maker frees",
                    "Free only IRPs that you made by IoAllocateIrp or "
                            + "IoBuildAsynchronousFsdRequest, with IoFreeIrp. Those of "
                            + "IoBuildDeviceIoControlRequest and IoBuildSynchronousFsdRequest "
                            + "belong to the I/O manager, which frees them; those that you were "
                            + "sent, to their sender.");

    public static final Cure ALLOCATED_IS_INITIALIZED =
            new Cure(
                    "allocated is initialised",
                    "IoAllocateIrp returns an IRP that is ready; IoReuseIrp makes it "
                            + "ready again. IoInitializeIrp is only for memory that you "
                            + "allocated yourself.");

    public static final Cure THREADED_AT_PASSIVE =
            new Cure(
                    "threaded IRPs at PASSIVE_LEVEL",
                    "Build and send threaded requests in a thread at PASSIVE_LEVEL, "
                            + "outside of critical regions and without fast mutexes. Elsewhere "
                            + "use IoAllocateIrp or IoBuildAsynchronousFsdRequest, whose IRPs "
                            + "belong to no thread, or hand the work to a work item.");

    public static final Cure EVENT_OF_THE_REQUEST =
            new Cure(
                    "the event is the I/O manager's",
                    "Initialise the event that you give to "
                            + "IoBuildDeviceIoControlRequest, wait for it, and let nobody else "
                            + "set it. If your completion routine wants to tell you something, "
                            + "give it an event of its own.");

    public static final Cure BUFFERS_OF_THE_REQUEST =
            new Cure(
                    "a buffer where there is a length",
                    "Give a built request a buffer wherever its length is not 0, and "
                            + "allocate it before the request is built; look at what the "
                            + "allocation returned.");

    public static final Cure VALID_POINTER =
            new Cure(
                    "a pointer that is still valid",
                    "Find out where the pointer comes from: it was never set, or kept "
                            + "beyond the life of what it points to. Set it to NULL where the "
                            + "object goes, and hold a reference while you keep it.");

    public static final Cure DEVICE_BELOW =
            new Cure(
                    "the device that the attach returned",
                    "Keep what IoAttachDeviceToDeviceStack returned, look whether it "
                            + "is NULL, and send IRPs to that device only.");

    public static final Cure PNP_PASSED_DOWN =
            new Cure(
                    "Plug and Play goes down the stack",
                    "In a function or filter driver: success, or an IRP you do not "
                            + "know, is passed down as it came, status unchanged; a failure is "
                            + "completed at once and not passed down. Only the bus driver at the "
                            + "bottom completes with success.");

    public static final Cure PNP_NOT_SUPPORTED =
            new Cure(
                    "start with STATUS_NOT_SUPPORTED",
                    "Set Irp->IoStatus.Status = STATUS_NOT_SUPPORTED in every Plug and "
                            + "Play, power or WMI IRP that you make, before IoCallDriver.");

    public static final Cure REMOVAL_SUCCEEDS =
            new Cure(
                    "a removal cannot be refused",
                    "Answer these minor codes with STATUS_SUCCESS, clean up what there "
                            + "is, and pass them down. Whoever wants to keep the device refuses "
                            + "IRP_MN_QUERY_REMOVE_DEVICE or IRP_MN_QUERY_STOP_DEVICE, which "
                            + "come before.");

    public static final Cure REMOVE_IN_ORDER =
            new Cure(
                    "remove in this order",
                    "For IRP_MN_REMOVE_DEVICE: IoReleaseRemoveLockAndWait, pass the "
                            + "IRP down (IoSkipCurrentIrpStackLocation, IoCallDriver), then "
                            + "IoDetachDevice(Lower), then IoDeleteDevice(Self). For "
                            + "IRP_MN_SURPRISE_REMOVAL only stop the hardware and fail what is "
                            + "queued.");

    public static final Cure POWER_GOES_ON =
            new Cure(
                    "power never waits",
                    "Pass a power IRP down or complete it as soon as your device is "
                            + "ready, in every way through the routine. Never let it wait for "
                            + "I/O that your own queue holds back, and count what you have "
                            + "pended.");

    public static final Cure STRUCTURE_WRITTEN =
            new Cure(
                    "fill in the whole structure",
                    "Compare the length with the size of the structure of this class, "
                            + "answer STATUS_BUFFER_TOO_SMALL or STATUS_INFO_LENGTH_MISMATCH if "
                            + "it does not fit, fill in every field, and set Information to the "
                            + "bytes that were written.");

    public static final Cure COUNT_OF_BYTES =
            new Cure(
                    "Information counts bytes of the buffer",
                    "Set Information to the smaller of what you have and the length of "
                            + "the request, in bytes, and to 0 for a failure. A length that came "
                            + "over the network is compared before it is used.");

    public static final Cure QUEUE_INITIALISED =
            new Cure(
                    "initialise before the first request",
                    "Initialise the queue (IoCsqInitialize, KeInitializeDeviceQueue) "
                            + "when the device is made, before DO_DEVICE_INITIALIZING is "
                            + "cleared, in memory that lives as long as the device.");

    public static final Cure DEVICE_QUEUE_BUSY =
            new Cure(
                    "insert, then remove",
                    "Call KeInsertDeviceQueue for each request: FALSE means process it "
                            + "now, and the queue is busy. Call KeRemoveDeviceQueue once each "
                            + "time that such a request has ended, and nowhere else.");

    public static final Cure ONE_KIND_OF_IO =
            new Cure(
                    "one kind of I/O",
                    "Set either DO_BUFFERED_IO or DO_DIRECT_IO in the flags of the "
                            + "device. In a filter copy that flag from the device below, and set "
                            + "no other.");

    private IrpCures() {}
}
