package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TransportAddress;
import dev.irpflow.protocol.tcpip.UdpReceiveWindow;
import dev.irpflow.protocol.tcpip.UdpReceived;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bound datagram socket has: datagrams that nobody has taken, receives that wait for more,
 * lists that its client keeps, and its fixed addresses.
 */
final class DatagramQueue implements Credited {
    /**
     * A datagram that has come.
     *
     * @param length what it takes of the transport's receive buffer
     */
    record Datagram(TransportAddress remote, ByteString data, int length, boolean isBroadcast) {
        private static final int MSG_BCAST = 0x400;

        static Datagram of(UdpReceived received) {
            return new Datagram(
                    received.getRemote(),
                    received.getData(),
                    received.getLength(),
                    received.getBroadcast());
        }

        /** What its flags say of it. */
        int flags() {
            return isBroadcast ? MSG_BCAST : 0;
        }
    }

    private final long endpoint;
    private final Deque<Datagram> datagrams = new ArrayDeque<>(4);
    private final Deque<Pending> receives = new ArrayDeque<>(4);
    private final LentLists<DatagramList> lists = new LentLists<>();
    private @Nullable TransportAddress fixedRemote;
    private @Nullable TransportAddress fixedDestination;
    private int credit;
    private boolean lost;

    DatagramQueue(long endpoint) {
        this.endpoint = endpoint;
    }

    /** SIO_WSK_SET_REMOTE_ADDRESS: to whom all goes, and from whom alone something comes. */
    void fixRemote(@Nullable TransportAddress address) {
        fixedRemote = address;
    }

    /** SIO_WSK_SET_SENDTO_ADDRESS: to whom all goes. */
    void fixDestination(@Nullable TransportAddress address) {
        fixedDestination = address;
    }

    /** Throws away what lies here and has not come from the fixed remote address. */
    void dropOthers() {
        List<Datagram> others =
                datagrams.stream().filter(each -> !isWelcome(each.remote())).toList();
        datagrams.removeAll(others);
        consumed(others);
    }

    /** Whether a datagram that names no address has somewhere to go. */
    boolean hasDestination() {
        return fixedDestination != null || fixedRemote != null;
    }

    /** Where it goes; null for nowhere. Of two addresses either may count. */
    @Nullable TransportAddress destination(boolean prefersRemote) {
        boolean remote = fixedDestination == null || (prefersRemote && fixedRemote != null);
        return remote ? fixedRemote : fixedDestination;
    }

    /** A datagram has come; one from another than the fixed remote address is dropped. */
    void arrived(UdpReceived received) {
        if (isWelcome(received.getRemote())) {
            datagrams.addLast(Datagram.of(received));
        } else {
            credit += received.getLength();
        }
    }

    private boolean isWelcome(TransportAddress from) {
        return fixedRemote == null || fixedRemote.equals(from);
    }

    /** Whether datagrams lie here. */
    boolean hasDatagrams() {
        return !datagrams.isEmpty();
    }

    /** The oldest datagram leaves for a receive. */
    @Nullable Datagram next() {
        Datagram datagram = datagrams.pollFirst();
        if (datagram != null) {
            credit += datagram.length();
        }
        return datagram;
    }

    /** The oldest leave for a callback, which may refuse them: all that have the same flags. */
    List<Datagram> takeAll() {
        List<Datagram> all = new ArrayList<>();
        for (Datagram next = datagrams.peekFirst();
                next != null && (all.isEmpty() || next.flags() == all.getFirst().flags());
                next = datagrams.peekFirst()) {
            all.add(datagrams.removeFirst());
        }
        return all;
    }

    /** A callback has refused them: they are the oldest again. */
    void putBack(List<Datagram> refused) {
        refused.reversed().forEach(datagrams::addFirst);
    }

    /** A callback has taken them, or they are dropped. */
    void consumed(List<Datagram> taken) {
        taken.forEach(datagram -> credit += datagram.length());
    }

    /** A receive waits for its turn. */
    void add(Pending receive) {
        receives.addLast(receive);
    }

    /** A receive was cancelled. */
    void remove(Pending receive) {
        receives.remove(receive);
    }

    /** Whether a receive would end at once. */
    boolean canServe() {
        return receives.isEmpty() && !datagrams.isEmpty();
    }

    /** Whether a receive waits, which comes before a callback. */
    boolean hasReceives() {
        return !receives.isEmpty();
    }

    /** The receive whose turn it is, which nobody else can end any more; null for none. */
    @Nullable Pending nextReceive() {
        for (Pending next = receives.pollFirst(); next != null; next = receives.pollFirst()) {
            if (next.claim()) {
                return next;
            }
        }
        return null;
    }

    /** Nothing will come any more, and what is there is thrown away. */
    void fail(NtStatus status, Agenda agenda) {
        for (Pending next = nextReceive(); next != null; next = nextReceive()) {
            agenda.finish(next, status, 0);
        }
        datagrams.clear();
    }

    /** The lists of indicated datagrams that the client has. */
    LentLists<DatagramList> lists() {
        return lists;
    }

    /** The socket is no longer functional: to be told once. */
    void lost() {
        lost = true;
    }

    /** Whether that is still to be told. */
    boolean isLost() {
        return lost;
    }

    /** It is being told. */
    void lostTold() {
        lost = false;
    }

    /** Makes room in the transport's receive buffer, unless the call in hand does so at its end. */
    void openWindow(Agenda agenda) {
        if (credit > 0 && !agenda.credits(this)) {
            agenda.request(
                    UdpReceiveWindow.newBuilder()
                            .setEndpoint(endpoint)
                            .setConsumed(takeCredit())
                            .build());
        }
    }

    @Override
    public @Nullable GeneratedMessage consumed() {
        return credit == 0 ? null : UdpReceived.Out.newBuilder().setConsumed(takeCredit()).build();
    }

    private int takeCredit() {
        int octets = credit;
        credit = 0;
        return octets;
    }
}
