package dev.irpflow.wsk;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which event callbacks of one socket are on, and which are running. Page:
 * windows-driver-docs-pr/network/enabling-and-disabling-event-callback-functions.md.
 */
final class EventSwitch {
    private final Map<SocketEvent, Integer> running = new EnumMap<>(SocketEvent.class);
    private final Map<SocketEvent, List<Pending>> disabling = new EnumMap<>(SocketEvent.class);
    private int statics;
    private int enabled;
    private int handedOn;

    /** What WSK_SET_STATIC_EVENT_CALLBACKS has turned on for good. */
    void setStatic(int mask) {
        statics = mask;
    }

    boolean isStatic(SocketEvent event) {
        return (statics & event.bit()) != 0;
    }

    boolean isOn(SocketEvent event) {
        return ((statics | enabled) & event.bit()) != 0;
    }

    void enable(int mask) {
        enabled |= mask;
    }

    void disable(SocketEvent event) {
        enabled &= ~event.bit();
    }

    /** A listening socket hands these on to what its WskAcceptEvent accepts, for good. */
    void handOn(int mask) {
        handedOn |= mask;
    }

    int handedOn() {
        return handedOn;
    }

    void begins(SocketEvent event) {
        running.merge(event, 1, Integer::sum);
    }

    /** A callback has returned; gives the IRPs that have waited until none of its kind runs. */
    List<Pending> ends(SocketEvent event) {
        running.merge(event, -1, Integer::sum);
        List<Pending> waiting = isRunning(event) ? null : disabling.remove(event);
        return waiting == null ? List.of() : waiting;
    }

    boolean isRunning(SocketEvent event) {
        return running.getOrDefault(event, 0) > 0;
    }

    boolean isAnyRunning() {
        for (int each : running.values()) {
            if (each > 0) {
                return true;
            }
        }
        return false;
    }

    /** An IRP waits until no callback of this kind runs any more. */
    void await(SocketEvent event, Pending disable) {
        disabling.computeIfAbsent(event, any -> new ArrayList<>(1)).add(disable);
    }

    /** The socket is being closed: gives the IRPs that wait no longer. */
    List<Pending> giveUpDisabling() {
        List<Pending> waiting = new ArrayList<>();
        disabling.values().forEach(waiting::addAll);
        disabling.clear();
        return waiting;
    }

    /** An IRP waits no longer. */
    void forget(Pending disable) {
        disabling.values().forEach(waiting -> waiting.remove(disable));
    }
}
