/**
 * The shell: the only code of this module that knows Pekko. Each component of a machine is an
 * actor, and one generic {@link dev.irpflow.shell.ComponentActor} runs every component's core; a
 * {@link dev.irpflow.shell.MachineActor} is the parent of the component actors of one machine.
 *
 * <p>The shell performs, and decides nothing about the protocol. The same actors run on the
 * simulation stage, whose dispatcher is one thread in virtual time, and on the cluster stage, where
 * all actors of a machine share one serial executor.
 */
@NullMarked
package dev.irpflow.shell;

import org.jspecify.annotations.NullMarked;
