package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Options;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a run with fewer answers than the smallest so far that is no part of it: takes none or
 * a few of its answers, and any one other that comes up then. The way to a failure that was found
 * first is often no straight one, and none of its bends can go alone. Answers that do a step before
 * another one, as the smallest run does, are few and likely to matter: they come first, and also
 * several of them are tried together.
 */
final class Detours implements Pass {
    private record Question(Map<Long, Answer> beginning, long site, Answer answer) {}

    private final Deque<Map<Long, Answer>> beginnings = new ArrayDeque<>();
    private final Deque<Question> likely = new ArrayDeque<>();
    private final Deque<Question> others = new ArrayDeque<>();
    private final Supplier<Steps> steps;
    private Recipe best;
    private Order order = new Order(); // of the steps of the best run
    private Map<Long, Answer> beginning = Map.of();
    private boolean asks;
    private long left;

    /**
     * Looks for one.
     *
     * @param steps those of the best run at the time
     * @param most how many runs it may take
     */
    Detours(Recipe best, Supplier<Steps> steps, long most) {
        this.best = best;
        this.steps = steps;
        this.left = most;
        begin();
    }

    private void begin() {
        beginnings.clear();
        likely.clear();
        others.clear();
        order = Order.of(steps.get());
        int size = best.answers().size();
        if (size > 1) {
            beginnings.add(Map.of());
        }
        List<Map.Entry<Long, Answer>> all = List.copyOf(best.answers().entrySet());
        if (size > 2) {
            for (Map.Entry<Long, Answer> each : all) {
                beginnings.add(Map.of(each.getKey(), each.getValue()));
            }
        }
        if (size > 3) {
            addPairs(all);
        }
    }

    private void addPairs(List<Map.Entry<Long, Answer>> all) {
        for (int i = 1; i < all.size() && beginnings.size() < left; i++) {
            for (int j = 0; j < i && beginnings.size() < left; j++) {
                Map<Long, Answer> pair = new LinkedHashMap<>();
                pair.put(all.get(j).getKey(), all.get(j).getValue());
                pair.put(all.get(i).getKey(), all.get(i).getValue());
                beginnings.add(pair);
            }
        }
    }

    @Override
    public @Nullable Recipe next() {
        asks = false;
        if (left-- <= 0) {
            return null;
        }
        Map<Long, Answer> next = likely.isEmpty() ? beginnings.poll() : null;
        if (next != null) {
            beginning = next;
            asks = true;
            return new Recipe(best.reduction(), beginning);
        }
        Question question = likely.isEmpty() ? others.poll() : likely.poll();
        return question == null
                ? null
                : new Recipe(
                        best.reduction(),
                        with(question.beginning(), question.site(), question.answer()));
    }

    private static Map<Long, Answer> with(Map<Long, Answer> answers, long site, Answer answer) {
        Map<Long, Answer> more = new LinkedHashMap<>(answers);
        more.put(site, answer);
        return more;
    }

    @Override
    public boolean asks() {
        return asks;
    }

    @Override
    public void asked(long site, Options options) {
        if (beginning.containsKey(site)) {
            return;
        }
        for (int i = 1; i < options.count(); i++) {
            Answer answer = Answer.of(options, i);
            boolean isTaken = isTaken(options, i);
            Question question = new Question(beginning, site, answer);
            if (isTaken) {
                likely.add(question);
            } else if (others.size() < left) {
                others.add(question);
            }
            if (isTaken && beginning.size() + 2 < best.answers().size()) {
                beginnings.add(with(beginning, site, answer));
            }
        }
    }

    // Whether the best run does it before what comes first without an answer.
    private boolean isTaken(Options options, int option) {
        return options.kind() == Options.Kind.NEXT
                && order.isBefore(
                        Steps.nameOfFirst(options.step(option)),
                        Steps.nameOfFirst(options.step(0)));
    }

    @Override
    public void taken(Recipe smaller) {
        best = smaller;
        begin();
    }
}
