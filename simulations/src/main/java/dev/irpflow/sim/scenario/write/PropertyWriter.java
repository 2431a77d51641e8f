package dev.irpflow.sim.scenario.write;

import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Nth;
import dev.irpflow.sim.scenario.Property;
import dev.irpflow.sim.scenario.Property.Goal;
import dev.irpflow.sim.scenario.write.Yaml.Block;
import dev.irpflow.sim.scenario.write.Yaml.Line;
import dev.irpflow.sim.scenario.write.Yaml.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes properties and moments. */
final class PropertyWriter {
    private static final List<String> SECTIONS =
            List.of("always", "never", "eventually", "in-order", "counts", "sometimes");

    private PropertyWriter() {}

    static void write(Block root, List<Property> properties) {
        Map<String, List<Yaml>> rows = new LinkedHashMap<>();
        SECTIONS.forEach(section -> rows.put(section, new ArrayList<>()));
        var except = new Block();
        for (Property property : properties) {
            switch (property) {
                case Property.Always always -> add(rows, "always", new Line(always.rule()));
                case Property.Checked checked ->
                        add(
                                rows,
                                "always",
                                new Block()
                                        .put("checker", checked.checker())
                                        .put("of", checked.of()));
                case Property.Never never -> add(rows, "never", moment(never.moment()));
                case Property.Eventually eventually ->
                        add(
                                rows,
                                "eventually",
                                new Block()
                                        .put("that", goal(eventually.that()))
                                        .put("within", eventually.within()));
                case Property.InOrder order ->
                        add(
                                rows,
                                "in-order",
                                new Rows(
                                        order.moments().stream()
                                                .<Yaml>map(PropertyWriter::moment)
                                                .toList()));
                case Property.Counts counts ->
                        add(rows, "counts", moment(counts.moment()).put("is", counts.is()));
                case Property.Sometimes sometimes ->
                        add(rows, "sometimes", moment(sometimes.moment()));
                case Property.Except excepted -> except.putText(excepted.rule(), excepted.reason());
            }
        }
        rows.forEach(root::putRows);
        root.put("except", except.entries().isEmpty() ? null : except);
    }

    private static void add(Map<String, List<Yaml>> rows, String section, Yaml row) {
        List<Yaml> list = rows.get(section);
        if (list != null) {
            list.add(row);
        }
    }

    private static Yaml goal(Goal goal) {
        return switch (goal) {
            case Goal.Named(String name) -> new Line(name);
            case Goal.Happens(Moment moment) -> moment(moment);
        };
    }

    static Block moment(Moment moment) {
        return switch (moment) {
            case Moment.Message message ->
                    new Block()
                            .put(message.kind().word(), message.target().written())
                            .put("on", FaultWriter.places(message.on()))
                            .put("nth", nth(message.nth()))
                            .put("status", Yaml.of(message.status()))
                            .put("irql", message.irql() == null ? null : message.irql().name());
            case Moment.Frame frame ->
                    new Block()
                            .put("frame", frame.frame())
                            .put("on", frame.on())
                            .put("nth", nth(frame.nth()));
            case Moment.FaultStrikes strikes ->
                    new Block().put("fault", strikes.fault()).put("nth", nth(strikes.nth()));
            case Moment.BugCheck check ->
                    new Block()
                            .put("bug-check", check.code().written())
                            .put("on", FaultWriter.places(check.on()))
                            .put("nth", nth(check.nth()));
            case Moment.Violation violation ->
                    new Block()
                            .put("violation", violation.rule())
                            .put("on", FaultWriter.places(violation.on()))
                            .put("nth", nth(violation.nth()));
        };
    }

    private static @Nullable String nth(@Nullable Nth nth) {
        return nth == null ? null : nth.written();
    }
}
