package dev.irpflow.sim.picture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.irpflow.sim.report.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a run, as its folder has them.
 *
 * @param scenario the scenario's name
 * @param seed the seed of the run
 * @param events in order, without the header line and the end line
 */
public record EventFile(String scenario, long seed, List<Event> events) {
    /**
     * Reads {@code events.jsonl}. One that was cut short is read as far as it goes: an interrupted
     * run has a picture too.
     *
     * @param shown its name in messages
     * @throws Refusal if it is not there, or is no trace
     */
    public static EventFile read(Path file, String shown) throws Refusal {
        List<Event> events = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(Files.newBufferedReader(file))) {
            try {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    events.add(Event.read(parser));
                }
            } catch (JsonProcessingException e) {
                if (events.isEmpty()) {
                    throw new Refusal(
                            "%s:%d:%d  this is no trace of Irpflow: %s"
                                    .formatted(
                                            shown,
                                            e.getLocation().getLineNr(),
                                            e.getLocation().getColumnNr(),
                                            e.getOriginalMessage()));
                }
            }
        } catch (IOException e) {
            throw new Refusal(shown + "  cannot be read: " + e.getMessage());
        }
        if (events.isEmpty() || events.getFirst().text("irpflow").isEmpty()) {
            throw new Refusal(shown + "  this is no trace of Irpflow: it has no header line");
        }
        Event header = events.removeFirst();
        if (!events.isEmpty() && events.getLast().kind().equals("end")) {
            events.removeLast();
        }
        return new EventFile(header.text("scenario"), header.number("seed"), events);
    }
}
