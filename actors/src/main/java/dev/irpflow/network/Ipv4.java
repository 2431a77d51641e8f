package dev.irpflow.network;

/** IPv4 addresses as numbers whose highest byte is the first octet. */
public final class Ipv4 {
    /** 127.0.0.1. */
    public static final int LOOPBACK = 0x7F000001;

    private Ipv4() {}

    /**
     * The address that a text in dotted decimal stands for.
     *
     * @throws IllegalArgumentException if it is not four numbers from 0 to 255
     */
    public static int of(String text) {
        int address = 0;
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            throw new IllegalArgumentException(text + " is not an IPv4 address");
        }
        for (String octet : octets) {
            if (!octet.matches("[0-9]{1,3}") || Integer.parseInt(octet) > 255) {
                throw new IllegalArgumentException(text + " is not an IPv4 address");
            }
            address = address << 8 | Integer.parseInt(octet);
        }
        return address;
    }

    /** The address in dotted decimal. */
    public static String text(int address) {
        return (address >>> 24)
                + "."
                + (address >>> 16 & 0xFF)
                + "."
                + (address >>> 8 & 0xFF)
                + "."
                + (address & 0xFF);
    }

    /** Whether it never leaves a machine: 127.0.0.0/8. */
    public static boolean isLoopback(int address) {
        return address >>> 24 == 127;
    }
}
