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
 * Looks for a run with fewer answers than the smallest so far that is no part of it: takes none or
 * a few of its answers, and any one other that comes up then. The way to a failure that was found
 * first is often no straight one, and none of its bends can go alone.
 */
final class Detours implements Pass {
    private record Question(long site, Answer answer) {}

    private final Deque<Map<Long, Answer>> beginnings = new ArrayDeque<>();
    private final List<Question> questions = new ArrayList<>(); // that the beginning brings up
    private Recipe best;
    private Map<Long, Answer> beginning = Map.of();
    private boolean asks;
    private int at;
    private long left;

    /**
     * Looks for one.
     *
     * @param most how many runs it may take
     */
    Detours(Recipe best, long most) {
        this.best = best;
        this.left = most;
        begin();
    }

    private void begin() {
        beginnings.clear();
        questions.clear();
        at = 0;
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
        if (at < questions.size()) {
            Question question = questions.get(at++);
            Map<Long, Answer> answers = new LinkedHashMap<>(beginning);
            answers.put(question.site(), question.answer());
            return new Recipe(best.reduction(), answers);
        }
        Map<Long, Answer> next = beginnings.poll();
        if (next == null) {
            return null;
        }
        beginning = next;
        questions.clear();
        at = 0;
        asks = true;
        return new Recipe(best.reduction(), beginning);
    }

    @Override
    public boolean asks() {
        return asks;
    }

    @Override
    public void asked(long site, Options options) {
        if (!beginning.containsKey(site)) {
            for (int i = 1; i < options.count(); i++) {
                questions.add(new Question(site, Answer.of(options, i)));
            }
        }
    }

    @Override
    public void taken(Recipe smaller) {
        best = smaller;
        begin();
    }

    @Override
    public void refused() {}

    @Override
    public boolean changesWork() {
        return false;
    }
}
