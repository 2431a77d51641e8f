package dev.irpflow.sim.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a program answers, line by line, before anything of it is done. */
final class AnswerReader {
    private static final int MOST_LINES = 10_000;
    private static final int LONGEST_PLACE = 200;

    private final Program program;
    private final MessageReader fields;
    private final Transcript transcript;

    AnswerReader(Program program, MessageReader.Code code, Transcript transcript) {
        this.program = program;
        this.fields = new MessageReader(code);
        this.transcript = transcript;
    }

    /** Reads the answer to a line that wants nothing done, with the lines that it may have. */
    List<JsonNode> plain(Line... allowed) {
        List<JsonNode> lines = new ArrayList<>();
        while (true) {
            JsonNode line = hear();
            Line kind = kind(line, allowed);
            if (kind == Line.DONE) {
                transcript.answered(program);
                return lines;
            }
            lines.add(line);
        }
    }

    /**
     * Reads the answer to a line about a routine.
     *
     * @param out takes its out-parameters; null for a routine that has none
     */
    List<Said> routine(RoutineContract routine, Message.@Nullable Builder out) {
        List<Said> all = new ArrayList<>();
        boolean returns = false;
        for (int count = 0; count < MOST_LINES; count++) {
            JsonNode line = hear();
            Line kind = kind(line, Line.CALL, Line.NOTE, Line.RETURN, Line.DONE);
            if (returns && kind != Line.DONE) {
                throw program.wrong("comes after `return`; allowed then: {\"done\":true}");
            }
            switch (kind) {
                case CALL -> all.add(call(line));
                case NOTE -> all.add(new Said.Note(text(line, "note")));
                case RETURN -> {
                    all.add(end(line, routine, out));
                    returns = true;
                }
                default -> {
                    checkWork(routine, all);
                    transcript.answered(program);
                    return all;
                }
            }
        }
        throw program.wrong(
                "is one of more than %,d lines without {\"done\":true}".formatted(MOST_LINES));
    }

    private JsonNode hear() {
        JsonNode line = program.hear();
        transcript.said(program.text());
        return line;
    }

    private void checkWork(RoutineContract routine, List<Said> all) {
        if (all.stream().allMatch(each -> each instanceof Said.Note)) {
            throw program.wrong(
                    "%s goes on with a `call` or ends with a `return`; the program is done and has"
                                    .formatted(routine.name())
                            + " said neither");
        }
    }

    private Line kind(JsonNode line, Line... allowed) {
        for (Line kind : allowed) {
            if (line.has(kind.verb())) {
                checkKeys(line, kind);
                if (kind == Line.DONE && !line.get("done").asBoolean(false)) {
                    throw program.wrong("`done` is true");
                }
                return kind;
            }
        }
        List<String> verbs = new ArrayList<>();
        for (Line kind : allowed) {
            verbs.add(kind.verb());
        }
        throw program.wrong(
                "is none of the lines that may come here. Allowed, by their first key: "
                        + String.join(", ", verbs));
    }

    private void checkKeys(JsonNode line, Line kind) {
        for (Iterator<String> names = line.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (kind.find(name) == null) {
                throw program.wrong(
                        "%s: no such key beside `%s`. Allowed: %s"
                                .formatted(quoted(name), kind.verb(), kind.allowed()));
            }
        }
    }

    private Said call(JsonNode line) {
        String name = text(line, "call");
        RoutineContract routine = ContractTable.get().find(name);
        if (routine == null) {
            String nearest = ContractTable.get().nearest(name);
            throw program.wrong(
                    "%s: no such routine.%s `irpflow list routines` names them all"
                            .formatted(
                                    quoted(name),
                                    nearest == null ? "" : " Did you mean " + nearest + "?"));
        }
        if (routine.kind() == Kind.CALLBACK || routine.kind() == Kind.LOW_IO) {
            throw program.wrong(
                    "%s is a routine of drivers: the machine calls it, a program does not"
                            .formatted(name));
        }
        if (routine.isAbsent()) {
            throw program.wrong(
                    "%s is declared only: this version does not have it".formatted(name));
        }
        Message.Builder request = routine.newRequest();
        JsonNode given = line.get("fields");
        if (given != null) {
            read(given, request, name);
        }
        return new Said.Call(routine, request.build(), at(line));
    }

    private Said end(JsonNode line, RoutineContract routine, Message.@Nullable Builder out) {
        JsonNode written = line.get("out");
        if (written != null && out == null) {
            throw program.wrong(routine.name() + " has no out-parameters; allowed: no `out`");
        }
        if (written != null && out != null) {
            read(written, out, "out");
        }
        return new Said.Return(status(line.get("return"), routine), at(line));
    }

    private NtStatus status(JsonNode given, RoutineContract routine) {
        if (routine.returns() != Returns.NTSTATUS) {
            if (!given.isNull()) {
                throw program.wrong(
                        "%s returns no NTSTATUS; allowed is null%s"
                                .formatted(
                                        routine.name(),
                                        routine.returns() == Returns.VOID
                                                ? ""
                                                : ", and the value as `returned` in `out`"));
            }
            return NtStatus.STATUS_SUCCESS;
        }
        if (given.isTextual()) {
            for (NtStatus status : NtStatus.values()) {
                if (status != NtStatus.UNRECOGNIZED && status.name().equals(given.textValue())) {
                    return status;
                }
            }
        }
        throw program.wrong(
                "%s returns an NTSTATUS, by its name, like STATUS_SUCCESS; found %s"
                        .formatted(routine.name(), MessageReader.shown(given)));
    }

    private void read(JsonNode given, Message.Builder into, String path) {
        try {
            fields.read(given, into, path);
        } catch (Malformed e) {
            throw program.wrong(e.what());
        }
    }

    private String at(JsonNode line) {
        String at = line.has("at") ? text(line, "at") : "";
        if (at.length() > LONGEST_PLACE || at.chars().anyMatch(Character::isISOControl)) {
            throw program.wrong(
                    "`at` is a place like echo_server.py:61, of %d characters at most"
                            .formatted(LONGEST_PLACE));
        }
        return at;
    }

    private String text(JsonNode line, String key) {
        JsonNode value = line.get(key);
        if (!value.isTextual()) {
            throw program.wrong(
                    "`%s` is a text; found %s".formatted(key, MessageReader.shown(value)));
        }
        return value.textValue();
    }

    private static String quoted(String name) {
        return name.length() <= 60 ? name : name.substring(0, 57) + "...";
    }
}
