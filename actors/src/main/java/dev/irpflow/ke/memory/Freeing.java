package dev.irpflow.ke.memory;

import static dev.irpflow.kernel.BugCheckCode.BAD_POOL_CALLER;
import static dev.irpflow.kernel.BugCheckCode.BAD_POOL_HEADER;
import static dev.irpflow.kernel.BugCheckCode.DRIVER_CORRUPTED_EXPOOL;
import static dev.irpflow.kernel.BugCheckCode.DRIVER_CORRUPTED_MMPOOL;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.PoolRule;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.LookasideList;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.BufferRef;
import org.jspecify.annotations.Nullable;

/** Frees pool memory, and tells what is wrong with that. */
final class Freeing {
    private static final int PAGE_SIZE = 4096;
    private static final int WRITE = 1;

    private Freeing() {}

    static void free(Call call, BufferRef p, Sink sink) {
        free(call, p, null, sink);
    }

    /**
     * Frees a block.
     *
     * @param list the lookaside list that it is given to, null for none
     */
    static void free(Call call, BufferRef p, @Nullable LookasideList list, Sink sink) {
        Region region = sink.machine().objects().find(p.getRegion(), Region.class);
        if (region == null) {
            notThere(call, p, sink);
        } else if (region.kind() == Region.Kind.USER
                || region.kind() == Region.Kind.STACK
                || p.getOffset() != 0) {
            badAddress(call, p, "%s at %d".formatted(region, p.getOffset()), sink);
        } else {
            inUse(call, region, sink);
            if (region.overrunAt() != 0) {
                overrun(call, region, sink);
            }
            Memory memory = sink.machine().memory();
            if (list == null ? memory.free(region) : memory.free(region, list)) {
                Storage.free(region, call, sink);
            }
        }
    }

    /** The tag of a free is that of the allocation. */
    static void checkTag(Call call, BufferRef p, String tag, Sink sink) {
        Region region = sink.machine().objects().find(p.getRegion(), Region.class);
        if (region != null && !tag.isEmpty() && !tag.equals(region.tag())) {
            Broken.rule(
                    PoolRule.FREE_WITH_WRONG_TAG,
                    call,
                    "frees %s, whose tag is '%s', with the tag '%s'"
                            .formatted(region, region.tag(), tag),
                    BAD_POOL_CALLER.with(
                            0x0A, region.address(0), number(region.tag()), number(tag)),
                    sink);
        }
    }

    private static void inUse(Call call, Region region, Sink sink) {
        if (region.lentFor() != null) {
            Broken.rule(
                    KernelRule.LENT_MEMORY_KEPT,
                    call,
                    "frees %s, which %s".formatted(region, region.lentFor()),
                    sink);
        } else if (region.locks() > 0 || region.isRegistered()) {
            Broken.rule(
                    PoolRule.FREE_OF_LOCKED_PAGES,
                    call,
                    "frees %s, which is locked".formatted(region),
                    sink);
        }
    }

    private static void overrun(Call call, Region region, Sink sink) {
        Broken.rule(
                PoolRule.WRITTEN_BEYOND_END,
                call,
                "frees %s, beyond whose end somebody has written".formatted(region),
                Broken.either(
                        sink,
                        Broken.verifier(
                                0x51, region.address(0), region.overrunAt(), region.length()),
                        damage(call, region, sink)),
                sink);
    }

    // The damage shows in the header of the block, or the kernel follows a pointer that is none.
    private static BugCheck damage(Call call, Region region, Sink sink) {
        long next = region.address(region.length());
        if (!sink.machine().memory().isPointerFollowed(call)) {
            return BAD_POOL_HEADER.with(0x20, region.address(0), next, 0);
        }
        int irql = call.strand().irql().getNumber();
        return region.length() < PAGE_SIZE
                ? DRIVER_CORRUPTED_EXPOOL.with(next, irql, WRITE, 0)
                : DRIVER_CORRUPTED_MMPOOL.with(next, irql, WRITE, 0);
    }

    private static void notThere(Call call, BufferRef p, Sink sink) {
        Irp irp = sink.machine().objects().find(p.getRegion(), Irp.class);
        if (irp != null) {
            Broken.rule(
                    PoolRule.FREE_OF_IRP,
                    call,
                    "frees %s as pool".formatted(irp),
                    Broken.either(
                            sink,
                            Broken.verifier(0x105, irp.id(), 0, 0),
                            BAD_POOL_CALLER.with(0x46, irp.id(), 0, 0)),
                    sink);
            return;
        }
        if (!sink.machine().objects().wasGiven(p.getRegion())) {
            badAddress(call, p, "region-" + p.getRegion() + ", which never was", sink);
            return;
        }
        long address = address(p);
        Broken.rule(
                PoolRule.DOUBLE_FREE,
                call,
                "frees region-%d again".formatted(p.getRegion()),
                Broken.either(
                        sink,
                        Broken.verifier(0x13, 0, address, 0),
                        BAD_POOL_CALLER.with(0x07, 0, 0, address)),
                sink);
    }

    private static void badAddress(Call call, BufferRef p, String what, Sink sink) {
        Broken.rule(
                PoolRule.FREE_OF_BAD_ADDRESS,
                call,
                "frees " + what,
                Broken.either(
                        sink,
                        Broken.verifier(0x10, address(p), 0, 0),
                        BAD_POOL_CALLER.with(0x46, address(p), 0, 0)),
                sink);
    }

    private static long address(BufferRef p) {
        return Region.address(p.getRegion(), p.getOffset());
    }

    /** A tag as a number: its first character is the lowest byte. */
    static long number(String tag) {
        long number = 0;
        for (int i = Math.min(tag.length(), Integer.BYTES) - 1; i >= 0; i--) {
            number = number << Byte.SIZE | tag.charAt(i) & 0xFF;
        }
        return number;
    }
}
