package dev.irpflow.wsk;

import org.jspecify.annotations.Nullable;

/** The families of which sockets are made, and of which their addresses must be. */
enum AddressFamily {
    /** AF_INET. */
    IPV4(2),
    /** AF_INET6. */
    IPV6(23);

    private final int number;

    AddressFamily(int number) {
        this.number = number;
    }

    /** The number of ws2def.h. */
    int number() {
        return number;
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
