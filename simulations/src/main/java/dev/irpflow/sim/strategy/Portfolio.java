package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.hunt.Survey;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.stage.Site;
import java.util.List;

/**
 * All strategies that do not learn, in fixed shares, after one run with the boring answers. A
 * number always means the same member, drawn by the number, so that no member is tied to an example
 * or to a seed.
 */
final class Portfolio implements Strategy {
    private static final long MEMBER = Site.key("member");

    // By the seeded bugs (docs/hunting.md): a few delays find most, and find them first; what takes
    // many in a certain order the others find, of which none may be left out.
    private static final int DELAY_BOUNDED = 9;
    private static final int RANDOM = 5;
    private static final int PCT = 5;
    private static final int POS = 1;

    private record Member(Strategy strategy, int share) {}

    private final List<Member> members =
            List.of(
                    new Member(new DelayBounded(), DELAY_BOUNDED),
                    new Member(new RandomStrategy(), RANDOM),
                    new Member(new Pct(), PCT),
                    new Member(new Pos(), POS));

    @Override
    public String name() {
        return StrategyName.PORTFOLIO.word();
    }

    @Override
    public void survey(Survey survey) {
        members.forEach(member -> member.strategy().survey(survey));
    }

    @Override
    public Attempt attempt(Schedule schedule) {
        if (schedule.number() == 0) {
            return RandomStrategy.boring(schedule);
        }
        int left =
                Site.below(
                        Site.draw(schedule.number(), MEMBER), DELAY_BOUNDED + RANDOM + PCT + POS);
        int at = 0;
        while (left >= members.get(at).share()) {
            left -= members.get(at++).share();
        }
        return members.get(at).strategy().attempt(schedule);
    }
}
