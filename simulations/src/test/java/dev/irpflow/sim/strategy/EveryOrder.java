package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.stage.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Every answer of every question, without any reduction. */
final class EveryOrder implements Attempt {
    private final List<int[]> answers = new ArrayList<>(); // count, answer
    private int at;

    /** Plays all runs, and gives how many there are. */
    static <E> int play(Function<Attempt, E> world, Consumer<E> each) {
        EveryOrder all = new EveryOrder();
        int runs = 0;
        do {
            all.at = 0;
            each.accept(world.apply(all));
            runs++;
        } while (all.advance());
        return runs;
    }

    private boolean advance() {
        while (!answers.isEmpty() && ++answers.getLast()[1] == answers.getLast()[0]) {
            answers.removeLast();
        }
        return !answers.isEmpty();
    }

    private int answer(int count) {
        if (at == answers.size()) {
            answers.add(new int[] {count, 0});
        }
        return answers.get(at++)[1];
    }

    @Override
    public int choose(long site, Options options) {
        return answer(options.count());
    }

    @Override
    public boolean happens(long site, double chance) {
        return chance >= 1 || (chance > 0 && answer(2) == 1);
    }

    @Override
    public long draw(long site) {
        return 0;
    }

    @Override
    public String strategy() {
        return "every order";
    }

    @Override
    public Attempt again() {
        return this;
    }
}
