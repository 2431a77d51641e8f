package dev.irpflow.sim.run;

import dev.irpflow.chat.ChatMember;
import dev.irpflow.chat.ForgetfulChatMember;
import dev.irpflow.driver.Driver;
import dev.irpflow.echo.EchoClient;
import dev.irpflow.echo.EchoServer;
import dev.irpflow.echo.ForgetfulEchoServer;
import dev.irpflow.echo.GreedyEchoServer;
import dev.irpflow.queue.QueueDriver;
import dev.irpflow.redirector.ForgetfulRedirector;
import dev.irpflow.redirector.StreamRedirector;
import dev.irpflow.redirector.UnguardedRedirector;
import dev.irpflow.server.Disk;
import dev.irpflow.server.FileServer;
import dev.irpflow.sim.scenario.vocabulary.RoleSpec;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ShippedDriver;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The drivers that come with the product, and the roles that drivers may play. */
public final class ShippedDrivers {
    // A server's disk is larger than any file that a scenario copies.
    private static final long DISK_BYTES = 1L << 40;

    private static final List<SettingSpec> REDIRECTOR =
            List.of(
                    SettingSpec.optional(
                            "network-provider",
                            ValueType.Simple.SWITCH,
                            "Whether it brings its own network provider."));

    private static final String WSK_CLIENT = "wsk-client";
    private static final String WDM = "DRIVER_OBJECT";
    private static final String PROVIDER = "NETWORK_PROVIDER";
    private static final List<String> SOCKETS =
            List.of(
                    WDM,
                    "WSK_CLIENT_DISPATCH",
                    "WSK_CLIENT_LISTEN_DISPATCH",
                    "WSK_CLIENT_CONNECTION_DISPATCH",
                    "WSK_CLIENT_DATAGRAM_DISPATCH");

    private ShippedDrivers() {}

    /** The roles, for the loader. */
    public static List<RoleSpec> roles() {
        return List.of(
                new RoleSpec(
                        "mini-redirector",
                        "A network mini-redirector: RDBSS calls its MRx routines.",
                        with(SOCKETS, "MINIRDR_DISPATCH", PROVIDER),
                        REDIRECTOR),
                new RoleSpec(
                        WSK_CLIENT,
                        "A kernel module that uses Winsock Kernel.",
                        SOCKETS,
                        List.of()),
                new RoleSpec(
                        "network-provider",
                        "A provider that MPR routes to.",
                        List.of(WDM, PROVIDER),
                        List.of()),
                new RoleSpec("wdm-driver", "A plain WDM driver.", List.of(WDM), List.of()));
    }

    private static List<String> with(List<String> tables, String... more) {
        List<String> all = new ArrayList<>(tables);
        all.addAll(List.of(more));
        return all;
    }

    /** The drivers, for the loader. */
    public static List<ShippedDriver> specs() {
        return List.of(
                new ShippedDriver(
                        "stream-redirector",
                        "mini-redirector",
                        "Carries files over one TCP connection to each server; reconnects, reopens"
                                + " and repeats.",
                        OwnSettings.of(new StreamRedirector())),
                new ShippedDriver(
                        "forgetful-redirector",
                        "mini-redirector",
                        "The same with a slip: it forgets to complete one IRP.",
                        OwnSettings.of(new ForgetfulRedirector())),
                new ShippedDriver(
                        "unguarded-redirector",
                        "mini-redirector",
                        "The same with a slip: it lets an exception through to RDBSS when it is"
                                + " asked for a server.",
                        OwnSettings.of(new UnguardedRedirector())),
                new ShippedDriver(
                        "request-queue",
                        "wdm-driver",
                        "Lets reads wait until a timer answers them; until then they can be"
                                + " cancelled.",
                        OwnSettings.of(new QueueDriver())),
                new ShippedDriver(
                        "echo-server",
                        WSK_CLIENT,
                        "Sends back whatever its connections send: a worker thread, and two IRPs for"
                                + " each connection.",
                        OwnSettings.of(new EchoServer())),
                new ShippedDriver(
                        "forgetful-echo-server",
                        WSK_CLIENT,
                        "The same with a slip: it does not remember that it has closed a socket.",
                        OwnSettings.of(new ForgetfulEchoServer())),
                new ShippedDriver(
                        "greedy-echo-server",
                        WSK_CLIENT,
                        "The same with a slip: it accepts connections for which it has no memory.",
                        OwnSettings.of(new GreedyEchoServer())),
                new ShippedDriver(
                        "echo-client",
                        WSK_CLIENT,
                        "Sends messages to an echo server, looks at what comes back, and releases"
                                + " the provider when all have come.",
                        OwnSettings.of(new EchoClient())),
                new ShippedDriver(
                        "chat-member",
                        WSK_CLIENT,
                        "Chats with the other members over datagrams; it releases the provider when"
                                + " all of them have seen all that was said.",
                        OwnSettings.of(new ChatMember())),
                new ShippedDriver(
                        "forgetful-chat-member",
                        WSK_CLIENT,
                        "The same with a slip: a message that comes twice is shown twice.",
                        OwnSettings.of(new ForgetfulChatMember())),
                new ShippedDriver(
                        "file-server",
                        WSK_CLIENT,
                        "Serves the shares of its disk; files survive a restart.",
                        server(),
                        true));
    }

    // The share is the disk's, which outlives the driver.
    private static List<SettingSpec> server() {
        List<SettingSpec> settings = new ArrayList<>();
        settings.add(
                SettingSpec.optional("share", ValueType.Simple.TEXT, "The share that it offers.")
                        .otherwise("public"));
        settings.addAll(OwnSettings.of(new FileServer(new Disk(DISK_BYTES))));
        return settings;
    }

    /** Makes a fresh driver for each life of a machine; a server keeps its disk. */
    static Supplier<Driver> code(String name, String share) {
        return switch (name) {
            case "stream-redirector" -> StreamRedirector::new;
            case "forgetful-redirector" -> ForgetfulRedirector::new;
            case "unguarded-redirector" -> UnguardedRedirector::new;
            case "request-queue" -> QueueDriver::new;
            case "echo-server" -> EchoServer::new;
            case "forgetful-echo-server" -> ForgetfulEchoServer::new;
            case "greedy-echo-server" -> GreedyEchoServer::new;
            case "echo-client" -> EchoClient::new;
            case "chat-member" -> ChatMember::new;
            case "forgetful-chat-member" -> ForgetfulChatMember::new;
            case "file-server" -> {
                Disk disk = new Disk(DISK_BYTES);
                disk.share(share);
                yield () -> new FileServer(disk);
            }
            default ->
                    throw new IllegalStateException("the loader let driver " + name + " through");
        };
    }
}
