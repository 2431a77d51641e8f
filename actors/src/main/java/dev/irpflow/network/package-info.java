/**
 * The simulated network between machines: stations with IP addresses, and links with latency,
 * bandwidth, loss, duplication, reordering and one-way cuts.
 *
 * <p>It stands in for the wire, the miniport drivers and NDIS. A frame that leaves a machine is
 * lost, or becomes an arrival in the pool of the destination machine, where it competes with all
 * else that can happen; the frame then is a call to the destination's interface on a DPC of its
 * own. It never changes a frame, and it knows no more of TCP than the ports and flags that name a
 * frame.
 *
 * <p>Both stages use it. It touches only the sending machine's stage and its own links, so that
 * where machines run in parallel each can have a network object of its own with the same settings.
 *
 * <p>Page: {@code wdk-ddi-src/content/ndis/nc-ndis-protocol_receive_net_buffer_lists.md}.
 */
@NullMarked
package dev.irpflow.network;

import org.jspecify.annotations.NullMarked;
