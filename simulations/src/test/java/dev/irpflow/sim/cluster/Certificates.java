package dev.irpflow.sim.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/** A key with a certificate that is its own authority, made by the JDK's keytool. */
final class Certificates {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "node";

    private Certificates() {}

    /** The options of a JVM whose node talks by TLS with this key, and trusts it. */
    static List<String> make(Path folder) throws IOException {
        Path keys = folder.resolve("keys.p12");
        Path trusted = folder.resolve("trusted.p12");
        keytool(keys, "-genkeypair", "-keyalg", "RSA", "-keysize", "2048");
        trust(keys, trusted);
        Path configuration = folder.resolve("tls.conf");
        Files.writeString(
                configuration,
                """
                irpflow.node.tls = on
                pekko.remote.artery.ssl.config-ssl-engine {
                  key-store = "%s"
                  trust-store = "%s"
                  key-store-password = %3$s
                  key-password = %3$s
                  trust-store-password = %3$s
                }
                """
                        .formatted(keys, trusted, PASSWORD));
        return List.of("-Dconfig.file=" + configuration);
    }

    // What is its own authority is trusted as it is.
    private static void trust(Path keys, Path trusted) throws IOException {
        try {
            KeyStore from = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
            KeyStore to = KeyStore.getInstance("PKCS12");
            to.load(null, null);
            to.setCertificateEntry(ALIAS, from.getCertificate(ALIAS));
            try (OutputStream out = Files.newOutputStream(trusted)) {
                to.store(out, PASSWORD.toCharArray());
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void keytool(Path store, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-alias", ALIAS, "-dname", "CN=127.0.0.1", "-validity", "2"));
        command.addAll(List.of("-ext", "san=ip:127.0.0.1", "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD, "-keystore", store.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("keytool: " + said);
        }
    }
}
