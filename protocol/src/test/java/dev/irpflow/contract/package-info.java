/** Tests of the contract table: that the contract is whole, and that it answers as it should. */
@NullMarked
package dev.irpflow.contract;

import org.jspecify.annotations.NullMarked;
