/**
 * The emulated kernel's frame: machines, processors, strands, IRQL, and the messages that flow
 * between components. It knows no subsystem; every subsystem is built on it.
 *
 * <p>A {@link dev.irpflow.kernel.Call} runs on its caller's {@link dev.irpflow.kernel.Strand} and
 * borrows its processor, IRQL and held locks; only the newest open call of a strand may call or
 * return. A {@link dev.irpflow.kernel.Machine} owns all kernel state (processors, IRPs, events,
 * timers, regions, handles). A {@link dev.irpflow.kernel.Component} is a deterministic core that
 * answers through its {@link dev.irpflow.kernel.Sink}.
 *
 * <p>Start reading at {@code Component}, then {@code Call}, {@code Strand}, {@code Scheduler}.
 */
@NullMarked
package dev.irpflow.kernel;

import org.jspecify.annotations.NullMarked;
