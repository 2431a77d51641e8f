package dev.irpflow.sim.scenario.value;

/** A version of two numbers, each from 0 to 255: {@code 1.0}. */
public record Version(int major, int minor) implements Plain, Comparable<Version> {
    @Override
    public int compareTo(Version other) {
        return Integer.compare(number(), other.number());
    }

    /** Major in the high byte, minor in the low one, as MAKE_WSK_VERSION has it. */
    public int number() {
        return major << 8 | minor;
    }

    @Override
    public String written() {
        return major + "." + minor;
    }
}
