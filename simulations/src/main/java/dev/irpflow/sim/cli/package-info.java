/**
 * The command line: {@code run}, {@code replay}, {@code doctor}, {@code explain}, {@code list} and
 * {@code show}.
 *
 * <p>A command writes its answer on standard output and everything else on standard error, so that
 * {@code --format json} gives one document and nothing besides. Exit codes are in {@link
 * dev.irpflow.sim.cli.Exit}. Bad input of every kind is a {@link dev.irpflow.sim.report.Refusal},
 * thrown where it is found and printed in one place.
 *
 * <p>Start reading at {@link dev.irpflow.sim.cli.Main}. This package may read the wall clock, which
 * the run itself never does.
 */
@NullMarked
package dev.irpflow.sim.cli;

import org.jspecify.annotations.NullMarked;
