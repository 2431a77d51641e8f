package dev.irpflow.driver;

/** The Java stacks that the drivers of one machine share. */
public final class StrandCodes {
    private final StrandCode.Free free = new StrandCode.Free();

    StrandCode.Free free() {
        return free;
    }
}
