package dev.irpflow.wsk;

import dev.irpflow.protocol.wsk.AddressHints;
import java.util.List;

/**
 * What a caller of WskGetAddressInfo can use. Page of the flags: win32
 * desktop-src/WinSock/ws2def-addrinfoexw, whose rules of user mode the kernel's function follows.
 *
 * @param flags AI_XXX
 * @param family AF_UNSPEC, AF_INET or AF_INET6
 * @param type SOCK_XXX, 0 for any
 * @param protocol IPPROTO_XXX, 0 for any
 */
record AddressHint(int flags, int family, int type, int protocol) {
    static final int AI_PASSIVE = 0x1;
    static final int AI_CANONNAME = 0x2;
    static final int AI_NUMERICHOST = 0x4;
    static final int AI_NUMERICSERV = 0x8;
    static final int AI_ALL = 0x100;
    static final int AI_ADDRCONFIG = 0x400;
    static final int AI_V4MAPPED = 0x800;
    static final int AI_FQDN = 0x20000;
    static final int AF_UNSPEC = 0;
    private static final int SOCK_RAW = 3;
    // Those without a name here say how name servers are to be asked.
    private static final int KNOWN = 0xFCD0F;

    /** A way in which an address can be used: SOCK_XXX and IPPROTO_XXX, 0 for any. */
    record Use(int type, int protocol) {
        static final Use ANY = new Use(0, 0);
        static final Use STREAM = new Use(Opening.SOCK_STREAM, Opening.IPPROTO_TCP);
        static final Use DATAGRAM = new Use(Opening.SOCK_DGRAM, Opening.IPPROTO_UDP);

        /** Whether its sockets have ports, and so services. */
        boolean hasPorts() {
            return type != SOCK_RAW;
        }
    }

    static AddressHint of(AddressHints given) {
        return new AddressHint(
                given.getFlags(), given.getFamily(), given.getSocketType(), given.getProtocol());
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Whether it makes sense, for a host that is named or not. */
    boolean isSound(boolean named) {
        boolean familyKnown = family == AF_UNSPEC || AddressFamily.of(family) != null;
        boolean wantsName = has(AI_CANONNAME) || has(AI_FQDN);
        return (flags & ~KNOWN) == 0
                && !(has(AI_CANONNAME) && has(AI_FQDN))
                && (named || !wantsName)
                && familyKnown
                && isTypeSound();
    }

    private boolean isTypeSound() {
        return switch (type) {
            case 0 -> protocol == 0 || isTcp() || isUdp();
            case Opening.SOCK_STREAM -> protocol == 0 || isTcp();
            case Opening.SOCK_DGRAM -> protocol == 0 || isUdp();
            case SOCK_RAW -> true;
            default -> false;
        };
    }

    /** Whether addresses of so many octets are asked for. */
    boolean takes(int octets) {
        AddressFamily asked = AddressFamily.of(family);
        return asked == null || octets == asked.octets();
    }

    /** How each address is to be used; in any way where nothing is asked for. */
    List<Use> uses() {
        if (type == SOCK_RAW) {
            return List.of(new Use(type, protocol));
        }
        if (type == Opening.SOCK_STREAM || isTcp()) {
            return List.of(Use.STREAM);
        }
        if (type == Opening.SOCK_DGRAM || isUdp()) {
            return List.of(Use.DATAGRAM);
        }
        return List.of(Use.ANY);
    }

    private boolean isTcp() {
        return protocol == Opening.IPPROTO_TCP;
    }

    private boolean isUdp() {
        return protocol == Opening.IPPROTO_UDP;
    }
}
