package dev.irpflow.kernel.bugcheck;

import static dev.irpflow.kernel.bugcheck.Explanations.page;

import java.util.List;

/** The bug checks from 0xC2 on: most of them for drivers alone. */
final class DriverStops {
    static final List<Explanation> ALL =
            List.of(
                    page(
                            0xC2,
                            "A driver has asked the pool for something that it cannot do.",
                            List.of("", "", "", ""),
                            PoolForms.ALL,
                            "0xc2--bad-pool-caller"),
                    page(
                            0xC4,
                            "Driver Verifier has found a breach of the rules by a driver.",
                            List.of("", "", "", ""),
                            VerifierForms.ALL,
                            "0xc4--driver-verifier-detected-violation"),
                    page(
                            0xC5,
                            "The pool is damaged: somebody has written beyond a block or into a freed one.",
                            List.of(
                                    "the address that was accessed",
                                    "the IRQL",
                                    "0: read, 1: write, 2 or 8: execute",
                                    "the instruction, 0 in this emulation"),
                            List.of(),
                            "0xc5--driver-corrupted-expool"),
                    page(
                            0xC6,
                            "A driver wrote into pool that was freed.",
                            List.of(
                                    "the address that was accessed",
                                    "0: read, 1: write",
                                    "0: kernel mode, 1: user mode",
                                    ""),
                            List.of(),
                            "0xc6--driver-caught-modifying-freed-pool"),
                    page(
                            0xC7,
                            "A timer or DPC lies where none may be, or its routine left its thread changed.",
                            List.of("", "", "", ""),
                            List.of(
                                    Form.of(
                                            0x0,
                                            "A timer is still set in memory that was freed.",
                                            "the timer",
                                            "where the memory begins",
                                            "where it ends"),
                                    Form.of(
                                            0x1,
                                            "A DPC is still queued in memory that was freed.",
                                            "the DPC",
                                            "where the memory begins",
                                            "where it ends"),
                                    Form.of(
                                            0x2,
                                            "The routine of a DPC lies in memory that was freed.",
                                            "the routine",
                                            "where the memory begins",
                                            "where it ends"),
                                    Form.of(
                                            0x3,
                                            "The processor of a DPC is none that there is.",
                                            "the DPC",
                                            "the processor",
                                            "how many there are"),
                                    Form.of(
                                            0x4,
                                            "A DPC changed the APC disable count of its thread.",
                                            "the routine",
                                            "the count before",
                                            "the count after"),
                                    Form.of(
                                            0x5,
                                            "The DPC of a timer changed the APC disable count of its thread.",
                                            "the routine",
                                            "the count before",
                                            "the count after")),
                            "0xc7--timer-or-dpc-invalid"),
                    page(
                            0xC8,
                            "A routine of a driver returned at another IRQL than it was called at.",
                            List.of(
                                    "the IRQL now (bits 16-23), the IRQL expected (8-15) and a number for the kind of routine (0-7)",
                                    "the routine, by that number",
                                    "by that number",
                                    "by that number"),
                            List.of(),
                            "0xc8--irql-unexpected-value"),
                    page(
                            0xC9,
                            "The I/O verification of Driver Verifier has found a breach of the rules by a driver.",
                            List.of("", "", "", ""),
                            IoForms.ALL,
                            "0xc9--driver-verifier-iomanager-violation"),
                    page(
                            0xCB,
                            "A driver locked pages of a process for I/O and did not unlock them; pages are tracked.",
                            List.of("who locked them", "", "the MDL", "how many pages"),
                            List.of(),
                            "0xcb--driver-left-locked-pages-in-process"),
                    page(
                            0xCE,
                            "A driver has unloaded and left a timer, a DPC, a work item or a thread behind, which ran into the memory where its code was.",
                            List.of(
                                    "the address that was accessed",
                                    "0: read, 1: write",
                                    "the instruction",
                                    ""),
                            List.of(),
                            "0xce--driver-unloaded-without-cancelling-pending-operations"),
                    page(
                            0xD0,
                            "The pool is damaged in its large blocks.",
                            List.of(
                                    "the address that was accessed",
                                    "the IRQL",
                                    "0: read, 1: write, 2 or 8: execute",
                                    "the instruction, 0 in this emulation"),
                            List.of(),
                            "0xd0--driver-corrupted-mmpool"),
                    page(
                            0xD1,
                            "A driver accessed pageable or invalid memory at a raised IRQL, where a page fault cannot be served.",
                            List.of(
                                    "the address that was accessed",
                                    "the IRQL",
                                    "0: read, 1: write, 2 or 8: execute",
                                    "the instruction, 0 in this emulation"),
                            List.of(),
                            "0xd1--driver-irql-not-less-or-equal"),
                    page(
                            0xD3,
                            "A pageable part of a driver was accessed at a raised IRQL.",
                            List.of(
                                    "the address that was accessed",
                                    "the IRQL",
                                    "0: read, 1: write, 2 or 8: execute",
                                    "the instruction, 0 in this emulation"),
                            List.of(),
                            "0xd3--driver-portion-must-be-nonpaged"),
                    page(
                            0xD4,
                            "A driver has unloaded and left something behind in a list of the system, which was met at a raised IRQL.",
                            List.of(
                                    "the address that was accessed",
                                    "the IRQL",
                                    "0: read, 1: write, 2 or 8: execute",
                                    "the instruction, 0 in this emulation"),
                            List.of(),
                            "0xd4--system-scan-at-raised-irql-caught-improper-driver-unload"),
                    page(
                            0xD5,
                            "A driver accessed memory that it has freed; Driver Verifier keeps such pages from being used again.",
                            List.of(
                                    "the address that was accessed",
                                    "0: read, 1: write",
                                    "the instruction, 0 in this emulation",
                                    ""),
                            List.of(),
                            "0xd5--driver-page-fault-in-freed-special-pool"),
                    page(
                            0xD6,
                            "A driver accessed memory beyond the end of its allocation; Driver Verifier keeps a page free behind it.",
                            List.of(
                                    "the address that was accessed",
                                    "0: read, 1: write",
                                    "the instruction, 0 in this emulation",
                                    ""),
                            List.of(),
                            "0xd6--driver-page-fault-beyond-end-of-allocation"),
                    page(
                            0xDF,
                            "A worker routine returned while its thread impersonates somebody.",
                            List.of("the routine", "its parameter", "the work item", ""),
                            List.of(),
                            "0xdf--impersonating-worker-thread"),
                    page(
                            0xE1,
                            "A worker routine returned at DISPATCH_LEVEL or above.",
                            List.of("the routine", "the IRQL", "its parameter", "the work item"),
                            List.of(),
                            "0xe1--worker-thread-returned-at-bad-irql"),
                    page(
                            0xE2,
                            "The user has asked for the crash.",
                            List.of("", "", "", ""),
                            List.of(),
                            "0xe2--manually-initiated-crash"),
                    page(
                            0xE3,
                            "A thread released an ERESOURCE that it does not own.",
                            List.of(
                                    "the resource",
                                    "the thread",
                                    "the table of owners, 0 in this emulation",
                                    ""),
                            List.of(),
                            "0xe3--resource-not-owned"),
                    page(
                            0x101,
                            "A processor has not answered a clock interrupt for too long.",
                            List.of(
                                    "clock ticks",
                                    "0",
                                    "the processor control block",
                                    "the processor"),
                            List.of(),
                            "0x101---clock-watchdog-timeout"),
                    page(
                            0x133,
                            "A DPC, or all time at DISPATCH_LEVEL together, took too long.",
                            List.of("", "", "", ""),
                            List.of(
                                    Form.of(
                                            0x0,
                                            "A single DPC ran too long.",
                                            "ticks that it took",
                                            "ticks that it may take",
                                            ""),
                                    Form.of(
                                            0x1,
                                            "The processor was at DISPATCH_LEVEL or above for too long altogether.",
                                            "the watchdog period",
                                            "a triage block, 0 in this emulation",
                                            "")),
                            "0x133-dpc-watchdog-violation"),
                    page(
                            0x139,
                            "The kernel found one of its structures damaged.",
                            List.of(
                                    "the kind of damage",
                                    "the trap frame",
                                    "the exception record",
                                    ""),
                            List.of(
                                    Form.of(
                                            0x3,
                                            "A list entry is damaged: it was removed twice, for example.",
                                            "the trap frame, 0 in this emulation",
                                            "the exception record, 0 in this emulation",
                                            "")),
                            "0x139--kernel-security-check-failure"),
                    page(
                            0x156,
                            "Winsock found a closesocket that hangs. A live dump: the machine goes on.",
                            List.of(
                                    "the AFD endpoint",
                                    "1: UDP, 2: RAW, 3: listening, 4: TCP",
                                    "bytes buffered",
                                    ""),
                            List.of(),
                            "0x156--winsock-detected-hung-closesocket-livedump"),
                    page(
                            0x192,
                            "A lock that may block was acquired above APC_LEVEL.",
                            List.of("the thread", "the lock", "the IRQL", ""),
                            List.of(),
                            "0x192--kernel-auto-boost-lock-acquisition-with-raised-irql"),
                    page(
                            0x195,
                            "The SMB server met a condition that should not be. A live dump: the machine goes on.",
                            List.of("the reason", "the work item", "", ""),
                            List.of(
                                    Form.of(
                                            0x1,
                                            "An I/O takes too long.",
                                            "the work item",
                                            "",
                                            "")),
                            "0x195--smb-server-livedump"),
                    page(
                            0x4000008A,
                            "A thread ended while it owns a mutex.",
                            List.of("the thread", "the mutex", "", ""),
                            List.of(),
                            "0x4000008a--thread-terminate-held-mutex"));

    private DriverStops() {}
}
