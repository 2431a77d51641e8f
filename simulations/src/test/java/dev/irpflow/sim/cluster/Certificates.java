package dev.irpflow.sim.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key with a certificate that is its own authority, made by the JDK's keytool. */
final class Certificates {
    private static final String PASSWORD = "changeit";

    private Certificates() {}

    /** The options of a JVM whose node talks by TLS with this key, and trusts it. */
    static List<String> make(Path folder) throws IOException {
        Path keys = folder.resolve("keys.p12");
        Path certificate = folder.resolve("node.cer");
        Path trusted = folder.resolve("trusted.p12");
        keytool("-genkeypair", "-alias", "node", "-keyalg", "RSA", "-keysize", "2048")
                .with("-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1", "-validity", "2")
                .on(keys);
        keytool("-exportcert", "-alias", "node", "-file", certificate.toString()).on(keys);
        keytool("-importcert", "-noprompt", "-alias", "node", "-file", certificate.toString())
                .on(trusted);
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

    private static Command keytool(String... words) {
        return new Command(List.of(words));
    }

    private record Command(List<String> words) {
        Command with(String... more) {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of(more));
            return new Command(all);
        }

        void on(Path store) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
            command.addAll(words);
            command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
            command.addAll(List.of("-keystore", store.toString()));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new IOException("keytool: " + said);
            }
        }
    }
}
