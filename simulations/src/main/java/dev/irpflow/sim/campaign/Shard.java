package dev.irpflow.sim.campaign;

import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.report.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A share of the blocks of a hunt: of eight shards, the third one has blocks 2, 10, 18 and so on.
 *
 * @param number which, from 1
 * @param of how many there are
 */
public record Shard(int number, int of) {
    /** All blocks. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,4})/([0-9]{1,4})");

    public Shard {
        if (number < 1 || number > of) {
            throw new IllegalArgumentException(number + " of " + of);
        }
    }

    /**
     * What {@code --shard 3/8} says.
     *
     * @throws Refusal if it is no shard
     */
    public static Shard parse(String text) throws Refusal {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            int number = Integer.parseInt(form.group(1));
            int of = Integer.parseInt(form.group(2));
            if (number >= 1 && number <= of) {
                return new Shard(number, of);
            }
        }
        throw new Refusal(
                "--shard: found \"%s\"; write 3/8 for the third of eight".formatted(text));
    }

    /** The number of one of its blocks, counted from 0. */
    public long block(long index) {
        return number - 1 + index * of;
    }

    /** How many blocks it has of a hunt of so many runs. */
    public long blocks(long schedules) {
        long all = schedules / Campaign.BLOCK + (schedules % Campaign.BLOCK == 0 ? 0 : 1);
        return all < number ? 0 : (all - number) / of + 1;
    }

    /** How many runs a batch has in a hunt of so many. */
    public long runs(Batch batch, long schedules) {
        long runs = 0;
        for (long i = batch.first(); i < batch.end(); i++) {
            long before = block(i) * Campaign.BLOCK;
            runs += Math.clamp(schedules - before, 0, Campaign.BLOCK);
        }
        return runs;
    }

    /** The numbers of those runs. */
    public LongStream numbers(Batch batch, long schedules) {
        return LongStream.range(batch.first(), batch.end())
                .map(index -> block(index) * Campaign.BLOCK)
                .flatMap(first ->
                        LongStream.range(first, Math.min(first + Campaign.BLOCK, schedules)));
    }

    @Override
    public String toString() {
        return number + "/" + of;
    }
}
