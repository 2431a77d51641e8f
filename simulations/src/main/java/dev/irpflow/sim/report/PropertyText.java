package dev.irpflow.sim.report;

import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Nth;
import dev.irpflow.sim.scenario.Property;
import dev.irpflow.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Moments and properties of a scenario in one line each. */
public final class PropertyText {
    private PropertyText() {}

    /** The moments that the scenario wants to see in some run, in its order. */
    public static List<String> sometimes(Scenario scenario) {
        List<String> texts = new ArrayList<>();
        for (Property property : scenario.properties()) {
            if (property instanceof Property.Sometimes wanted) {
                texts.add(of(wanted.moment()));
            }
        }
        return texts;
    }

    /** A moment, such as {@code completion WskReceive with STATUS_CANCELLED}. */
    static String of(Moment moment) {
        StringJoiner words = new StringJoiner(" ");
        switch (moment) {
            case Moment.Message message -> {
                words.add(message.kind().word()).add(message.target().written());
                if (message.status() != null) {
                    words.add("with").add(message.status().written());
                }
                if (message.irql() != null) {
                    words.add("at").add(message.irql().name());
                }
                message.on().forEach(place -> words.add("on").add(place.written()));
            }
            case Moment.Frame frame -> {
                words.add("frame").add(frame.frame());
                if (frame.on() != null) {
                    words.add("on").add(frame.on().written());
                }
            }
            case Moment.FaultStrikes fault -> words.add("fault").add(fault.fault());
            case Moment.BugCheck bugCheck -> words.add("bug check").add(bugCheck.code().written());
            case Moment.Violation violation -> words.add("violation of").add(violation.rule());
        }
        addNth(words, moment.nth());
        return words.toString();
    }

    private static void addNth(StringJoiner words, @Nullable Nth nth) {
        if (nth != null) {
            words.add("nth").add(nth.written());
        }
    }
}
