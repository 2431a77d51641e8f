package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.tcpip.TcpSend;
import dev.irpflow.protocol.wsk.WskConnectEx;

/**
 * The data that WskConnectEx sends as soon as it has connected. Its IRP does not wait for them to
 * arrive. Page: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_connect_ex.md.
 *
 * <p>Simplified: with TCP_FASTOPEN set they may travel in the SYN.
 */
final class FirstData {
    private static final int LONGEST = 65_535;

    private FirstData() {}

    /** Whether a connect has more of them than the page allows. */
    static boolean isTooLong(Pending connect) {
        return connect.request() instanceof WskConnectEx request
                && Long.compareUnsigned(request.getBuffer().getLength(), LONGEST) > 0;
    }

    /** Gives them to the transport, if the connect has any. */
    static void send(Connection connection, Pending connect, Agenda agenda, Sink sink) {
        if (connect.request() instanceof WskConnectEx request
                && request.getBuffer().getLength() != 0) {
            ByteString data = Sending.data(request.getBuffer(), connect, agenda, sink);
            connection
                    .sends()
                    .give(
                            connect,
                            TcpSend.newBuilder()
                                    .setEndpoint(connection.endpoint())
                                    .setData(data)
                                    .build(),
                            agenda);
        }
    }
}
