/**
 * The contract table: what every routine, callback and control code promises, read from the option
 * of its protobuf message.
 *
 * <p>{@link dev.irpflow.contract.RoutineContract} is one routine, found from a message in a few
 * nanoseconds; {@link dev.irpflow.contract.ContractTable} is all of them, found by name. {@link
 * dev.irpflow.contract.NtStatuses} and {@link dev.irpflow.contract.CodeDomain} know the Windows
 * codes. Nothing here decides anything: the emulated kernel, the verifier, the faults and the
 * reference pages ask, and the .proto files answer. Starting a run initialises only the descriptors
 * of the files whose messages it meets; the whole table is read when someone asks for a name.
 */
@NullMarked
package dev.irpflow.contract;

import org.jspecify.annotations.NullMarked;
