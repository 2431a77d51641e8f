package dev.irpflow.sim.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import dev.irpflow.contract.RoutineContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said with one process, from its greeting on through many lives of its driver. */
final class Conversation implements AutoCloseable {
    private final Program program;
    private final Transcript transcript = new Transcript();

    /**
     * Greets a process that has just been started.
     *
     * @throws ProgramException if it does not speak this protocol
     */
    Conversation(Program program, String driver, String machine) {
        this.program = program;
        tell(Told.hello(driver, machine));
        boolean speaks = false;
        for (JsonNode line : reader(new NoCode()).plain(Line.PROTOCOL, Line.DONE)) {
            JsonNode version = line.get("protocol");
            if (!version.isInt() || version.intValue() != Program.PROTOCOL) {
                throw program.wrong(
                        "it speaks protocol %s; this version speaks %d"
                                .formatted(MessageReader.shown(version), Program.PROTOCOL));
            }
            speaks = true;
        }
        if (!speaks) {
            throw program.wrong(
                    "`hello` is answered by {\"protocol\":%d} and {\"done\":true}"
                            .formatted(Program.PROTOCOL));
        }
    }

    /** Nothing is given away yet. */
    private static final class NoCode implements MessageReader.Code {
        @Override
        public long routine(String name, String pointsTo) throws Malformed {
            throw new Malformed("nothing is called yet");
        }

        @Override
        public long table(JsonNode slots, String pointsTo) throws Malformed {
            throw new Malformed("nothing is called yet");
        }
    }

    private AnswerReader reader(MessageReader.Code code) {
        return new AnswerReader(program, code, transcript);
    }

    /** A life of the driver begins. */
    void reset(long timeNs, Map<String, String> settings) {
        program.beginsAnew();
        transcript.reset();
        tell(Told.reset(timeNs, settings));
        reader(new NoCode()).plain(Line.DONE);
    }

    /**
     * Tells of a routine, and reads what is to be done.
     *
     * @param out takes its out-parameters; null for a routine that has none
     * @param code gives addresses to what the program gives away
     */
    List<Said> ask(
            String line,
            RoutineContract routine,
            Message.@Nullable Builder out,
            MessageReader.Code code) {
        tell(line);
        return reader(code).routine(routine, out);
    }

    private void tell(String line) {
        transcript.told(line);
        program.tell(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it goes on. */
    boolean isUsable() {
        return program.isUsable();
    }

    @Override
    public void close() {
        program.close();
    }
}
