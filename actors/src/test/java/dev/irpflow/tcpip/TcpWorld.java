package dev.irpflow.tcpip;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.ComponentRunner;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.kernel.Host;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Violation;
import dev.irpflow.network.FrameFaults;
import dev.irpflow.network.FrameKind;
import dev.irpflow.network.Link;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.network.Network;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.TcpSegment;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.Site;
import dev.irpflow.stage.Stage;
import dev.irpflow.stage.StageBase;
import dev.irpflow.stage.Trace;
import dev.irpflow.stage.VirtualClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Machines with a transport and a talker each, on one network, one pool and one virtual clock. */
final class TcpWorld implements Host, FrameFaults {
    static final int CLIENT = IpAddress.of("10.0.0.1").ipv4();
    static final int SERVER = IpAddress.of("10.0.0.2").ipv4();
    static final IpAddress CLIENT6 = ipv6(CLIENT);
    static final IpAddress SERVER6 = ipv6(SERVER);
    static final long MS = 1_000_000;
    static final long S = 1_000_000_000;

    // More steps than any test takes: a run that reaches it goes round in a circle.
    private static final int MAX_STEPS = 3_000_000;

    /** A frame that a machine has sent, and when. */
    record Sent(long timeNs, String from, FrameKind kind, Frame frame) {}

    private record Told(ComponentRunner runner, Message message) {}

    private final TestStage stage;
    private final Network network;
    private final Deque<Told> queue = new ArrayDeque<>();
    private final Map<String, Integer> starts = new LinkedHashMap<>();
    private final List<Predicate<Sent>> losses = new ArrayList<>();
    final List<Sent> frames = new ArrayList<>(); // only while recording
    boolean records = true;
    int processors = 1;

    /** A quiet world: every answer is the boring one. */
    TcpWorld() {
        this(LinkSettings.LAN);
    }

    /** A quiet world whose links are so. */
    TcpWorld(LinkSettings link) {
        this.stage = new TestStage(0, 0);
        this.network = new Network(link);
        network.faults(this);
    }

    /** A world of chance: links as given, and this share of all questions answered oddly. */
    TcpWorld(LinkSettings link, long seed, double oddities) {
        this.stage = new TestStage(seed, oddities);
        this.network = new Network(link);
        this.records = false;
    }

    Network network() {
        return network;
    }

    long now() {
        return stage.now();
    }

    /** The addresses of a machine: those of IPv4, and one of IPv6 with the bits of the first. */
    private static List<IpAddress> addresses(Integer... ips) {
        List<IpAddress> all = new ArrayList<>();
        for (int ip : ips) {
            all.add(IpAddress.ofIpv4(ip));
        }
        if (ips.length > 0) {
            all.add(ipv6(ips[0]));
        }
        return all;
    }

    private static IpAddress ipv6(int ip) {
        return IpAddress.ofBits(0xFD00L << 48, ip);
    }

    /** Starts a machine. */
    Talker start(String name, Integer... ips) {
        int before = starts.merge(name, 1, Integer::sum) - 1;
        Machine machine = new Machine(MachineSettings.of(name).withProcessors(processors), this);
        Talker talker = new Talker(this, machine);
        TcpipSettings settings = TcpipSettings.of(addresses(ips)).withIncarnation(before);
        bind(machine, "tcpip", new Tcpip(name, settings));
        bind(machine, "wsk", talker);
        network.attach(machine, machine.place("tcpip"), addresses(ips));
        return talker;
    }

    /** Starts a machine whose talker sends datagrams. */
    DatagramTalker startDatagrams(String name, Integer... ips) {
        Machine machine = new Machine(MachineSettings.of(name).withProcessors(processors), this);
        DatagramTalker talker = new DatagramTalker(this, machine);
        bind(machine, "tcpip", new Tcpip(name, TcpipSettings.of(addresses(ips))));
        bind(machine, "wsk", talker);
        network.attach(machine, machine.place("tcpip"), addresses(ips));
        return talker;
    }

    /** Takes the power off a machine and starts it again, with all its connections forgotten. */
    Talker restart(Talker talker) {
        String name = talker.machine().name();
        talker.machine().stop();
        return start(name, name.equals("client") ? CLIENT : SERVER);
    }

