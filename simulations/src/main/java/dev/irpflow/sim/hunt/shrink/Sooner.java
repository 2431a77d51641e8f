package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Options;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a run as straight as the smallest so far that fails earlier: one of its answers is
 * replaced by another one, those first that come up first. What fails the hundredth time often
 * fails the first time, and then the ninety-nine can go.
 */
final class Sooner implements Pass {
    private record Question(long site, Answer answer) {}

    private final Deque<Long> replaced = new ArrayDeque<>();
    private final List<Question> questions = new ArrayList<>();
    private Recipe best;
    private Recipe rest;
    private boolean asks;
    private int at;
    private long left;

    /**
     * Looks for one.
     *
     * @param most how many runs it may take
     */
    Sooner(Recipe best, long most) {
        this.best = best;
        this.rest = best;
        this.left = most;
        replaced.addAll(best.answers().keySet());
    }

    @Override
    public @Nullable Recipe next() {
        asks = false;
        if (left-- <= 0) {
            return null;
        }
        if (at < questions.size()) {
            Question question = questions.get(at++);
            Map<Long, Answer> answers = new LinkedHashMap<>(rest.answers());
            answers.put(question.site(), question.answer());
            return new Recipe(best.reduction(), answers);
        }
        Long site = replaced.poll();
        if (site == null) {
            return null;
        }
        rest = best.without(List.of(site));
        questions.clear();
        at = 0;
        asks = true;
        return rest;
    }

    @Override
    public boolean asks() {
        return asks;
    }

    @Override
    public void asked(long site, Options options) {
        if (!rest.answers().containsKey(site)) {
            for (int i = 1; i < options.count(); i++) {
                questions.add(new Question(site, Answer.of(options, i)));
            }
        }
    }

    @Override
    public boolean takes(Size before, Size after) {
        return after.isLessThan(before);
    }

    @Override
    public void taken(Recipe smaller) {
        best = smaller;
        replaced.clear();
        replaced.addAll(best.answers().keySet());
        questions.clear();
        at = 0;
    }
}
