/**
 * The file server on the other end of the network drive: a kernel driver that serves shares over
 * WSK, in the protocol of {@code fileserver.proto}.
 *
 * <p>{@link dev.irpflow.server.FileServer} is the driver: it listens and gives each connection a
 * system thread, which reads a request, answers it and reads the next, as blocking-looking code.
 * What the answer is, {@link dev.irpflow.server.Conversation} decides, which knows no sockets. The
 * {@link dev.irpflow.server.Disk} outlives the driver and the machine; everything else is gone
 * after a restart, and clients have to open their sessions and files again.
 */
@NullMarked
package dev.irpflow.server;

import org.jspecify.annotations.NullMarked;
