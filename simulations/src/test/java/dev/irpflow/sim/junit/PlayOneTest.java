package dev.irpflow.sim.junit;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Plays one test in a JVM of its own, and prints how it ended. */
final class PlayOneTest {
    private PlayOneTest() {}

    /** Takes the class and the method. */
    public static void main(String[] args) throws ClassNotFoundException {
        PlayedTest played = PlayedTest.of(Class.forName(args[0]), args[1], Map.of());
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(played.message());
    }
}
