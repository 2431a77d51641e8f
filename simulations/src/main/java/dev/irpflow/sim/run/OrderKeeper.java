package dev.irpflow.sim.run;

import dev.irpflow.sim.scenario.Order;
import dev.irpflow.sim.scenario.Order.Entry;
import dev.irpflow.sim.scenario.Order.Noun;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.ChooserOver;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the order of a scenario: a step that would come too early is held back as long as anything
 * else may be taken, and everything else is done in the boring way. Whether faults with a chance
 * strike, and what is drawn, stays with another chooser.
 */
public final class OrderKeeper extends ChooserOver implements Pool.Order {
    private final List<Place> places = new ArrayList<>(); // of what comes in order
    private final Map<Entry, Boolean> ways = new LinkedHashMap<>(); // whether they were taken
    private final Map<String, Long> taken = new LinkedHashMap<>();
    private final List<String> early = new ArrayList<>();
    private int next; // the first place that has not come

    private static final class Place {
        private final Entry entry;
        private long left; // until it comes
        private boolean come;

        Place(Entry entry) {
            this.entry = entry;
            this.left = entry.nth();
        }
    }

    /** The keeper of an order. */
    public OrderKeeper(Order order, Chooser rest) {
        super(rest);
        for (Entry entry : order.entries()) {
            if (entry.noun() == Noun.WAY) {
                ways.put(entry, false);
            } else {
                places.add(new Place(entry));
            }
        }
    }

    @Override
    public int next(Options options) {
        if (next == places.size()) {
            return 0;
        }
        int first = NO_MATTER; // the first option that need not wait
        for (int i = 0; i < options.count(); i++) {
            int place = placeOf(StepText.of(options, i));
            if (place == next) {
                if (first != 0) {
                    return i;
                }
            } else if (place == NO_MATTER && first == NO_MATTER) {
                first = i;
            }
        }
        return Math.max(first, 0); // where all are too early none can wait
    }

    // Where in the order a step stands that would come now; NO_MATTER if nowhere.
    private int placeOf(StepText step) {
        for (int i = next; i < places.size(); i++) {
            Place place = places.get(i);
            if (!place.come && place.left == 1 && step.isMeantBy(place.entry)) {
                return i;
            }
        }
        return NO_MATTER;
    }

    @Override
    public void takes(String what, boolean isEvent) {
        if (next == places.size()) {
            return;
        }
        StepText step = StepText.of(what, isEvent);
        for (int i = next; i < places.size(); i++) {
            Place place = places.get(i);
            if (!place.come && step.isMeantBy(place.entry) && --place.left == 0) {
                place.come = true;
                if (i > next) {
                    early.add(
                            "%s came before %s"
                                    .formatted(
                                            place.entry.written(),
                                            places.get(next).entry.written()));
                }
            }
        }
        while (next < places.size() && places.get(next).come) {
            next++;
        }
    }

    @Override
    public int choose(long site, Options options) {
        if (options.kind() == Options.Kind.NEXT) {
            return 0;
        }
        String question = options.question();
        long nth = taken.merge(question, 1L, Long::sum);
        for (Entry way : ways.keySet()) {
            if (way.what().equals(question) && way.nth() == nth) {
                for (int i = 0; i < options.count(); i++) {
                    if (StepText.way(options, i).equals(way.takes())) {
                        ways.put(way, true);
                        return i;
                    }
                }
            }
        }
        return 0;
    }

    /** Where the order was not kept, in words; empty if it was. */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        early.forEach(each -> missed.add("the order was not kept: " + each));
        for (Place place : places) {
            if (!place.come && !place.entry.mayMiss() && early.isEmpty()) {
                missed.add("the order was not kept: " + place.entry.written() + " never came");
                break; // those that follow it wait for it
            }
        }
        ways.forEach((way, wasTaken) -> {
            if (!wasTaken && !way.mayMiss()) {
                missed.add("the order was not kept: " + way.written() + " could not be");
            }
        });
        return missed;
    }

    /** The keeper of a scenario's order; null if it has none. */
    public static @Nullable OrderKeeper of(@Nullable Order order, Chooser rest) {
        return order == null ? null : new OrderKeeper(order, rest);
    }
}
