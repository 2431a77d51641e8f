package dev.irpflow.sim.campaign;

import dev.irpflow.sim.campaign.Entry.Head;
import dev.irpflow.sim.campaign.Entry.Played;
import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.report.Refusal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * What several journals of one hunt come to together. Each block counts once, however often it was
 * played.
 *
 * @param played the batches that count
 * @param blocks which blocks they are
 */
public record Union(List<Played> played, BitSet blocks) {
    /**
     * The union of batches.
     *
     * @throws Refusal if two of them share a part of their blocks, and neither has all of the other
     */
    public static Union of(List<Played> all) throws Refusal {
        List<Played> largest = new ArrayList<>(all);
        largest.sort(
                Comparator.comparingInt(Played::blocks)
                        .thenComparingLong(Played::runs)
                        .reversed()
                        .thenComparingLong(Played::first));
        BitSet blocks = new BitSet();
        List<Played> kept = new ArrayList<>();
        for (Played one : largest) {
            BitSet own = blocksOf(one);
            BitSet both = (BitSet) own.clone();
            both.and(blocks);
            if (both.isEmpty()) {
                kept.add(one);
                blocks.or(own);
            } else if (!both.equals(own)) {
                throw new Refusal(
                        "shards %d/%d and others share a part of what was played: unite those of one"
                                        .formatted(one.shard(), one.shards())
                                + " division");
            }
        }
        return new Union(kept, blocks);
    }

    /** What they came to. */
    public Findings findings() {
        Findings all = new Findings();
        played.forEach(one -> all.add(Findings.of(one.findings())));
        return all;
    }

    private static BitSet blocksOf(Played played) throws Refusal {
        Shard shard = new Shard(played.shard(), played.shards());
        BitSet own = new BitSet();
        for (long i = played.first(); i < played.batch().end(); i++) {
            long block = shard.block(i);
            if (block >= Integer.MAX_VALUE) {
                throw new Refusal("block " + block + ": more than a hunt can have");
            }
            own.set((int) block);
        }
        return own;
    }

    /** Refuses journals that are not of one hunt. */
    public static void demandSame(Head one, Head other, String shown) throws Refusal {
        List<String> differ = new ArrayList<>();
        if (!one.identity().equals(other.identity())) {
            differ.add("the scenario (%s)".formatted(String.join(" ", other.words())));
        }
        if (!one.strategy().equals(other.strategy())) {
            differ.add("the strategy (%s)".formatted(other.strategy()));
        }
        if (one.firstSeed() != other.firstSeed() || one.seeds() != other.seeds()) {
            differ.add(
                    "the seeds (%d..%d)"
                            .formatted(other.firstSeed(), other.firstSeed() + other.seeds() - 1));
        }
        if (!differ.isEmpty()) {
            throw new Refusal(
                    "%s: another hunt than the first one: %s differ"
                            .formatted(shown, String.join(", ", differ)));
        }
    }
}
