package dev.irpflow.sim.scenario.value;

/** All versions between two, both of which belong: {@code 1.0..1.1}. */
public record VersionRange(Version lowest, Version highest) implements Plain {
    @Override
    public String written() {
        return lowest.equals(highest)
                ? lowest.written()
                : lowest.written() + ".." + highest.written();
    }
}
