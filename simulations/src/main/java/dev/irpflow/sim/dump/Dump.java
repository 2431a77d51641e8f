package dev.irpflow.sim.dump;

import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.kernel.dump.CrashDump.ObjectState;
import dev.irpflow.kernel.dump.IrpState;
import dev.irpflow.kernel.dump.PoolState.Allocation;
import dev.irpflow.kernel.dump.StrandState;
import dev.irpflow.sim.report.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dump with ways to find something in it. */
record Dump(CrashDump of) {
    private static final int OFFSET_BITS = 32; // of an address, as bug checks show it

    @Nullable StrandState strand(long id) {
        return of.strands().stream().filter(it -> it.id() == id).findFirst().orElse(null);
    }

    @Nullable IrpState irp(long id) {
        return of.irps().stream().filter(it -> it.id() == id).findFirst().orElse(null);
    }

    @Nullable ObjectState object(long id) {
        return of.objects().stream().filter(it -> it.id() == id).findFirst().orElse(null);
    }

    @Nullable Allocation allocation(long id) {
        return of.pool().allocations().stream()
                .filter(it -> it.id() == id)
                .findFirst()
                .orElse(null);
    }

    /** The strand in whose message the machine died; null if it was none. */
    @Nullable StrandState current() {
        return strand(of.stop().strand());
    }

    List<ObjectState> objects(String type) {
        return of.objects().stream().filter(it -> it.type().equals(type)).toList();
    }

    /** How trace and reports name an object or strand; "" if the dump has none of this number. */
    String label(long id) {
        IrpState irp = irp(id);
        if (irp != null) {
            return irp.label();
        }
        ObjectState object = object(id);
        if (object != null) {
            return object.label();
        }
        Allocation allocation = allocation(id);
        return allocation == null ? "" : allocation.label();
    }

    /** What lies at an address, in words; "" if nothing that the dump knows. */
    String at(long address) {
        long region = address >>> OFFSET_BITS;
        long offset = address & (1L << OFFSET_BITS) - 1;
        if (region == 0) {
            return "";
        }
        Allocation allocation = allocation(region);
        if (allocation == null) {
            return "region-%d+0x%x, which is not allocated".formatted(region, offset);
        }
        return "%s+0x%x, %d bytes of %s%s"
                .formatted(
                        allocation.label(),
                        offset,
                        allocation.length(),
                        allocation.kind(),
                        allocation.tag().isEmpty() ? "" : " tagged " + allocation.tag());
    }

    /** The number that a user means by {@code 17}, {@code irp-17} or {@code 0x11}. */
    static long number(String text) throws Refusal {
        String digits = text.substring(text.lastIndexOf('-') + 1);
        try {
            return digits.startsWith("0x") || digits.startsWith("0X")
                    ? Long.parseUnsignedLong(digits.substring(2), 16)
                    : Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new Refusal(text + ": no number of an object, such as 17 or irp-17");
        }
    }
}
