package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What the I/O manager keeps with an IRP that a driver made as a part of another
 * (IoMakeAssociatedIrp): when the last part has ended, the whole one is completed. Page:
 * wdk-ddi-src/content/ntddk/nf-ntddk-iomakeassociatedirp.md.
 *
 * @param master the whole one
 */
public record AssociatedRequest(Irp.Use master) {
    /**
     * The completion of a part has reached the top: the part is freed.
     *
     * @return the master if this was its last part; null otherwise
     */
    public @Nullable Irp end(Irp part, Machine machine) {
        machine.memory().loans().ended(part);
        machine.memory().refund(Region.Kind.NONPAGED_POOL, Irp.bytes(part.stackCount()));
        machine.objects().remove(part);
        Irp whole = master.irp();
        return !master.isOver() && whole.endPart() == 0 ? whole : null;
    }
}
