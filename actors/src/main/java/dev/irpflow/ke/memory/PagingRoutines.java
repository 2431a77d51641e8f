package dev.irpflow.ke.memory;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_PORTION_MUST_BE_NONPAGED;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.PoolRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.ImageSection;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.ThreadedDpcLimits;
import dev.irpflow.protocol.kernel.MmLockPagableCodeSection;
import dev.irpflow.protocol.kernel.MmLockPagableSectionByHandle;
import dev.irpflow.protocol.kernel.MmUnlockPagableImageSection;
import dev.irpflow.protocol.kernel.PagedCode;
import dev.irpflow.protocol.status.NtStatus;

/** The pageable section of each driver's image. */
public final class PagingRoutines implements Family {
    private static final int READ = 0; // code that is not there is read in

    @Override
    public void register(Routines table) {
        table.serve(PagedCode.class, (call, request, sink) -> runs(call, sink));
        table.serve(MmLockPagableCodeSection.class, (call, request, sink) -> lock(call, sink));
        table.serve(MmLockPagableSectionByHandle.class, this::lockByHandle);
        table.serve(MmUnlockPagableImageSection.class, this::unlock);
    }

    private static void runs(Call call, Sink sink) {
        ImageSection section = call.from().pageableSection();
        boolean isKept = section != null && section.isLocked();
        if (call.strand().isAtDispatch() && !isKept) {
            Broken.rule(
                    PoolRule.PAGED_CODE,
                    call,
                    "runs pageable code at %s".formatted(call.strand().irql()),
                    sink.machine().memory().isInMemoryByLuck(call) ? null : fault(call),
                    sink);
        }
        if (!isKept && ThreadedDpcLimits.bind(call.strand())) {
            ThreadedDpcLimits.tell(call, "runs pageable code");
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static BugCheck fault(Call call) {
        Call routine = call.outer();
        long address =
                routine != null && routine.contract().hasTarget()
                        ? routine.contract().target(routine.request())
                        : 0;
        return DRIVER_PORTION_MUST_BE_NONPAGED.with(
                address, call.strand().irql().getNumber(), READ, address);
    }

    private static void lock(Call call, Sink sink) {
        ImageSection section = call.from().pageableSection();
        if (section == null) {
            section = sink.machine().objects().add(new ImageSection());
            call.from().pageableSection(section);
        }
        section.lock();
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                MmLockPagableCodeSection.Out.newBuilder().setReturned(section.id()).build());
    }

    private void lockByHandle(Call call, MmLockPagableSectionByHandle request, Sink sink) {
        ImageSection section =
                Arguments.object(request.getImageSectionHandle(), ImageSection.class, call, sink);
        if (section != null) {
            section.lock();
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    private void unlock(Call call, MmUnlockPagableImageSection request, Sink sink) {
        ImageSection section =
                Arguments.object(request.getImageSectionHandle(), ImageSection.class, call, sink);
        if (section == null) {
            return;
        }
        if (section.isLocked()) {
            section.unlock();
        } else {
            Broken.rule(
                    PoolRule.SECTION_NOT_LOCKED,
                    call,
                    "unlocks %s, which is not locked".formatted(section),
                    sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }
}
