package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.ChooserOver;
import dev.irpflow.stage.LongTable;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;

/** In which order a run is to do the steps of an earlier one. */
final class Order {
    private final LongTable places = new LongTable(); // by name, from 1
    private long key;

    /** The next step in order. */
    void add(long name) {
        long place = places.size() + 1L;
        places.put(name, place);
        key = Site.join(key, name);
    }

    /** All steps of a run. */
    static Order of(Steps steps) {
        Order order = new Order();
        for (int i = 0; i < steps.size(); i++) {
            order.add(steps.name(i));
        }
        return order;
    }

    /** Whether the first of two steps comes first; one that is not in the order comes last. */
    boolean isBefore(long name, long other) {
        long place = places.get(name);
        return place > 0 && (places.get(other) == 0 || place < places.get(other));
    }

    /** Tells it from other orders. */
    long key() {
        return key;
    }

    /**
     * Answers what is next by this order: the first of those steps that are to be had; where there
     * is none, the boring one.
     *
     * @param others what else is asked
     * @param done told of the steps of the run
     */
    Chooser chooser(Chooser others, Steps done) {
        return new ChooserOver(others) {
            @Override
            public int choose(long site, Options options) {
                return options.kind() == Options.Kind.NEXT
                        ? first(options, done)
                        : super.choose(site, options);
            }
        };
    }

    private int first(Options options, Steps done) {
        int first = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < options.count(); i++) {
            long place = places.get(done.nameOfNext(options.step(i)));
            if (place > 0 && place < least) {
                least = place;
                first = i;
            }
        }
        return first;
    }
}
