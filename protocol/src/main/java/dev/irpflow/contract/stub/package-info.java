/**
 * Writes the Java that a driver calls, and is called through, from the contract.
 *
 * <p>One class for each prefix of the documentation ({@code Wsk}, {@code Io}, {@code Ke}, ...) with
 * a method for each routine, one interface for each dispatch table, one for each routine whose
 * address is passed singly, one record for each kind of object, and the switch that finds the
 * method for a call. It runs while the product is built; nothing of it runs in a simulation. What a
 * driver writer sees of the emulated kernel is decided here and in the .proto files, nowhere else.
 */
@NullMarked
package dev.irpflow.contract.stub;

import org.jspecify.annotations.NullMarked;
