package dev.irpflow.sim.scenario.grammar;

import dev.irpflow.sim.scenario.value.Dates;
import dev.irpflow.sim.scenario.value.Quantities;

/**
 * How a scalar of the language is spelt: a regular expression that every good one matches. A
 * reference such as {@code $loss} may stand for any of them.
 */
public enum Spelling {
    NAME("a name of your own: lower case letters, digits and hyphens", "[a-z][a-z0-9-]*"),
    TEXT("text", ".*"),
    CASE("a documented case, like wsk-wfp/A01", "[a-z][a-z0-9-]*/[A-Z][0-9]+"),
    FILE("a path with /, relative to this file", "[^\\\\]+"),
    DURATION("a duration, like 50 ms", Quantities.TIME_PATTERN),
    DURATION_RANGE("a duration or a range, like 10..80 ms", range(Quantities.TIME_PATTERN)),
    DURATION_LIMITS(
            "a duration, a range, at-least 4 s or at-most 4 s",
            "(at-least |at-most )?"
                    + Quantities.TIME_PATTERN
                    + "|"
                    + range(Quantities.TIME_PATTERN)),
    DUE_TIME(
            "a duration, or a date like 2025-01-01T02:00:00Z",
            Quantities.TIME_PATTERN + "|" + Dates.PATTERN),
    SHARE("a share, like 5 %", Quantities.SHARE_PATTERN),
    SIZE("a size, like 64 KiB", Quantities.SIZE_PATTERN),
    RATE("a rate, like 1 Gbit/s", Quantities.RATE_PATTERN),
    COUNT("a whole number", "0|[1-9][0-9]*"),
    ORDINAL("a whole number of at least 1", "[1-9][0-9]*"),
    COUNT_RANGE(
            "how often: 2, 1..3, at-least 1 or at-most 3",
            "(at-least |at-most )?[0-9]+|[0-9]+\\.\\.[0-9]+"),
    NTH("an occurrence: 3, 3..5 or every 4", "[0-9]+|[0-9]+\\.\\.[0-9]+|every [0-9]+"),
    DRAWN("a range to draw from, like 1..3 ms or 0 %..10 %", ".+\\.\\..+|[0-9].*"),
    NUMBER("a number, also in hexadecimal", "-?[0-9]+|0[xX][0-9A-Fa-f]+"),
    AMOUNT("a number or a size", "-?[0-9]+|0[xX][0-9A-Fa-f]+|" + Quantities.SIZE_PATTERN),
    SWITCH("true or false, also on or off", "true|false|on|off"),
    STATUS(
            "a status by name, or by its number in hexadecimal",
            "[A-Z][A-Za-z0-9_]*|0[xX][0-9A-Fa-f]+"),
    RESULT(
            "a status, success, failure, any, true, false, a number, or not before one of them",
            "(not )?(any|success|failure|true|false|TRUE|FALSE|[A-Z][A-Za-z0-9_]*|-?[0-9]+|0[xX][0-9A-Fa-f]+)"),
    BUG_CHECK("a bug check, like 0xC9/0x23E", "([A-Z][A-Z0-9_]*|0x[0-9A-Fa-f]+)(/0x[0-9A-Fa-f]+)?"),
    MACHINE("a machine of this scenario", "[a-z][a-z0-9-]*"),
    DRIVER("a driver of this scenario", "[a-z][a-z0-9-]*"),
    PLACE("a machine, or a component on it, like client/wsk", "[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)?"),
    LINK("a link, like a <-> b or a -> b", "[a-z][a-z0-9-]* (->|<->) [a-z][a-z0-9-]*"),
    NETWORK_KEY("default, or a link", "default|[a-z][a-z0-9-]* (->|<->) [a-z][a-z0-9-]*"),
    IPV4_ADDRESS("an IPv4 address, like 10.0.0.2", "[0-9]{1,3}(\\.[0-9]{1,3}){3}"),
    IP_ADDRESS(
            "an IP address, like 10.0.0.2 or fd00::1",
            "[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*"),
    ADDRESS(
            "an address, like files:445 or any:0; of IPv6 \"[files]:445\" or \"[::1]:445\"",
            "([^:\\[\\]]+|\\[[^\\[\\]]+\\]):[0-9]+"),
    HOST("a machine, an IP address or any", "[^\\[\\]]+|\\[[^\\[\\]]+\\]"),
    BYTES(
            "bytes: text hello, hex 01 02, file PATH, zeros 4 KiB or random 1 MiB",
            "(text|hex|file|zeros|random)( (.|\\n)*)?"),
    VERSION("a version, like \"1.0\"", "[0-9]+(\\.[0-9]+)?|[A-Z][A-Z0-9_]*"),
    VERSION_RANGE("versions, like 1.0..1.1", "[0-9]+(\\.[0-9]+)?(\\.\\.[0-9]+(\\.[0-9]+)?)?"),
    DRIVE_LETTER("a drive letter, like \"Z:\"", "[A-Za-z]:"),
    WORD("a word of a command; a file is named from the folder of this file", ".+"),
    CLASS("a Java class, like com.example.MyDriver", "[A-Za-z_$][A-Za-z0-9_$.]*"),
    OPERATION("an operation that was begun, like $op", "\\$[a-z][a-z0-9-]*"),
    REFERENCE(
            "what an operation gave, like $op.field",
            "\\$[A-Za-z][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*"),
    SCRIPT_KEY("a callback, or a name of your own", "[A-Za-z][A-Za-z0-9_-]*"),
    OBJECT("what an earlier operation gave, like $op.field, or NULL", "NULL"),
    NULL("NULL: it is not there", "NULL"),
    OWN_IRP("an IRP that the step brings, where none is needed", "own"),
    THREAD("a thread of the steps, by its name in `together`", "[a-z][a-z0-9-]*"),
    MATCHER("a value, at-least 4, at-most 4, 1..3, not V or unset", ".*"),
    /** A name of the contract, where a list of all of them would be too long to read. */
    ROUTINE("a routine, as its contract spells it, or a script", "[A-Za-z][A-Za-z0-9_-]*");

    private final String words;
    private final String pattern;

    Spelling(String words, String pattern) {
        this.words = words;
        this.pattern = pattern;
    }

    /** What is written, with its article. */
    public String words() {
        return words;
    }

    /** What a good one matches as a whole, references aside. */
    public String pattern() {
        return pattern;
    }

    // The unit may stand at the end only.
    private static String range(String quantity) {
        return quantity + "|(" + quantity + "|[0-9]+(\\.[0-9]+)?)\\.\\." + quantity;
    }
}
