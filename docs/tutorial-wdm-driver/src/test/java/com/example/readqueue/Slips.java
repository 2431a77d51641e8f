package com.example.readqueue;

import dev.irpflow.driver.DeviceObjectId;
import dev.irpflow.driver.IrpId;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.status.NtStatus;

/** What goes wrong on the way: each is the driver with one mistake. */
public final class Slips {
    private Slips() {}

    /** It unloads and leaves its device. */
    public static final class LeavesItsDevice extends ReadQueue {
        // [LeavesItsDevice]
        @Override
        public void driverUnload() {}
        // [end]
    }

    /** It answers without completing. */
    public static final class AnswersOnly extends ReadQueue {
        // [AnswersOnly]
        @Override
        public NtStatus create(DeviceObjectId deviceObject, IrpId irp) {
            return NtStatus.STATUS_SUCCESS;
        }
        // [end]
    }

    /** It pends and does not say so in the IRP. */
    public static final class MarksTooLate extends ReadQueue {
        // [MarksTooLate]
        @Override
        public NtStatus read(DeviceObjectId deviceObject, IrpId irp) {
            Irql before = ke.acquireSpinLock(lock);
            add(irp);
            io.setCancelRoutine(irp, cancelRead);
            ke.releaseSpinLock(lock, before);
            io.markIrpPending(irp); // whose is it by now?
            return NtStatus.STATUS_PENDING;
        }
        // [end]
    }

    /** It puts a read into the list without the lock. */
    public static final class AddsWithoutItsLock extends ReadQueue {
        // [AddsWithoutItsLock]
        @Override
        public NtStatus read(DeviceObjectId deviceObject, IrpId irp) {
            io.markIrpPending(irp);
            add(irp); // "it takes no time"
            Irql before = ke.acquireSpinLock(lock);
            io.setCancelRoutine(irp, cancelRead);
            ke.releaseSpinLock(lock, before);
            return NtStatus.STATUS_PENDING;
        }
        // [end]
    }

    /** It completes with its lock held. */
    public static final class CompletesUnderItsLock extends ReadQueue {
        // [CompletesUnderItsLock]
        @Override
        public NtStatus write(DeviceObjectId deviceObject, IrpId irp) {
            Irql before = ke.acquireSpinLock(lock);
            for (IrpId read : waiting.get()) {
                remove(read);
                if (claim(read)) {
                    complete(read, NtStatus.STATUS_SUCCESS, 0);
                }
            }
            ke.releaseSpinLock(lock, before);
            return complete(irp, NtStatus.STATUS_SUCCESS, 0);
        }
        // [end]
    }

    /** It takes its own lock while it holds the cancel spin lock, and keeps that. */
    public static final class KeepsTheCancelLock extends ReadQueue {
        // [KeepsTheCancelLock]
        @Override
        void cancelRead(DeviceObjectId deviceObject, IrpId irp) {
            Irql before = ke.acquireSpinLock(lock);
            remove(irp);
            ke.releaseSpinLock(lock, before);
            complete(irp, NtStatus.STATUS_CANCELLED, 0);
            io.releaseCancelSpinLock(io.getCancelIrql(irp));
        }
        // [end]
    }

    /** It forgets the reads of a handle that is closed. */
    public static final class CleansNothingUp extends ReadQueue {
        // [CleansNothingUp]
        @Override
        public NtStatus cleanup(DeviceObjectId deviceObject, IrpId irp) {
            return complete(irp, NtStatus.STATUS_SUCCESS, 0);
        }
        // [end]
    }
}
