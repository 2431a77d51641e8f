package dev.irpflow.rdbss;

/**
 * Where RDBSS goes on when a call of its own has returned, a lock was granted or a structure has
 * become stable. Each part of RDBSS has steps of its own.
 */
sealed interface Step
        permits Dispatching.EndStep,
                Connecting.ConnectStep,
                Opening.OpenStep,
                FileOpening.FileStep,
                LowIo.LowIoStep,
                Informing.InformStep,
                Closing.CloseStep,
                Finalising.FinaliseStep,
                Controlling.ControlStep,
                Claiming.ClaimStep,
                StartStop.StartStopStep,
                Deleting.DeleteStep,
                Cancelling.CancelStep,
                Posting.WorkStep {}
