package dev.irpflow.sim.run;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left to do, and never done, when the drivers are unloaded. */
final class UnloadingTest {
    private static final String ONE_WORKER =
            """
            machines: { client: { kernel: { worker-threads: 1 } } }
            drivers:
              bad:
                role: wdm-driver
                script:
                  IRP_MJ_READ:
                    - call: KeInitializeEvent
                      with: { type: NotificationEvent, state: false }
                      as: done
                    - call: KeInitializeTimerEx
                      with: { type: NotificationTimer }
                      as: timer
                    - call: IoAllocateWorkItem
                      as: first-item
                    - call: IoAllocateWorkItem
                      as: second-item
                    - call: IoQueueWorkItem
                      with: { io_work_item: $first-item.returned, worker_routine: first, queue_type: DelayedWorkQueue }
                    - call: IoQueueWorkItem
                      with: { io_work_item: $second-item.returned, worker_routine: second, queue_type: DelayedWorkQueue }
                    - complete: STATUS_SUCCESS
                    - return: STATUS_SUCCESS
                  IRP_MJ_WRITE:
                    - call: KeSetTimerEx
                      with: { timer: $timer.timer, due_time: 1 s, period: 1000 ms }
                    - complete: STATUS_SUCCESS
                    - return: STATUS_SUCCESS
                  IRP_MJ_FLUSH_BUFFERS:
                    - call: KeSetEvent
                      with: { event: $done.event, increment: 0, wait: false }
                    - complete: STATUS_SUCCESS
                    - return: STATUS_SUCCESS
                  DriverUnload:
                    - call: KeCancelTimer
                      with: { timer: $timer.timer }
                  first:
                    is: IO_WORKITEM_ROUTINE
                    steps:
                      - call: IoFreeWorkItem
                        with: { io_work_item: $first-item.returned }
                      - call: KeWaitForSingleObject
                        with: { object: $done.event, wait_reason: Executive, wait_mode: KernelMode, alertable: false }
                  second:
                    is: IO_WORKITEM_ROUTINE
                    steps:
                      - call: IoFreeWorkItem
                        with: { io_work_item: $second-item.returned }
                      - call: KeSetEvent
                        with: { event: $done.event, increment: 0, wait: false }
            steps:
              - run: send-irp
                with: { device: bad, major: IRP_MJ_READ }
            """;

    private static final String KEPT =
            """
            machines: { client: {} }
            drivers:
              other:
                role: wdm-driver
                script:
                  IRP_MJ_READ:
                    - call: KeInitializeTimerEx
                      with: { type: NotificationTimer }
                      as: timer
                    - call: KeSetTimerEx
                      with: { timer: $timer.timer, due_time: 1 s, period: 1000 ms }
                    - complete: STATUS_SUCCESS
                    - return: STATUS_SUCCESS
                  DriverUnload:
                    - call: KeCancelTimer
                      with: { timer: $timer.timer }
              bad:
                role: wdm-driver
                script:
                  IRP_MJ_READ:
                    - call: KeInitializeEvent
                      with: { type: NotificationEvent, state: false }
                      as: done
                    - call: IoAllocateWorkItem
                      as: item
                    - call: IoQueueWorkItem
                      with: { io_work_item: $item.returned, queue_type: DelayedWorkQueue }
                    - complete: STATUS_SUCCESS
                    - return: STATUS_SUCCESS
                  waits:
                    is: IO_WORKITEM_ROUTINE
                    steps:
                      - call: IoFreeWorkItem
                        with: { io_work_item: $item.returned }
                      - call: KeWaitForSingleObject
                        with: { object: $done.event, wait_reason: Executive, wait_mode: KernelMode, alertable: false }
                        within: %s
            steps:
              - run: send-irp
                with: { device: other, major: IRP_MJ_READ }
              - run: send-irp
                with: { device: bad, major: IRP_MJ_READ }
            """;

    private static final String SLEEPS =
            """
            choices: { kernel.unload-with-work-items: %s-unload-routine }
            machines: { client: {} }
            drivers:
              slow:
                role: wdm-driver
                script:
                  IRP_MJ_READ:
                    - call: IoAllocateWorkItem
                      as: item
                    - call: IoQueueWorkItem
                      with: { io_work_item: $item.returned, queue_type: DelayedWorkQueue }
                    - complete: STATUS_SUCCESS
                    - return: STATUS_SUCCESS
                  sleeps:
                    is: IO_WORKITEM_ROUTINE
                    steps:
                      - call: KeDelayExecutionThread
                        with: { wait_mode: KernelMode, alertable: false, interval: 1 s }
                      - call: IoFreeWorkItem
                        with: { io_work_item: $item.returned }
            steps:
              - run: send-irp
                with: { device: slow, major: IRP_MJ_READ }
            in-order: [[%s]]
            """;

