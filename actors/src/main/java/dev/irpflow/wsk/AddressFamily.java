package dev.irpflow.wsk;

import org.jspecify.annotations.Nullable;

/** The families of which sockets are made, and of which their addresses must be. */
enum AddressFamily {
    /** AF_INET. */
    IPV4(2, 4),
    /** AF_INET6. */
    IPV6(23, 16);

    private final int number;
    private final int octets;

    AddressFamily(int number, int octets) {
        this.number = number;
        this.octets = octets;
    }

    /** The number of ws2def.h. */
    int number() {
        return number;
    }

    /** How many octets its addresses have. */
    int octets() {
        return octets;
    }

    /** The family of this number; null for none that is known. */
    static @Nullable AddressFamily of(int number) {
        for (AddressFamily family : values()) {
            if (family.number == number) {
                return family;
            }
        }
        return null;
    }
}
