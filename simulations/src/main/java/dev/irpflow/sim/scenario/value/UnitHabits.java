package dev.irpflow.sim.scenario.value;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Units as habit spells them, and what the language calls them. */
final class UnitHabits {
    private UnitHabits() {}

    static @Nullable String correct(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "sec", "secs", "second", "seconds" -> "s";
            case "msec", "millis", "millisecond", "milliseconds" -> "ms";
            case "usec", "micros", "microsecond", "microseconds", "µs", "μs" -> "us";
            case "nsec", "nanos", "nanosecond", "nanoseconds" -> "ns";
            case "m", "mins", "minute", "minutes" -> "min";
            case "hr", "hrs", "hour", "hours" -> "h";
            case "percent", "pct" -> "%";
            case "byte", "bytes", "b" -> "B";
            case "k", "kb", "kib" -> "KiB";
            case "mb", "mib" -> "MiB";
            case "g", "gb", "gib" -> "GiB";
            case "t", "tb", "tib" -> "TiB";
            case "bps", "bit", "bits", "bits/s" -> "bit/s";
            case "kbps", "kbit", "kbit/s" -> "kbit/s";
            case "mbps", "mbit", "mbit/s" -> "Mbit/s";
            case "gbps", "gbit", "gbit/s" -> "Gbit/s";
            case "tbps", "tbit", "tbit/s" -> "Tbit/s";
            default -> null;
        };
    }
}
