/**
 * A chat without a server, as a WSK application over datagrams: each member sends what it says to
 * every other one, again and again until that has acknowledged it, since UDP loses, doubles and
 * overtakes. Page: windows-driver-docs-pr/network/winsock-kernel-operations.md.
 */
@NullMarked
package dev.irpflow.chat;

import org.jspecify.annotations.NullMarked;
