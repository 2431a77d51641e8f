package dev.irpflow.wsk;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The services that are known by name, with their ports of TCP and of UDP, 0 for none: those of the
 * services file of Windows that tests of networks are likely to name.
 */
enum Service {
    ECHO("echo", 7, 7),
    DISCARD("discard", 9, 9),
    DAYTIME("daytime", 13, 13),
    FTP("ftp", 21, 0),
    SSH("ssh", 22, 0),
    TELNET("telnet", 23, 0),
    SMTP("smtp", 25, 0),
    TIME("time", 37, 37),
    DOMAIN("domain", 53, 53),
    TFTP("tftp", 0, 69),
    HTTP("http", 80, 0),
    POP3("pop3", 110, 0),
    SUNRPC("sunrpc", 111, 111),
    NTP("ntp", 123, 123),
    EPMAP("epmap", 135, 135),
    NETBIOS_NS("netbios-ns", 137, 137),
    NETBIOS_SSN("netbios-ssn", 139, 0),
    IMAP("imap", 143, 0),
    SNMP("snmp", 0, 161),
    LDAP("ldap", 389, 0),
    HTTPS("https", 443, 443),
    MICROSOFT_DS("microsoft-ds", 445, 445),
    EXEC("exec", 512, 0),
    BIFF("biff", 0, 512),
    LOGIN("login", 513, 0),
    WHO("who", 0, 513),
    CMD("cmd", 514, 0),
    SYSLOG("syslog", 0, 514),
    NFS("nfs", 2049, 2049);

    private static final int HIGHEST_PORT = 0xFFFF;

    private final String word;
    private final int tcp;
    private final int udp;

    Service(String word, int tcp, int udp) {
        this.word = word;
        this.tcp = tcp;
        this.udp = udp;
    }

    /** Its port of a protocol; 0 if it has none there. */
    int port(int protocol) {
        return protocol == Opening.IPPROTO_UDP ? udp : tcp;
    }

    /** The service of this name, whatever its case; null if it is unknown. */
    static @Nullable Service named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Service service : values()) {
            if (service.word.equals(lower)) {
                return service;
            }
        }
        return null;
    }

    /** The name of a port's service, or the number of the port where it is unknown. */
    static String nameOf(int port, int protocol) {
        for (Service service : values()) {
            if (port != 0 && service.port(protocol) == port) {
                return service.word;
            }
        }
        return Integer.toString(port);
    }

    /** The port that a text has in digits; -1 if it is no number of a port. */
    static int number(String text) {
        if (text.isEmpty() || text.length() > 5) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number > HIGHEST_PORT ? -1 : number;
    }
}
