package dev.irpflow.sim.program;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of the protocol, with their keys: what is written, what is read, what the page says.
 */
public enum Line {
    HELLO(
            Way.TO_PROGRAM,
            "The first line that a process gets.",
            key("hello", "`\"irpflow\"`", "Who speaks."),
            key("protocol", "number", "The version of this protocol."),
            key("driver", "text", "The driver's name in the scenario."),
            key("machine", "text", "The machine that it is loaded on.")),
    RESET(
            Way.TO_PROGRAM,
            "A life of the driver begins: another run, or the machine has booted again. The program"
                    + " forgets all that it was told before.",
            key("reset", "`true`", "Always so."),
            key("t_ns", "number", "Virtual time, in nanoseconds."),
            key(
                    "settings",
                    "object of texts",
                    "What the scenario says by `with`, and the address of each machine as"
                            + " `host.NAME`.")),
    CALLED(
            Way.TO_PROGRAM,
            "A routine of the driver is called.",
            key("call", "number", "Tells open calls of this life apart."),
            key("t_ns", "number", "Virtual time, in nanoseconds."),
            key("irql", "text", "The level on which the routine is entered."),
            key("processor", "number", "The processor it runs on."),
            key("strand", "text", "The thread, work item or DPC, as traces call it."),
            key("routine", "text", "The callback, as its contract spells it."),
            key("code", "text", "The name under which the program gave the routine away."),
            key("fields", "object", "The parameters.")),
    RETURNED(
            Way.TO_PROGRAM,
            "The calls that the program has made within a routine have all returned.",
            key("returned", "number", "The `call` of that routine, which goes on now."),
            key("t_ns", "number", "Virtual time, in nanoseconds."),
            key("irql", "text", "The level on which the routine goes on."),
            key("processor", "number", "The processor it runs on."),
            key(
                    "results",
                    "list of objects",
                    "For each call, in order: `routine`; `status` where it returns an NTSTATUS, or"
                            + " `raised` instead; `out`, the out-parameters that were written.")),
    PROTOCOL(
            Way.FROM_PROGRAM,
            "Answers `hello`.",
            key("protocol", "number", "The version that the program speaks.")),
    CALL(
            Way.FROM_PROGRAM,
            "Calls a routine.",
            key("call", "text", "The routine, as its contract spells it."),
            optional("fields", "object", "The parameters."),
            optional(
                    "at",
                    "text",
                    "Where in the program, like `echo_server.py:61`: reports show it.")),
    NOTE(Way.FROM_PROGRAM, "Writes a note into the trace.", key("note", "text", "What it says.")),
    RETURN(
            Way.FROM_PROGRAM,
            "Returns from the routine, when the calls before it have returned.",
            key(
                    "return",
                    "text or null",
                    "The status by its name; null where the routine returns no NTSTATUS."),
            optional("out", "object", "Out-parameters, and `returned` for a value."),
            optional("at", "text", "Where in the program.")),
    DONE(Way.FROM_PROGRAM, "Ends every answer.", key("done", "`true`", "Always so."));

    /** Who writes a line. */
    public enum Way {
        TO_PROGRAM,
        FROM_PROGRAM
    }

    /**
     * A key of a line.
     *
     * @param value what stands there, in words
     */
    public record Key(String name, String value, String about, boolean isRequired) {}

    private final Way way;
    private final String about;
    private final List<Key> keys;

    Line(Way way, String about, Key... keys) {
        this.way = way;
        this.about = about;
        this.keys = List.of(keys);
    }

    private static Key key(String name, String value, String about) {
        return new Key(name, value, about, true);
    }

    private static Key optional(String name, String value, String about) {
        return new Key(name, value, about, false);
    }

    /** Who writes it. */
    public Way way() {
        return way;
    }

    /** What it is for. */
    public String about() {
        return about;
    }

    /** Its keys; the first one tells it from other lines. */
    public List<Key> keys() {
        return keys;
    }

    /** The key that tells it from other lines. */
    public String verb() {
        return keys.getFirst().name();
    }

    @Nullable Key find(String name) {
        for (Key key : keys) {
            if (key.name().equals(name)) {
                return key;
            }
        }
        return null;
    }

    /** All its keys, in words. */
    String allowed() {
        return String.join(", ", keys.stream().map(Key::name).toList());
    }
}
