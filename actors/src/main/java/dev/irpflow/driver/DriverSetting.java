package dev.irpflow.driver;

import java.util.List;

/**
 * A setting that a driver takes: what a scenario may give under {@code with:}. {@link
 * DriverSettings} reads it; that it is one of these and within its limits is checked before the
 * run.
 *
 * @param name its name in kebab-case
 * @param kind what it is
 * @param least the least that it may be, with its unit; "" where there is no order
 * @param most the most that it may be, with its unit; "" where there is no order
 * @param words the words that it may be; empty where any will do
 * @param otherwise what holds without it, in words
 * @param about one sentence
 */
public record DriverSetting(
        String name,
        Kind kind,
        String least,
        String most,
        List<String> words,
        String otherwise,
        String about) {
    /** What a setting is. */
    public enum Kind {
        TEXT,
        /** {@code true} or {@code false}. */
        SWITCH,
        /** One of some words. */
        WORD,
        /** A whole number. */
        COUNT,
        /** A whole number of milliseconds, in any unit of time. */
        TIME,
        /** A number of bytes, in any unit of size. */
        SIZE
    }

    public DriverSetting {
        words = List.copyOf(words);
    }

    /** Any text. */
    public static DriverSetting text(String name, String otherwise, String about) {
        return new DriverSetting(name, Kind.TEXT, "", "", List.of(), otherwise, about);
    }

    /** True or false; false without it. */
    public static DriverSetting isOn(String name, String about) {
        return new DriverSetting(name, Kind.SWITCH, "", "", List.of(), "false", about);
    }

    /** One of some words; the first without it. */
    public static DriverSetting word(String name, List<String> words, String about) {
        return new DriverSetting(name, Kind.WORD, "", "", words, words.get(0), about);
    }

    /** A number, a time or a size between limits, both included and written with their units. */
    public static DriverSetting between(
            String name, Kind kind, String least, String most, String otherwise, String about) {
        return new DriverSetting(name, kind, least, most, List.of(), otherwise, about);
    }
}
