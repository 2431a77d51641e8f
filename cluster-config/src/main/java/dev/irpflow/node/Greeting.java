package dev.irpflow.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.TrustManager;

/**
 * The first thing that is said to a node, before its cluster is joined: the beginning of a TLS
 * handshake. A node that talks by TLS goes on with it, any other hangs up. So two that do not fit
 * are told at once, not after the time that joining may take.
 */
final class Greeting {
    private static final int CONNECT_MS = 3_000;
    private static final int ANSWER_MS = 3_000;
    private static final String SWITCH =
            "Start both with -Dirpflow.node.tls=on and their keys in -Dconfig.file, or none";

    private Greeting() {}

    /**
     * Greets a node.
     *
     * @param node {@code host:port}
     * @param tls whether this process talks by TLS
     * @throws NodeException if nobody answers there, or the two cannot talk
     */
    static void send(String node, boolean tls) throws NodeException {
        int colon = node.lastIndexOf(':');
        String host = node.substring(0, colon);
        int port = Integer.parseInt(node.substring(colon + 1));
        boolean answeredByTls;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
            socket.setSoTimeout(ANSWER_MS);
            answeredByTls = answersByTls(socket, tls);
        } catch (IOException e) {
            throw new NodeException(
                    "%s: no node answers there (%s). Start one with `irpflow node --host %s --port %d`"
                            .formatted(node, e.getMessage(), host, port),
                    e);
        }
        if (answeredByTls != tls) {
            throw new NodeException(
                    answeredByTls
                            ? node + " talks by TLS, and this process does not. " + SWITCH
                            : node + " does not talk by TLS, and this process does. " + SWITCH);
        }
    }

    // One that is too busy to say anything is left to the cluster.
    private static boolean answersByTls(Socket socket, boolean undecided) {
        try {
            socket.getOutputStream().write(hello());
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return undecided;
        } catch (IOException e) {
            return false; // it hung up
        }
    }

    // Nobody is trusted: the handshake does not come to its end.
    private static byte[] hello() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            byte[] hello = new byte[engine.getSession().getPacketBufferSize()];
            SSLEngineResult wrapped = engine.wrap(ByteBuffer.allocate(0), ByteBuffer.wrap(hello));
            return Arrays.copyOf(hello, wrapped.bytesProduced());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has TLS
        }
    }
}
