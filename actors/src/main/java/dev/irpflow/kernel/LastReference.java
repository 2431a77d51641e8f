package dev.irpflow.kernel;

import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.stage.Site;

/**
 * A file object that nothing refers to any more after its cleanup: the I/O manager sends
 * IRP_MJ_CLOSE in a strand of its own. Page: windows-driver-docs-pr/kernel/irp-mj-close.md.
 *
 * @param file what is closed
 */
public record LastReference(FileObject file) {
    private static final long CLOSE = Site.key("last reference");

    void begin(Machine machine) {
        machine.ioManagerWork().begun(file);
        machine.strands()
                .beginThread(
                        StrandKind.THREAD,
                        machine.place("io"),
                        "close of " + file,
                        KStartRoutine.getDefaultInstance(),
                        this,
                        Site.join(CLOSE, machine.causes().origin()));
    }
}
