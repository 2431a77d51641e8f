package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.ChooserOver;
import dev.irpflow.stage.Options;
import java.util.Arrays;

/** The answers of a run other than the boring one, kept while it is played. */
final class Given {
    private long[] sites = new long[64];
    private long[] keys = new long[64];
    private int[] among = new int[64];
    private int size;

    /** Keeps and gives an answer. */
    int choice(long site, Options options, int option) {
        if (option != 0) {
            Answer answer = Answer.of(options, option);
            keep(site, answer);
        }
        return option;
    }

    /** Keeps and gives whether a thing happens. */
    boolean happening(long site, boolean yes) {
        if (yes) {
            keep(site, Answer.YES);
        }
        return yes;
    }

    private void keep(long site, Answer answer) {
        if (size == sites.length) {
            sites = Arrays.copyOf(sites, 2 * size);
            keys = Arrays.copyOf(keys, 2 * size);
            among = Arrays.copyOf(among, 2 * size);
        }
        sites[size] = site;
        keys[size] = answer.key();
        among[size++] = answer.among();
    }

    /** The answers by site. */
    Answers answers() {
        Answers answers = new Answers();
        for (int i = 0; i < size; i++) {
            answers.put(sites[i], new Answer(keys[i], among[i]));
        }
        return answers;
    }

    /** One that gives the same answers. */
    Attempt again(String strategy, long seed) {
        return new Again(strategy, this, seed);
    }

    private static final class Again extends ChooserOver implements Attempt {
        private final String strategy;
        private final Given given;
        private final long seed;

        Again(String strategy, Given given, long seed) {
            super(given.answers().replay(seed));
            this.strategy = strategy;
            this.given = given;
            this.seed = seed;
        }

        @Override
        public String strategy() {
            return strategy;
        }

        @Override
        public Attempt again() {
            return given.again(strategy, seed);
        }
    }
}
