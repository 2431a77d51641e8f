package dev.irpflow.network;

import dev.irpflow.address.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Links by destination address: an open-addressed table, because it is asked for every frame. It
 * takes no memory before its first entry, so that an idle machine costs little.
 */
final class LinkTable {
    private static final long[] NO_KEYS = {};
    private static final @Nullable Link[] NO_LINKS = {};

    private long[] highs = NO_KEYS;
    private long[] lows = NO_KEYS;
    private @Nullable Link[] links = NO_LINKS;
    private int size;

    @Nullable Link find(long high, long low) {
        if (size == 0) {
            return null;
        }
        int mask = links.length - 1;
        for (int i = start(high, low, mask); ; i = (i + 1) & mask) {
            Link link = links[i];
            if (link == null || (lows[i] == low && highs[i] == high)) {
                return link;
            }
        }
    }

    /** Adds a link; the address is not in yet. */
    void add(IpAddress address, Link link) {
        if (2 * (size + 1) > links.length) {
            grow();
        }
        insert(address.high(), address.low(), link);
        size++;
    }

    void clear() {
        highs = NO_KEYS;
        lows = NO_KEYS;
        links = NO_LINKS;
        size = 0;
    }

    private void grow() {
        long[] oldHighs = highs;
        long[] oldLows = lows;
        @Nullable Link[] oldLinks = links;
        links = new Link[Math.max(4, oldLinks.length * 2)];
        highs = new long[links.length];
        lows = new long[links.length];
        for (int i = 0; i < oldLinks.length; i++) {
            Link link = oldLinks[i];
            if (link != null) {
                insert(oldHighs[i], oldLows[i], link);
            }
        }
    }

    private void insert(long high, long low, Link link) {
        int mask = links.length - 1;
        int i = start(high, low, mask);
        while (links[i] != null) {
            i = (i + 1) & mask;
        }
        highs[i] = high;
        lows[i] = low;
        links[i] = link;
    }

    private static int start(long high, long low, int mask) {
        return ((int) (low ^ high ^ high >>> 32) * 0x9E3779B9 >>> 7) & mask;
    }
}
