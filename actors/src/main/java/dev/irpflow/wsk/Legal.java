package dev.irpflow.wsk;

import static dev.irpflow.wsk.Operation.ACCEPT;
import static dev.irpflow.wsk.Operation.BIND;
import static dev.irpflow.wsk.Operation.CLOSE;
import static dev.irpflow.wsk.Operation.CONNECT;
import static dev.irpflow.wsk.Operation.CONTROL;
import static dev.irpflow.wsk.Operation.DISCONNECT;
import static dev.irpflow.wsk.Operation.GET_LOCAL_ADDRESS;
import static dev.irpflow.wsk.Operation.GET_REMOTE_ADDRESS;
import static dev.irpflow.wsk.Operation.INSPECT_COMPLETE;
import static dev.irpflow.wsk.Operation.LISTEN;
import static dev.irpflow.wsk.Operation.RECEIVE;
import static dev.irpflow.wsk.Operation.RECEIVE_FROM;
import static dev.irpflow.wsk.Operation.SEND;
import static dev.irpflow.wsk.Operation.SEND_MESSAGES;
import static dev.irpflow.wsk.Operation.SEND_TO;

import java.util.EnumSet;
import java.util.List;

/** Which functions a socket may be asked for in a phase. What is not said to be legal is not. */
final class Legal {
    static final Legal NOTHING = of();
    static final Legal CLOSE_ALONE = of(CLOSE);
    static final Legal CREATED = of(BIND, CONTROL, CLOSE);
    static final Legal BOUND = of(LISTEN, CONNECT, GET_LOCAL_ADDRESS, CONTROL, CLOSE);
    static final Legal LISTENING = of(ACCEPT, INSPECT_COMPLETE, GET_LOCAL_ADDRESS, CONTROL, CLOSE);
    static final Legal UNCONNECTED = of(GET_LOCAL_ADDRESS, CONTROL, CLOSE);
    static final Legal SENDING_ENDED =
            of(RECEIVE, DISCONNECT, GET_LOCAL_ADDRESS, GET_REMOTE_ADDRESS, CONTROL, CLOSE);
    static final Legal CONNECTED =
            of(SEND, RECEIVE, DISCONNECT, GET_LOCAL_ADDRESS, GET_REMOTE_ADDRESS, CONTROL, CLOSE);
    static final Legal BOUND_FOR_DATAGRAMS =
            of(SEND_TO, SEND_MESSAGES, RECEIVE_FROM, GET_LOCAL_ADDRESS, CONTROL, CLOSE);

    private final EnumSet<Operation> functions = EnumSet.noneOf(Operation.class);

    private Legal(List<Operation> functions) {
        this.functions.addAll(functions);
    }

    private static Legal of(Operation... functions) {
        return new Legal(List.of(functions));
    }

    boolean has(Operation function) {
        return functions.contains(function);
    }
}
