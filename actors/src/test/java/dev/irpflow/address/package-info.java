/** Tests of addresses: their text, their bits, and what messages have of them. */
@NullMarked
package dev.irpflow.address;

import org.jspecify.annotations.NullMarked;
