package dev.irpflow.sim.mutant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The scenarios in which mutants are hunted and that are of no use otherwise. */
public final class MutantScenarios {
    private MutantScenarios() {}

    /** The text of one; null if it is none of these. */
    public static @Nullable String text(String name) {
        try (InputStream in =
                MutantScenarios.class.getResourceAsStream("/mutants/" + name + ".yaml")) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
