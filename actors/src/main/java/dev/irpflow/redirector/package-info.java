/**
 * The sample mini-redirector, written as a user would write one: a driver that RDBSS calls, a
 * network provider that MPR calls, and a twin with a slip.
 *
 * <p>Begin with {@link dev.irpflow.redirector.StreamRedirector} (the driver is loaded) and {@link
 * dev.irpflow.redirector.StreamDispatch} (RDBSS calls it). Each server has a thread, {@link
 * dev.irpflow.redirector.ServerConnection}, that owns its connection and completes every request
 * exactly once; {@link dev.irpflow.redirector.Outstanding} says which ones are open and what has to
 * be asked again when a connection is lost, and {@link dev.irpflow.redirector.Recovery} how the
 * next one begins. {@link dev.irpflow.redirector.StreamProvider} maps drives.
 */
@NullMarked
package dev.irpflow.redirector;

import org.jspecify.annotations.NullMarked;
