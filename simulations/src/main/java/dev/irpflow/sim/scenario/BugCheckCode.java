package dev.irpflow.sim.scenario;

import org.jspecify.annotations.Nullable;

/**
 * A bug check: {@code 0xC9/0x23E}.
 *
 * @param first the first parameter, which tells the kinds apart; null for any
 */
public record BugCheckCode(long code, @Nullable Long first) {
    public String written() {
        return first == null ? "0x%X".formatted(code) : "0x%X/0x%X".formatted(code, first);
    }
}
