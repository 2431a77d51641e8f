package dev.irpflow.address;

import org.jspecify.annotations.Nullable;

/** Addresses as text: dotted decimal, and RFC 4291, section 2.2 and RFC 5952. */
final class IpText {
    private static final int GROUPS = 8;
    private static final int GROUP_BITS = 16;
    private static final int HEX = 16;

    private IpText() {}

    /** The address that a text stands for; null if it is none. */
    static @Nullable IpAddress parse(String text) {
        return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
    }

    private static @Nullable IpAddress ipv4(String text) {
        int address = 0;
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            return null;
        }
        for (String octet : octets) {
            if (!octet.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(octet) > 255) {
                return null;
            }
            address = address << 8 | Integer.parseInt(octet);
        }
        return IpAddress.ofIpv4(address);
    }

    // Groups before and behind the one gap (::) that stands for as many zeros as are missing.
    private static @Nullable IpAddress ipv6(String text) {
        int gap = text.indexOf("::");
        String before = gap < 0 ? text : text.substring(0, gap);
        String behind = gap < 0 ? "" : text.substring(gap + 2);
        int[] first = groups(before, gap < 0);
        int[] last = groups(behind, true);
        if (first == null || last == null) {
            return null;
        }
        int given = first.length + last.length;
        if (gap < 0 ? given != GROUPS : given >= GROUPS) {
            return null;
        }
        int[] all = new int[GROUPS];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(last, 0, all, GROUPS - last.length, last.length);
        return IpAddress.ofBits(bits(all, 0), bits(all, GROUPS / 2));
    }

    // The last group of all may be an IPv4 address, which is two.
    private static int @Nullable [] groups(String text, boolean areLast) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        IpAddress tail = areLast ? ipv4(parts[parts.length - 1]) : null;
        int[] groups = new int[tail == null ? parts.length : parts.length + 1];
        int hex = tail == null ? parts.length : parts.length - 1;
        for (int i = 0; i < hex; i++) {
            if (!parts[i].matches("[0-9a-fA-F]{1,4}")) {
                return null;
            }
            groups[i] = Integer.parseInt(parts[i], HEX);
        }
        if (tail != null) {
            groups[hex] = tail.ipv4() >>> GROUP_BITS;
            groups[hex + 1] = tail.ipv4() & 0xFFFF;
        }
        return groups;
    }

    private static long bits(int[] groups, int from) {
        long bits = 0;
        for (int i = from; i < from + GROUPS / 2; i++) {
            bits = bits << GROUP_BITS | groups[i];
        }
        return bits;
    }

    static String of(IpAddress address) {
        if (address.isIpv4()) {
            int ip = address.ipv4();
            return (ip >>> 24)
                    + "."
                    + (ip >>> 16 & 0xFF)
                    + "."
                    + (ip >>> 8 & 0xFF)
                    + "."
                    + (ip & 0xFF);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < GROUPS / 2 ? address.high() : address.low();
            groups[i] = (int) (half >>> GROUP_BITS * (GROUPS / 2 - 1 - i % (GROUPS / 2))) & 0xFFFF;
        }
        int gap = longestGap(groups);
        int end = gap < 0 ? -1 : gap + zeros(groups, gap);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gap) {
                text.append("::");
                i = end - 1;
            } else {
                if (i > 0 && i != end) {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    // RFC 5952, 4.2: the longest run of zero groups, the first of equals, and never a single one.
    private static int longestGap(int[] groups) {
        int best = -1;
        int longest = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = zeros(groups, i);
            if (length > longest) {
                best = i;
                longest = length;
            }
        }
        return best;
    }

    private static int zeros(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }
}
