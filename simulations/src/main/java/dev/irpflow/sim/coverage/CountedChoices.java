package dev.irpflow.sim.coverage;

import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.ChooserOver;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;

/** A chooser whose answers are counted, by question. */
final class CountedChoices extends ChooserOver {
    private static final long QUESTION = Site.key(Kind.CHOICES.word());
    private static final int ORDERS = 1 << 16; // bits: enough to tell that much is new

    private final Tallies tallies;
    private final int goesOn;
    private final int strand;
    private final int event;
    private final long[] orders = new long[ORDERS / Long.SIZE];
    private long novelty;

    CountedChoices(Tallies tallies) {
        this.tallies = tallies;
        this.goesOn = next("the same strand goes on");
        this.strand = next("another strand first");
        this.event = next("a timer or frame first");
    }

    private int next(String answer) {
        return tallies.of(new Entry(Kind.CHOICES, "what is next", answer));
    }

    Chooser of(Chooser chooser) {
        ask(chooser);
        return this;
    }

    /** Another run begins. */
    void begin() {
        novelty = 0;
    }

    /** How many steps of this run overtook others that they had never overtaken. */
    long novelty() {
        return novelty;
    }

    @Override
    public int choose(long site, Options options) {
        int answer = super.choose(site, options);
        switch (options.kind()) {
            case NEXT -> {
                if (answer == 0) {
                    tallies.count(goesOn);
                } else {
                    tallies.count(options.isEvent(answer) ? event : strand);
                    overtakes(options.step(answer), options.step(0));
                }
            }
            case WAYS -> way(options, answer);
        }
        return answer;
    }

    private void overtakes(long step, long other) {
        int bit = (int) Site.join(step, other) & ORDERS - 1;
        long mask = 1L << (bit & 63);
        if ((orders[bit >> 6] & mask) == 0) {
            orders[bit >> 6] |= mask;
            novelty++;
        }
    }

    private void way(Options options, int answer) {
        String question = options.question();
        long key = Site.join(QUESTION + question.hashCode(), answer);
        int number = tallies.find(key);
        if (number == Tallies.NONE) {
            for (int i = 0; i < Math.min(options.count(), 16); i++) {
                long each = Site.join(QUESTION + question.hashCode(), i);
                if (tallies.find(each) == Tallies.NONE) {
                    tallies.add(each, new Entry(Kind.CHOICES, question, "answer " + i));
                }
            }
            number = tallies.find(key);
        }
        tallies.count(number);
    }
}