    /** A segment that no transport has sent. */
    static Frame frame(int source, int sourcePort, int to, int toPort, int flags, int sequence) {
        return Frame.newBuilder()
                .setSource(source)
                .setDestination(to)
                .setTcp(
                        TcpSegment.newBuilder()
                                .setSourcePort(sourcePort)
                                .setDestinationPort(toPort)
                                .setFlags(flags)
                                .setSequence(sequence))
                .build();
    }

    private void bind(Machine machine, String name, Component component) {
        ComponentRunner runner = new ComponentRunner(component, machine.place(name));
        machine.place(name).bind(message -> queue.addLast(new Told(runner, message)));
    }

    /** Loses the frames that this test asks for, from now on. */
    void lose(Predicate<Sent> which) {
        losses.add(which);
    }

    /** Loses the next so many frames of this kind from a machine. */
    void loseNext(String from, FrameKind kind, int count) {
        int[] left = {count};
        lose(sent -> sent.from().equals(from) && sent.kind() == kind && left[0]-- > 0);
    }

    void loseNothingMore() {
        losses.clear();
    }

    /** The frames of this kind that a machine has sent, in order. */
    List<Sent> sent(String from, FrameKind kind) {
        return frames.stream()
                .filter(sent -> sent.from().equals(from) && sent.kind() == kind)
                .toList();
    }

    /** Runs until nothing can happen any more. */
    void run() {
        for (int steps = 0; step(); steps++) {
            if (steps == MAX_STEPS) {
                throw new AssertionError("still busy after " + MAX_STEPS + " steps");
            }
        }
    }

    /** Runs for so many nanoseconds. */
    void runFor(long ns) {
        long end = stage.now() + ns;
        while (stage.pool().hasReady() || stage.pool().nextDue() <= end) {
            step();
        }
        stage.reach(end);
    }

    /** Runs until there is such a thing. */
    <T> T runUntil(Supplier<@Nullable T> thing) {
        for (int steps = 0; ; steps++) {
            T found = thing.get();
            if (found != null) {
                return found;
            }
            if (steps == MAX_STEPS || !step()) {
                throw new AssertionError("nothing can happen any more");
            }
        }
    }

    /** Runs what is ready, without letting time pass. */
    void finishReady() {
        while (stage.pool().hasReady()) {
            step();
        }
    }

    private boolean step() {
        boolean took = stage.pool().step() == Pool.Step.TOOK;
        for (Told told = queue.pollFirst(); told != null; told = queue.pollFirst()) {
            told.runner().process(told.message());
        }
        return took;
    }

    @Override
    public FrameFaults.@Nullable Fate onFrame(Link link, Frame frame, long chain) {
        Sent sent = new Sent(stage.now(), link.from(), FrameKind.of(frame), frame);
        if (records) {
            frames.add(sent);
        }
        for (Predicate<Sent> loss : losses) {
            if (loss.test(sent)) {
                return new FrameFaults.Fate.Lose("lose");
            }
        }
        return null;
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public FaultPoint faults() {
        return FaultPoint.NONE;
    }

    @Override
    public void transmit(Machine from, GeneratedMessage frame, @Nullable Call during) {
        network.transmit(from, (Frame) frame, during);
    }

    @Override
    public void violated(Machine machine, Violation violation) {
        throw new AssertionError(violation.rule().id() + ": " + violation.detail());
    }

    @Override
    public void broke(Machine machine, Throwable error) {
        throw new AssertionError("code of " + machine.name() + " threw", error);
    }

    @Override
    public void died(Machine machine, BugCheck bugCheck) {
        throw new AssertionError(machine.name() + " died: " + bugCheck);
    }

    /** The real stage in virtual time, without a trace. */
    private static final class TestStage extends StageBase {
        TestStage(long seed, double oddities) {
            super(new VirtualClock(), new Oddities(seed, oddities), Trace.NONE, 1, 1);
        }
    }

    /**
     * Answers by hash of seed and site.
     *
     * @param oddities the share of questions that are not answered with the boring option
     */
    private record Oddities(long seed, double oddities) implements Chooser {
        @Override
        public int choose(long site, Options options) {
            return Site.share(seed, site) < oddities
                    ? Site.below(Site.draw(seed, Site.join(site, 1)), options.count())
                    : 0;
        }

        @Override
        public boolean happens(long site, double chance) {
            return Site.share(seed, site) < chance;
        }

        @Override
        public long draw(long site) {
            return Site.draw(seed, site);
        }
    }
}
