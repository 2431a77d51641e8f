package dev.irpflow.kernel.bugcheck;

import static dev.irpflow.kernel.bugcheck.Explanations.page;

import java.util.List;

/** The bug checks below 0xC2. */
final class SystemStops {
    static final List<Explanation> ALL =
            List.of(
                    page(
                            0x1,
                            "A system call or a worker routine changed the APC state of its thread and did not change it back: critical or guarded regions are not left as often as they were entered.",
                            List.of(
                                    "the function",
                                    "the APC state index",
                                    "the APC disable counts",
                                    "0: a system call, 1: a worker routine"),
                            List.of(),
                            "0x1--apc-index-mismatch"),
                    page(
                            0x2,
                            "An entry was to be taken out of a device queue that is not busy.",
                            List.of("", "", "", ""),
                            List.of(),
                            "0x2--device-queue-not-busy"),
                    page(
                            0x9,
                            "The IRQL was lower than a routine of the kernel requires.",
                            List.of(
                                    "the address that was accessed",
                                    "the IRQL",
                                    "0: read, 1: write",
                                    "the instruction"),
                            List.of(),
                            "0x9--irql-not-greater-or-equal"),
                    page(
                            0xA,
                            "Code of the kernel accessed pageable or invalid memory at a raised IRQL, where a page fault cannot be served.",
                            List.of(
                                    "the address that was accessed",
                                    "the IRQL",
                                    "0: read, 1: write, 2 or 8: execute",
                                    "the instruction, 0 in this emulation"),
                            List.of(),
                            "0xa--irql-not-less-or-equal"),
                    page(
                            0xC,
                            "A thread waits for more than 64 objects, or for more than three without wait blocks of its own.",
                            List.of("", "", "", ""),
                            List.of(),
                            "0xc--maximum-wait-objects-exceeded"),
                    page(
                            0xF,
                            "A spin lock was acquired by its holder, who would spin for ever.",
                            List.of("", "", "", ""),
                            List.of(),
                            "0xf--spin-lock-already-owned"),
                    page(
                            0x10,
                            "A spin lock was released that is not held.",
                            List.of("", "", "", ""),
                            List.of(),
                            "0x10--spin-lock-not-owned"),
                    page(
                            0x18,
                            "The reference count of an object is wrong: it was dereferenced more often than referenced.",
                            List.of("the object type", "the object", "", ""),
                            List.of(),
                            "0x18--reference-by-pointer"),
                    page(
                            0x19,
                            "The header of a pool block is damaged.",
                            List.of("what is wrong with it", "the pool block", "", ""),
                            List.of(),
                            "0x19--bad-pool-header"),
                    page(
                            0x1E,
                            "A driver raised an exception that nobody handled.",
                            List.of(
                                    "the exception: an NTSTATUS, or 0xE06D7363 for a Java exception",
                                    "where it was raised, 0 in this emulation",
                                    "its first parameter",
                                    "its second parameter"),
                            List.of(),
                            "0x1e--kmode-exception-not-handled"),
                    page(
                            0x20,
                            "A thread ended with an APC pending or with its IRQL or APC state changed.",
                            List.of("the APC", "the APC disable count", "the IRQL", ""),
                            List.of(),
                            "0x20--kernel-apc-pending-during-exit"),
                    page(
                            0x27,
                            "The redirector or RDBSS met a state in which it cannot go on, often without nonpaged pool.",
                            List.of(
                                    "in its upper half: 0xCA55 cachesup, 0xC1EE cleanup, 0xC10E close, 0xBAAD ntexcept",
                                    "the exception record, if an exception is the reason",
                                    "the context record, likewise",
                                    ""),
                            List.of(),
                            "0x27--rdr-file-system"),
                    page(
                            0x35,
                            "IoCallDriver was called for an IRP that has no stack location left.",
                            List.of("the IRP", "", "", ""),
                            List.of(),
                            "0x35--no-more-irp-stack-locations"),
                    page(
                            0x36,
                            "A device object was deleted that is still referenced.",
                            List.of("the device object", "", "", ""),
                            List.of(),
                            "0x36--device-reference-count-not-zero"),
                    page(
                            0x39,
                            "A worker routine returned while its thread owns a mutex.",
                            List.of("the routine", "its parameter", "the work item", ""),
                            List.of(),
                            "0x39--system-exit-owned-mutex"),
                    page(
                            0x44,
                            "An IRP was completed that is complete already.",
                            List.of("the IRP", "", "", ""),
                            List.of(),
                            "0x44--multiple-irp-complete-requests"),
                    page(
                            0x48,
                            "An IRP that was completed with its cancel routine still set was cancelled afterwards.",
                            List.of("the IRP", "the cancel routine", "", ""),
                            List.of(),
                            "0x48--cancel-state-in-completed-irp"),
                    page(
                            0x4A,
                            "A thread returned to user mode above PASSIVE_LEVEL.",
                            List.of("the function", "the IRQL", "", ""),
                            List.of(),
                            "0x4a--irql-gt-zero-at-system-service"),
                    page(
                            0x50,
                            "Invalid system memory was accessed.",
                            List.of(
                                    "the address that was accessed",
                                    "0: read, 2: write, 0x10: execute",
                                    "the instruction, 0 in this emulation",
                                    ""),
                            List.of(),
                            "0x50--page-fault-in-nonpaged-area"),
                    page(
                            0x76,
                            "A process ended with pages that a driver has locked and not unlocked, or pages were unlocked that were not locked.",
                            List.of("", "", "", ""),
                            List.of(
                                    Form.of(
                                            0x0,
                                            "The process ended with locked pages.",
                                            "the process",
                                            "how many",
                                            "the stack of who locked them, 0 in this emulation"),
                                    Form.of(
                                            0x1,
                                            "Pages were unlocked that were not locked.",
                                            "the MDL",
                                            "how many the process has",
                                            "")),
                            "0x76--process-has-locked-pages"),
                    page(
                            0x7C,
                            "NDIS met a mistake of a driver.",
                            List.of("the kind of mistake", "the adapter", "", ""),
                            List.of(
                                    Form.of(
                                            0x1,
                                            "Shared memory was allocated at a raised IRQL.",
                                            "the adapter",
                                            "the IRQL",
                                            ""),
                                    Form.of(
                                            0x2,
                                            "Shared memory is damaged.",
                                            "the adapter",
                                            "the page",
                                            ""),
                                    Form.of(
                                            0x3,
                                            "Shared memory was freed that is not allocated.",
                                            "the adapter",
                                            "the page",
                                            "")),
                            "0x7c--bugcode-ndis-driver"),
                    page(
                            0x7F,
                            "The processor met a trap that the kernel does not expect.",
                            List.of("the trap", "", "", ""),
                            List.of(
                                    Form.of(0x0, "A division by zero.", "", "", ""),
                                    Form.of(0x4, "An overflow.", "", "", ""),
                                    Form.of(0x5, "A bound was exceeded.", "", "", ""),
                                    Form.of(0x6, "An invalid instruction.", "", "", ""),
                                    Form.of(
                                            0x8,
                                            "A double fault: the kernel stack was too small.",
                                            "",
                                            "",
                                            "")),
                            "0x7f--unexpected-kernel-mode-trap"),
                    page(
                            0x9F,
                            "A driver left a power IRP or a power state in a way that stops the others.",
                            List.of("", "", "", ""),
                            List.of(
                                    Form.of(
                                            0x1,
                                            "A device object was freed that still has a power request.",
                                            "the device object",
                                            "",
                                            ""),
                                    Form.of(
                                            0x2,
                                            "A driver completed a power IRP and did not call PoStartNextPowerIrp.",
                                            "the target device object",
                                            "the device object",
                                            "the driver object"),
                                    Form.of(
                                            0x3,
                                            "A device object has held an IRP for too long, usually ten minutes.",
                                            "the physical device object",
                                            "a triage block, 0 in this emulation",
                                            "the IRP"),
                                    Form.of(
                                            0x4,
                                            "The power transition has waited for the PnP subsystem for too long.",
                                            "the limit in seconds",
                                            "the thread that holds the PnP lock",
                                            "a triage block, 0 in this emulation"),
                                    Form.of(
                                            0x5,
                                            "A directed power transition did not end in time.",
                                            "the physical device object",
                                            "a POP_FX_DEVICE, 0 in this emulation",
                                            ""),
                                    Form.of(
                                            0x6,
                                            "A device did not end its directed power callback in time.",
                                            "a POP_FX_DEVICE, 0 in this emulation",
                                            "the direction",
                                            ""),
                                    Form.of(
                                            0x500,
                                            "A driver completed a power IRP and did not call PoStartNextPowerIrp.",
                                            "",
                                            "the target device object",
                                            "the device object")),
                            "0x9f--driver-power-state-failure"),
                    page(
                            0xB8,
                            "A DPC waited, attached to a process or yielded: no thread switch is possible there.",
                            List.of("the thread", "the new thread", "the stack", ""),
                            List.of(),
                            "0xb8--attempted-switch-from-dpc"));

    private SystemStops() {}
}