    private static final String NEVER_RUN =
            """
            machines: { client: {} }
            drivers:
              low:
                role: wdm-driver
                script:
                  IRP_MJ_READ:
                    - call: IoMarkIrpPending
                    - return: STATUS_PENDING
              bad:
                role: wdm-driver
                with: { above: low }
                script:
                  IRP_MJ_WRITE:
                    - call: IoAllocateIrp
                      with: { stack_size: 2, charge_quota: false }
                      as: own
                    - call: IoSetNextIrpStackLocation
                      with: { irp: $own.returned }
                    - call: IrpSetNextStackLocation
                      with: { irp: $own.returned, location: { major_function: IRP_MJ_READ, minor_function: 0, flags: 0, device_object: $device } }
                    - call: IoSetCompletionRoutineEx
                      with: { irp: $own.returned, completion_routine: frees, invoke_on_success: true, invoke_on_error: true, invoke_on_cancel: true }
                    - call: IoCallDriver
                      with: { irp: $own.returned }
                    - complete: STATUS_SUCCESS
                    - return: STATUS_SUCCESS
                  frees:
                    is: IO_COMPLETION_ROUTINE
                    steps:
                      - call: IoFreeIrp
                        with: { irp: $own.returned }
                      - return: STATUS_MORE_PROCESSING_REQUIRED
            steps:
              - run: send-irp
                with: { device: bad, major: IRP_MJ_WRITE, buffer: text eightby. }
            """;

    @TempDir private Path folder;
    private Playing playing;

    @BeforeEach
    void begin() {
        playing = new Playing(folder);
    }

    @AfterEach
    void end() {
        playing.close();
    }

    @Test
    void stepsThatEndWhileAllWorkersWaitAreToldAsTheWorkersAndNotAsWhatIsLeftOver() {
        playing.play(ONE_WORKER)
                .breaks(
                        "kernel/workers-exhausted",
                        "the one system worker thread for DelayedWorkQueue of client waits",
                        "waits for event-",
                        "is in the queue for a worker");
    }

    @Test
    void aStepWhoseTimeIsOverWhileAllWorkersWaitIsToldAsTheWorkersThoughTimersStillExpire() {
        playing.play(
                        ONE_WORKER
                                + """
                                  - run: send-irp
                                    with: { device: bad, major: IRP_MJ_WRITE }
                                  - wait: { until: { return: second } }
                                """)
                .breaks("kernel/workers-exhausted", "waits for event-");
    }

    @Test
    void aWorkerThatIsFreeSoonExhaustsNothing() {
        playing.play(
                        ONE_WORKER
                                + """
                                  - wait: 40 s
                                  - run: send-irp
                                    with: { device: bad, major: IRP_MJ_FLUSH_BUFFERS }
                                """)
                .holds();
    }

    @Test
    void driverUnloadComesBeforeTheEndOfWorkItemsOrAfterItAsTheScenarioChooses() {
        playing.play(
                        SLEEPS.formatted(
                                "after", "{ return: DriverUnload }, { call: IoFreeWorkItem }"))
                .holds();
        playing.play(SLEEPS.formatted("before", "{ call: IoFreeWorkItem }, { call: DriverUnload }"))
                .holds();
    }

    @Test
    void aWorkItemThatIsNeverFreedIsPoolThatTheDriverLeaves() {
        playing.play(
                        """
                        machines: { client: {} }
                        drivers:
                          bad:
                            role: wdm-driver
                            script:
                              IRP_MJ_READ:
                                - call: IoAllocateWorkItem
                                - complete: STATUS_SUCCESS
                                - return: STATUS_SUCCESS
                        steps:
                          - run: send-irp
                            with: { device: bad, major: IRP_MJ_READ }
                        outcome: { bug-check: 0xC4/0x62 }
                        """)
                .holds();
    }

    @Test
    void aWorkItemThatNeverEndsKeepsItsDriverThoughTimersStillExpire() {
        String told = "client/bad is to be unloaded, but work items hold references";

        playing.play(KEPT.formatted("1 min")).breaks("kernel/never-unloaded", told, "waits for");
        playing.play(KEPT.formatted("1 h")).breaks("kernel/never-unloaded", told, "waits for");
    }

    @Test
    void aCompletionRoutineThatNeverRunsKeepsTheDriverThatSetItForUnloadingsSake() {
        playing.play(NEVER_RUN)
                .breaks(
                        "kernel/never-unloaded",
                        "client/bad is to be unloaded, but completion routines that it has set"
                                + " with IoSetCompletionRoutineEx have not run: of irp-");
    }
}
