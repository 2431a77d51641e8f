package dev.irpflow.sim.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.driver.JdkHooks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A JVM as an IDE or Surefire starts it, and one with the flags of jvm-flags.txt. */
final class FlagsTest {
    private static final String MESSAGE = "irpflow: drivers run on threads that hand over";

    @Test
    void withoutTheFlagsTheRunsAreTheSameAndTheFlagsAreNamedOnce() throws Exception {
        OtherProcess bare = OtherProcess.playTest(List.of(), OfTheUser.class, "isBroken");
        String flags = "@" + OtherProcess.home().resolve("jvm-flags.txt");
        OtherProcess flagged = OtherProcess.playTest(List.of(flags), OfTheUser.class, "isBroken");

        assertThat(bare.out()).containsOnlyOnce(MESSAGE).contains(JdkHooks.FLAG);
        assertThat(flagged.out()).doesNotContain(MESSAGE).doesNotContain("WARNING");
        assertThat(story(bare)).isEqualTo(story(flagged)).contains("VIOLATED");
    }

    // From the verdict to the commands; run folders are named after the moment.
    private static String story(OtherProcess process) {
        return process.out()
                .replaceAll("(?s).*?(read-queue-broken: seed .*)  replay .*", "$1")
                .replaceAll("read-queue-broken/[0-9]{8}-[0-9]{6}(-[0-9]+)?", "read-queue-broken/*");
    }
}
