/**
 * The file protocol between the sample redirector and the sample file server: the generated
 * messages of {@code fileserver.proto}, and how they lie in a stream of bytes.
 *
 * <p>It is small and our own, not SMB. What a redirector has to get right is in it: several
 * requests under way, responses in any order, sessions and handles that die with the connection,
 * and requests that may all be repeated. {@link dev.irpflow.protocol.fileserver.Frames} is the only
 * class here that is written by hand; it lives beside the messages because both ends need it and
 * neither end knows the other.
 */
@NullMarked
package dev.irpflow.protocol.fileserver;

import org.jspecify.annotations.NullMarked;
