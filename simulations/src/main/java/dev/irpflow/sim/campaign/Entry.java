package dev.irpflow.sim.campaign;

import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.FindingsRecord;
import java.util.List;

/** One record of a journal. */
public sealed interface Entry {
    /**
     * What the hunt is: the first entry.
     *
     * @param build the fingerprint of the build
     * @param identity the hash of the scenario's files, its settings and the user's classes
     * @param words those that name the scenario on a command line
     * @param folder the working directory then
     * @param strategy its name
     * @param firstSeed the seeds that the runs go round
     * @param seeds how many there are
     * @param shard which, from 1
     * @param shards of how many
     * @param schedules how many runs at most
     * @param lastsNs how much real time at most
     */
    record Head(
            String build,
            String identity,
            List<String> words,
            String folder,
            String strategy,
            long firstSeed,
            long seeds,
            int shard,
            int shards,
            long schedules,
            long lastsNs)
            implements Entry {
        public Head {
            Shard _ = new Shard(shard, shards);
            if (firstSeed < 0 || seeds < 1 || schedules < 1 || lastsNs < 1) {
                throw new IllegalArgumentException(
                        "seeds from %d, %d; schedules %d, %d ns"
                                .formatted(firstSeed, seeds, schedules, lastsNs));
            }
        }
    }

    /**
     * A batch that is done.
     *
     * @param first the index of its first block within the shard
     * @param blocks how many
     * @param runs how many runs it had
     * @param shard of which shard, from 1
     * @param shards of how many
     * @param elapsedNs how long the hunt had gone on
     * @param findings what it came to
     */
    record Played(
            long first,
            int blocks,
            long runs,
            int shard,
            int shards,
            long elapsedNs,
            FindingsRecord findings)
            implements Entry {
        public Played {
            Batch batch = new Batch(first, blocks);
            Shard _ = new Shard(shard, shards);
            if (runs < 0 || runs > (long) batch.blocks() * Campaign.BLOCK || elapsedNs < 0) {
                throw new IllegalArgumentException(
                        "%d runs in %d ns of %s".formatted(runs, elapsedNs, batch));
            }
        }

        /** Its place. */
        public Batch batch() {
            return new Batch(first, blocks);
        }
    }
}
