package dev.irpflow.sim.systematic;

import dev.irpflow.kernel.Call;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Injection;
import dev.irpflow.sim.run.FailureSite;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The boring answers, but that the calls of one entry fail. */
final class Injecting implements Attempt {
    private final SiteList list;
    private final int index;
    private final Entry entry;
    private final Chooser draws;
    private final boolean asks;
    private final boolean pairs;
    private final Map<Long, FoundSite> found = new LinkedHashMap<>();
    private @Nullable Call struck; // of the entry's own site
    private boolean reached;
    private boolean refused;

    Injecting(SiteList list, int index, Chooser draws) {
        this.list = list;
        this.index = index;
        this.entry = list.entry(index);
        this.draws = draws;
        this.asks = list.asksFor(index);
        this.pairs = list.pairs(index);
    }

    @Override
    public String strategy() {
        FoundSite site = entry.site();
        return site == null ? Systematic.NAME : Systematic.NAME + ": " + entry.words();
    }

    @Override
    public int choose(long site, Options options) {
        if (!(options instanceof FailureSite question)) {
            return 0;
        }
        long step = entry.answerAt(site);
        if (step != 0) {
            return answer(site, step, question);
        }
        if (asks && !found.containsKey(site)) {
            FoundSite known = list.known(site);
            if (known == null) {
                found.put(site, site(site, question));
            } else if (pairs && reached) {
                found.put(site, known);
            }
        }
        return 0;
    }

    private int answer(long site, long step, FailureSite question) {
        for (int option = 1; option < question.count(); option++) {
            if (question.step(option) == step) {
                if (entry.site() != null && entry.site().key() == site) {
                    reached = true;
                    struck = question.call();
                }
                return option;
            }
        }
        return 0;
    }

    private static FoundSite site(long key, FailureSite question) {
        List<Long> steps = new ArrayList<>();
        List<String> statuses = new ArrayList<>();
        for (int option = 1; option < question.count(); option++) {
            steps.add(question.step(option));
            statuses.add(question.status(option));
        }
        Call call = question.call();
        return new FoundSite(key, call.contract().name(), SiteName.of(call), steps, statuses);
    }

    @Override
    public boolean happens(long site, double chance) {
        return chance >= 1; // what the scenario says for certain
    }

    @Override
    public long draw(long site) {
        return draws.draw(site);
    }

    @Override
    public void ended(RunResult result) {
        Call call = struck;
        refused =
                call != null
                        && !call.isFailedByFault()
                        && !(call.request() instanceof IoCallDriver);
        struck = null;
        if (asks) {
            // What comes behind a failure that breaks a rule by itself would break the same again.
            boolean isOver = pairs && result.verdict() == Verdict.VIOLATED;
            list.found(index, isOver ? List.of() : List.copyOf(found.values()));
            found.clear();
        }
    }

    @Override
    public @Nullable Injection injection() {
        FoundSite site = entry.site();
        if (site == null) {
            return null;
        }
        Injection.Fate fate =
                !reached
                        ? Injection.Fate.NOT_REACHED
                        : refused ? Injection.Fate.REFUSED : Injection.Fate.STRUCK;
        return new Injection(
                site.routine(), site.words(), entry.firstOfSite(), entry.behind() != null, fate);
    }

    @Override
    public Attempt again() {
        return new Injecting(list, index, draws);
    }
}
