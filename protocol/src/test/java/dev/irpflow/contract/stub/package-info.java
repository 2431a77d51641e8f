/** Tests of the generated driver API: that it compiles, calls and is called. */
@NullMarked
package dev.irpflow.contract.stub;

import org.jspecify.annotations.NullMarked;
