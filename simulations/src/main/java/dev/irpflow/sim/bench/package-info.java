/**
 * How fast it is: {@code irpflow bench}. Each figure is a median of several repetitions after a
 * warm-up, on one core, and is worth something only beside a peer's figure of the same hour on the
 * same machine.
 *
 * <p>Benchmarks run on the same stage, the same actors and the same subsystems as every scenario;
 * only their drivers ({@link dev.irpflow.sim.bench.EchoLoop}) and their bare components are their
 * own.
 */
@NullMarked
package dev.irpflow.sim.bench;

import org.jspecify.annotations.NullMarked;
