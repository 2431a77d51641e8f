package dev.irpflow.kernel;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells of the accesses to the memory of a machine that break a rule: who does what to which
 * region, and the bug check that Windows would show.
 */
final class AccessBreaches {
    /** What is done to memory. */
    enum Access {
        READ("reads", 0),
        WRITE("writes", 1),
        LOCK("locks", 0),
        UNLOCK("unlocks", 0);

        private final String verb;
        private final int parameter; // of bug checks 0xD1, 0xD5 and 0xD6

        Access(String verb, int parameter) {
            this.verb = verb;
            this.parameter = parameter;
        }
    }

    private final Machine machine;
    private final Set<Long> unwound = new LinkedHashSet<>(0); // local variables that are gone

    AccessBreaches(Machine machine) {
        this.machine = machine;
    }

    /** A local variable goes: a later access is told of as one to a stack buffer that is gone. */
    void unwound(Region local) {
        unwound.add(local.id());
    }

    /** Tells of an access to a buffer that is inaccessible. */
    void tell(Inaccessible why, BufferRef ref, Irql irql, Place by, Access access) {
        Region region = machine.objects().find(ref.getRegion(), Region.class);
        if (region == null) {
            gone(ref, by, access, why == Inaccessible.FREED);
        } else if (why == Inaccessible.PAGED_AT_DISPATCH) {
            paged(region, ref, irql, by, access);
        } else {
            if (access == Access.WRITE) {
                region.overrun(region.address(region.length()));
            }
            beyond(
                    "%s %s %d bytes at %d of %s, which has %d"
                            .formatted(
                                    by,
                                    access.verb,
                                    ref.getLength(),
                                    ref.getOffset(),
                                    region,
                                    region.length()),
                    region.address(ref.getOffset()),
                    isUnmapped(region, ref.getOffset(), ref.getLength()),
                    by,
                    access);
        }
    }

    /** Tells of a write of so many bytes that goes beyond a buffer, which is within its region. */
    void overrun(Region region, BufferRef to, int at, int bytes, Place by) {
        long end = region.address(to.getOffset() + to.getLength());
        beyond(
                "%s writes %d bytes at %d of a buffer of %d bytes (%s)"
                        .formatted(by, bytes, at, to.getLength(), region),
                end,
                isUnmapped(region, to.getOffset() + at, bytes),
                by,
                Access.WRITE);
        region.overrun(end);
    }

    // Special pool has a page behind each allocation that is not there.
    private boolean isUnmapped(Region region, long from, long bytes) {
        return from >= 0
                && bytes >= 0
                && !machine.settings().verifier().has(VerifierOption.SPECIAL_POOL)
                && machine.memory().isBeyondPool(region, from + bytes);
    }

    private void paged(Region region, BufferRef ref, Irql irql, Place by, Access access) {
        Breach.tell(
                machine,
                KernelRule.PAGED_MEMORY_AT_DISPATCH,
                by,
                "%s %s %s (%s) at %s".formatted(by, access.verb, region, region.kind(), irql),
                null,
                isInMemory()
                        ? null
                        : pagedCode()
                                .with(
                                        region.address(ref.getOffset()),
                                        irql.getNumber(),
                                        access.parameter,
                                        0));
    }

    // All who get here are drivers.
    private BugCheckCode pagedCode() {
        return machine.settings().choices().isUsual(KernelChoice.PAGED_ACCESS_CODE)
                ? BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL
                : BugCheckCode.IRQL_NOT_LESS_OR_EQUAL;
    }

    private boolean isInMemory() {
        Call at = at();
        return at != null && isInMemory(at);
    }

    private @Nullable Call at() {
        return switch (machine.causes().current()) {
            case null -> null;
            case Call call -> call;
            case Return answer -> answer.call();
        };
    }

    /** Tells of a threaded DPC that touches pageable memory at PASSIVE_LEVEL. */
    void judgeThreadedDpc(Region region, BufferRef ref, Access access) {
        Call at = at();
        if (at != null
                && ThreadedDpcLimits.bind(at.strand())
                && !region.isResident(ref.getOffset(), ref.getLength())) {
            ThreadedDpcLimits.tell(at, "%s %s (%s)".formatted(access.verb, region, region.kind()));
        }
    }

    // Force IRQL checking trims all pageable memory; without it the page may be there by luck.
    boolean isInMemory(Call at) {
        return !machine.settings().verifier().has(VerifierOption.FORCE_IRQL_CHECKING)
                && machine.chooseWay(at.path(), "the page is in memory", 2, at) != 0;
    }

    private void gone(BufferRef ref, Place by, Access access, boolean was) {
        if (unwound.contains(ref.getRegion())) {
            Breach.tell(
                    machine,
                    KernelRule.STACK_BUFFER_GONE,
                    by,
                    "%s %s a local variable of a routine that has returned (region-%d)"
                            .formatted(by, access.verb, ref.getRegion()),
                    null,
                    null);
            return;
        }
        long address = Region.address(ref.getRegion(), ref.getOffset());
        String detail =
                "%s %s region-%d, which is not there".formatted(by, access.verb, ref.getRegion());
        if (!was) {
            Breach.stop(
                    machine,
                    KernelRule.MEMORY_IN_BOUNDS,
                    by,
                    detail,
                    null,
                    BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA.with(
                            address, 2L * access.parameter, 0, 0));
        } else if (isUnmapped()) {
            Breach.stop(
                    machine,
                    KernelRule.MEMORY_AFTER_FREE,
                    by,
                    detail,
                    null,
                    BugCheckCode.DRIVER_CAUGHT_MODIFYING_FREED_POOL.with(
                            address, access.parameter, 0, 0));
        } else {
            Breach.tell(
                    machine,
                    KernelRule.MEMORY_AFTER_FREE,
                    by,
                    detail,
                    null,
                    BugCheckCode.DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL.with(
                            address, access.parameter, 0, 0));
        }
    }

    // What came from special pool is told of as that.
    private boolean isUnmapped() {
        return machine.settings().memory().protectsFreedPool()
                && !machine.settings().verifier().has(VerifierOption.SPECIAL_POOL);
    }

    private void beyond(String detail, long address, boolean isUnmapped, Place by, Access access) {
        if (isUnmapped) {
            Breach.stop(
                    machine,
                    KernelRule.MEMORY_IN_BOUNDS,
                    by,
                    detail,
                    null,
                    BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA.with(
                            address, 2L * access.parameter, 0, 0));
            return;
        }
        Breach.tell(
                machine,
                KernelRule.MEMORY_IN_BOUNDS,
                by,
                detail,
                null,
                BugCheckCode.DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION.with(
                        address, access.parameter, 0, 0));
    }
}
