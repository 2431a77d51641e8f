package dev.irpflow.driver.blocking;

import dev.irpflow.driver.Ps;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.StartRoutine;
import dev.irpflow.driver.ThreadId;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KWaitReason;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** A system thread of a driver that somebody waits for before the driver is unloaded. */
public final class SystemThread {
    private final Routines kernel;
    private final NtStatus status;
    private final @Nullable ThreadId thread;

    private SystemThread(Routines kernel, NtStatus status, @Nullable ThreadId thread) {
        this.kernel = kernel;
        this.status = status;
        this.thread = thread;
    }

    /**
     * Begins one; {@link #isBegun} says whether that has succeeded, and {@link #status} why not.
     */
    public static SystemThread begin(Routines kernel, StartRoutine body) {
        Ps.CreateSystemThreadResult created = kernel.ps().createSystemThread(body);
        if (!created.isSuccess()) {
            return new SystemThread(kernel, created.status(), null);
        }
        kernel.nt().close(created.threadHandle()); // the thread object is enough to wait for it
        return new SystemThread(kernel, created.status(), created.thread());
    }

    /** Whether there is a thread. */
    public boolean isBegun() {
        return thread != null;
    }

    /** What PsCreateSystemThread has returned. */
    public NtStatus status() {
        return status;
    }

    /** Whether it has ended, or never begun. */
    public boolean hasEnded() {
        return thread == null
                || kernel.ke()
                                .waitForSingleObject(
                                        thread,
                                        KWaitReason.Executive,
                                        KProcessorMode.KernelMode,
                                        false,
                                        0L)
                        == NtStatus.STATUS_SUCCESS;
    }

    /** Waits for its end. Not from the thread itself. */
    public void join() {
        if (thread != null) {
            kernel.ke()
                    .waitForSingleObject(
                            thread, KWaitReason.Executive, KProcessorMode.KernelMode, false);
        }
    }
}
