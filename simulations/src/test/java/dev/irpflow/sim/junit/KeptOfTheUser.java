package dev.irpflow.sim.junit;

import java.util.ArrayList;
import java.util.List;

/** Tests of kept things as a user writes them; {@link ReplayTestTest} fills their folders. */
@SuppressWarnings("JUnitMethodDeclaration") // no test of the build's: its name says so
class KeptOfTheUser {
    static final String FOLDER = "target/kept-of-the-user";

    /** A word for each time that a body was played. */
    static final List<String> BODIES = new ArrayList<>();

    @ReplayTest(folder = FOLDER, seeds = "1..3")
    void kept() {
        BODIES.add("kept");
    }

    @ReplayTest(folder = FOLDER + "-missing")
    void missing() {}
}
