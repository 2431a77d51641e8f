package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.List;

/** The local variables of a strand's routines that others can reach, oldest first. */
public final class StackFrames {
    private record Local(Call routine, Region region) {}

    private final List<Local> locals = new ArrayList<>(2);

    StackFrames() {}

    void add(Call routine, Region region) {
        locals.add(new Local(routine, region));
    }

    /** Whether an object lies in one of them. */
    public boolean hold(KernelObject object) {
        for (Local local : locals) {
            if (local.region().residents().contains(object)) {
                return true;
            }
        }
        return false;
    }

    /** A routine has returned: its variables go, and what is wrong with that is told. */
    void unwind(Call routine) {
        while (!locals.isEmpty() && locals.getLast().routine() == routine) {
            Region region = locals.removeLast().region();
            if (!region.isGone()) {
                judge(routine, region);
                routine.strand().machine().memory().unwound(region);
            }
        }
    }

    private static void judge(Call routine, Region region) {
        Machine machine = routine.strand().machine();
        for (Irp irp : machine.objects().all(Irp.class)) {
            if (irp.owner() instanceof ThreadedRequest request) {
                judge(routine, region, irp, request);
            }
        }
        if (region.lentFor() != null) {
            inUse(routine, "%s, which %s".formatted(region, region.lentFor()));
        }
        for (KernelObject object : region.residents()) {
            if (!object.isGone()) {
                if (isInUse(object)) {
                    inUse(routine, "%s, which is in use".formatted(object));
                }
                machine.objects().remove(object);
            }
        }
    }

    private static void judge(Call routine, Region region, Irp irp, ThreadedRequest request) {
        if (request.statusBlock().getRegion() == region.id()) {
            ofIrp(
                    routine,
                    "the I/O status block of " + irp,
                    0x0C,
                    region.address(request.statusBlock().getOffset()));
        } else if (request.event() != null && region.residents().contains(request.event())) {
            ofIrp(routine, "the event of " + irp, 0x0D, request.event().id());
        }
    }

    private static void ofIrp(Call routine, String what, int code, long address) {
        Breach.tell(
                routine.strand().machine(),
                KernelRule.STACK_BUFFER_OF_IRP,
                routine.to(),
                "%s returns from %s, and with it goes %s"
                        .formatted(routine.to(), routine.contract().name(), what),
                routine,
                BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(code, address, 0, 0));
    }

    private static void inUse(Call routine, String what) {
        Breach.tell(
                routine.strand().machine(),
                KernelRule.STACK_BUFFER_IN_USE,
                routine.to(),
                "%s returns from %s, and with it goes %s"
                        .formatted(routine.to(), routine.contract().name(), what),
                routine,
                null);
    }

    private static boolean isInUse(KernelObject object) {
        return switch (object) {
            case KernelTimer timer when timer.isSet() -> {
                timer.cancel();
                yield true;
            }
            case WaitObject waited -> waited.isWaitedFor();
            case Dpc dpc when dpc.isQueued() -> dpc.remove();
            default -> false;
        };
    }
}
