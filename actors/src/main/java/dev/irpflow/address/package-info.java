/**
 * Addresses of the Internet protocols, which the network, the transport and its clients share: as
 * numbers, as text, and as messages have them.
 */
@NullMarked
package dev.irpflow.address;

import org.jspecify.annotations.NullMarked;
