package dev.irpflow.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes of which one talks by TLS and the other does not are told so at once. */
final class GreetingTest {
    private ServerSocket door;

    @BeforeEach
    void open() throws IOException {
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    @Test
    void twoThatTalkAlikeAreLetOn() throws Exception {
        Thread byTls = Thread.ofPlatform().start(this::answerByTls);
        assertThatCode(() -> Greeting.send(node(), true)).doesNotThrowAnyException();
        byTls.join();

        Thread plainly = Thread.ofPlatform().start(this::hangUp);
        assertThatCode(() -> Greeting.send(node(), false)).doesNotThrowAnyException();
        plainly.join();
    }

    @Test
    void aNodeThatTalksByTlsIsRefusedByAProcessThatDoesNot() throws Exception {
        Thread other = Thread.ofPlatform().start(this::answerByTls);

        assertThatThrownBy(() -> Greeting.send(node(), false))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(node() + " talks by TLS, and this process does not")
                .hasMessageContaining("-Dirpflow.node.tls=on");
        other.join();
    }

    @Test
    void aNodeThatDoesNotIsRefusedByAProcessThatTalksByTls() throws Exception {
        Thread other = Thread.ofPlatform().start(this::hangUp);

        assertThatThrownBy(() -> Greeting.send(node(), true))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(node() + " does not talk by TLS, and this process does");
        other.join();
    }

    private String node() {
        return door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
    }

    // As a node without TLS does once it has read something that none of its own would say.
    private void hangUp() {
        try (Socket caller = door.accept()) {
            caller.getInputStream().read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    // It has no key, so all that it answers is an alert.
    private void answerByTls() {
        try (Socket caller = door.accept()) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            SSLSocket secured =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(caller, null, caller.getPort(), false);
            secured.setUseClientMode(false);
            assertThatThrownBy(secured::startHandshake).isInstanceOf(IOException.class);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
