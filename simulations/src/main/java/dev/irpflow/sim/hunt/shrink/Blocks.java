package dev.irpflow.sim.hunt.shrink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run as blocks: the steps that one strand did without another in between. It goes from one block
 * to the next where a strand could not go on, or where an answer left it.
 */
final class Blocks {
    /**
     * A block.
     *
     * @param strand that did its steps
     * @param begin its first step
     * @param end the step after its last one
     * @param earlier the block of the same strand before it, -1 if it is the first one
     * @param later the one after it, Integer.MAX_VALUE if it is the last one
     */
    record Block(long strand, int begin, int end, int earlier, int later) {
        private Block followedBy(int block) {
            return new Block(strand, begin, end, earlier, block);
        }
    }

    private final Steps steps;
    private final List<Block> blocks = new ArrayList<>();

    Blocks(Steps steps) {
        this.steps = steps;
        Map<Long, Integer> newest = new LinkedHashMap<>();
        int begin = 0;
        for (int i = 1; i <= steps.size(); i++) {
            long strand = steps.strand(begin);
            if (i == steps.size() || steps.strand(i) != strand) {
                Integer earlier = newest.put(strand, blocks.size());
                if (earlier != null) {
                    Block before = blocks.get(earlier);
                    blocks.set(earlier, before.followedBy(blocks.size()));
                }
                int none = earlier == null ? -1 : earlier;
                blocks.add(new Block(strand, begin, i, none, Integer.MAX_VALUE));
                begin = i;
            }
        }
    }

    /** How many there are. */
    int size() {
        return blocks.size();
    }

    /** A block. */
    Block get(int block) {
        return blocks.get(block);
    }

    /** The name of the first step of a block: it finds the block again in another run. */
    long name(int block) {
        return steps.name(blocks.get(block).begin());
    }

    /** The order in which some blocks follow those of their strand before them at once. */
    Order drawnUp(Set<Integer> which) {
        List<List<Integer>> after = new ArrayList<>();
        List<Integer> first = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            after.add(new ArrayList<>());
            (which.contains(i) ? after.get(blocks.get(i).earlier()) : first).add(i);
        }
        Order order = new Order();
        for (int block : first) {
            int next = block;
            while (next >= 0) {
                add(order, next);
                next = after.get(next).isEmpty() ? -1 : after.get(next).getFirst();
            }
        }
        return order;
    }

    /** The order in which a block comes right before another one. */
    Order moved(int which, int before) {
        Order order = new Order();
        for (int i = 0; i <= blocks.size(); i++) {
            if (i == before) {
                add(order, which);
            }
            if (i < blocks.size() && i != which) {
                add(order, i);
            }
        }
        return order;
    }

    private void add(Order order, int block) {
        for (int i = blocks.get(block).begin(); i < blocks.get(block).end(); i++) {
            order.add(steps.name(i));
        }
    }
}
