package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;

/** Where WSK goes on when a call of its own has returned. */
sealed interface Step permits Agenda, Step.Indicated, Step.Unlocked {
    /** An event callback has returned. */
    sealed interface Indicated extends Step {}

    /** WskAcceptEvent, which was offered a connection. */
    record AcceptIndicated(Agenda agenda, Socket listener, Socket offered) implements Indicated {}

    /** WskReceiveEvent. */
    record DataIndicated(Agenda agenda, Socket socket, Connection connection, DataList data)
            implements Indicated {}

    /** WskInspectEvent, which was asked about a request. */
    record RequestInspected(Agenda agenda, Socket listener, long request) implements Indicated {}

    /** WskReceiveFromEvent. */
    record DatagramsIndicated(Agenda agenda, Socket socket, DatagramQueue queue, DatagramList list)
            implements Indicated {}

    /** A callback that has told that a socket is no longer functional. */
    record LossIndicated(Agenda agenda, Socket socket, SocketEvent event) implements Indicated {}

    /** A callback whose answer means nothing. */
    record EventIndicated(Agenda agenda, Socket socket, SocketEvent event) implements Indicated {}

    /** A cancel routine has given the cancel spin lock back. */
    record Unlocked(Call cancel, Pending pending) implements Step {}
}
