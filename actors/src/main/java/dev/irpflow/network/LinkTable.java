package dev.irpflow.network;

import org.jspecify.annotations.Nullable;

/**
 * Links by destination address: an open-addressed table, because it is asked for every frame. It
 * takes no memory before its first entry, so that an idle machine costs little.
 */
final class LinkTable {
    private static final int[] NO_KEYS = {};
    private static final @Nullable Link[] NO_LINKS = {};

    private int[] keys = NO_KEYS;
    private @Nullable Link[] links = NO_LINKS;
    private int size;

    @Nullable Link find(int address) {
        if (size == 0) {
            return null;
        }
        int mask = keys.length - 1;
        for (int i = start(address, mask); ; i = (i + 1) & mask) {
            Link link = links[i];
            if (link == null || keys[i] == address) {
                return link;
            }
        }
    }

    /** Adds a link; the address is not in yet. */
    void add(int address, Link link) {
        if (2 * (size + 1) > keys.length) {
            grow();
        }
        insert(address, link);
        size++;
    }

    void clear() {
        keys = NO_KEYS;
        links = NO_LINKS;
        size = 0;
    }

    private void grow() {
        int[] oldKeys = keys;
        @Nullable Link[] oldLinks = links;
        keys = new int[Math.max(4, oldKeys.length * 2)];
        links = new Link[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            Link link = oldLinks[i];
            if (link != null) {
                insert(oldKeys[i], link);
            }
        }
    }

    private void insert(int address, Link link) {
        int mask = keys.length - 1;
        int i = start(address, mask);
        while (links[i] != null) {
            i = (i + 1) & mask;
        }
        keys[i] = address;
        links[i] = link;
    }

    private static int start(int address, int mask) {
        return (address * 0x9E3779B9 >>> 7) & mask;
    }
}
