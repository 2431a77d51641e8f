package dev.irpflow.sim.scenario.load;

import dev.irpflow.address.IpAddress;
import dev.irpflow.sim.scenario.MachineSpec;
import dev.irpflow.sim.scenario.MachineSpec.Pools;
import dev.irpflow.sim.scenario.MachineSpec.Subsystem;
import dev.irpflow.sim.scenario.value.Addresses;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.vocabulary.SubsystemSpec;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code machines:}. */
final class MachineReader {
    private static final long MOST_MACHINES = 100_000;
    private static final long MOST_PROCESSORS = 64;
    private static final String ABSENT = "absent";

    private final Scope scope;
    private final Scalars scalars;
    private final SettingReader settings;
    private final Map<String, MachineSpec> read = new LinkedHashMap<>();
    private final Map<String, String> owners = new LinkedHashMap<>();

    MachineReader(Scope scope, Scalars scalars, SettingReader settings) {
        this.scope = scope;
        this.scalars = scalars;
        this.settings = settings;
    }

    /** Only the names and how many each stands for, so that everything may refer to them. */
    void declare(@Nullable Node section) {
        if (!(section instanceof Mapping mapping)) {
            return;
        }
        for (Mapping.Entry entry : mapping.entries()) {
            Node count =
                    entry.value() instanceof Mapping keys && keys.find("count") != null
                            ? keys.find("count").value()
                            : null;
            long number =
                    count instanceof Scalar scalar
                                    && Numbers.count(scalar.text())
                                            instanceof Parsed.Good<Long>(Long n)
                            ? n
                            : 1;
            scope.machines().put(entry.name(), number);
        }
    }

    List<MachineSpec> read(@Nullable Node section) {
        for (Mapping.Entry entry : scope.named(section, "machines")) {
            checkOneOfMany(entry);
            MachineSpec machine = machine(entry);
            read.put(entry.name(), machine);
            scope.processors(entry.name(), machine.processors());
        }
        return List.copyOf(read.values());
    }

    /** {@code peer-2} is taken where {@code peer} stands for three machines. */
    private void checkOneOfMany(Mapping.Entry entry) {
        int hyphen = entry.name().lastIndexOf('-');
        String many = hyphen < 0 ? "" : entry.name().substring(0, hyphen);
        long count = scope.machines().getOrDefault(many, 1L);
        boolean taken =
                count > 1
                        && Numbers.ordinal(entry.name().substring(hyphen + 1))
                                instanceof Parsed.Good<Long>(Long number)
                        && number <= count;
        if (taken) {
            scope.problem(
                    entry.key().where(),
                    "%s: one of the %d machines of %s has this name"
                            .formatted(entry.name(), count, many));
        }
    }

    private MachineSpec machine(Mapping.Entry entry) {
        Keys keys = scope.keys(entry.value(), "a machine");
        MachineSpec base = base(keys.take("like"), entry);
        long count = number(keys.take("count"), 1, MOST_MACHINES);
        Node processors = keys.take("processors");
        Node pools = keys.take("pools");
        Node addresses = keys.take("addresses");
        Node offset = keys.take("clock-offset");
        var subsystems = new Subsystems(base);
        for (SubsystemSpec known : scope.vocabulary().subsystems()) {
            subsystem(keys.take(known.name()), known, subsystems);
        }
        keys.done();
        return new MachineSpec(
                entry.name(),
                count,
                processors == null
                        ? base.processors()
                        : (int) number(processors, 1, MOST_PROCESSORS),
                pools == null ? base.pools() : pools(pools),
                addresses == null ? List.of() : addresses(addresses, entry.name(), count),
                offset == null
                        ? base.clockOffset()
                        : scalars.read(offset, "a duration", Quantities::time, TimeSpan.ZERO),
                List.copyOf(subsystems.present.values()),
                entry.key().where());
    }

    /** The machine that this one is like, without what no two machines share. */
    private MachineSpec base(@Nullable Node like, Mapping.Entry entry) {
        var usual =
                new MachineSpec(
                        "",
                        1,
                        1,
                        Pools.DEFAULT,
                        List.of(),
                        TimeSpan.ZERO,
                        List.of(),
                        entry.key().where());
        if (like == null) {
            return usual;
        }
        String name = scalars.text(like, "a machine");
        MachineSpec base = read.get(name);
        if (base == null && !name.isEmpty()) {
            List<String> names = List.copyOf(read.keySet());
            scope.problem(
                    like.where(),
                    "%s: no machine above this one is called so. Above are: %s.%s"
                            .formatted(
                                    Scalar.shown(name),
                                    Names.list(names),
                                    Nearest.hint(name, names)));
        }
        return base == null ? usual : base;
    }

    private long number(@Nullable Node node, long least, long most) {
        if (node == null) {
            return 1;
        }
        return scalars.read(
                node,
                "a number",
                text ->
                        Numbers.count(text)
                                .then(n ->
                                        n < least || n > most
                                                ? Parsed.bad(
                                                        "%d is out of range; from %d to %d"
                                                                .formatted(n, least, most))
                                                : Parsed.good(n)),
                1L);
    }

    private Pools pools(Node node) {
        Keys keys = scope.keys(node, "pools");
        Size nonpaged = size(keys.take("nonpaged"));
        Size paged = size(keys.take("paged"));
        Size quota = size(keys.take("quota"));
        keys.done();
        return new Pools(nonpaged, paged, quota);
    }

    private @Nullable Size size(@Nullable Node node) {
        return node == null
                ? null
                : scalars.read(node, "a size, like 16 MiB", Quantities::size, new Size(0));
    }

    private List<String> addresses(Node node, String machine, long count) {
        if (count > 1) {
            scope.problem(
                    node.where(), "addresses are for one machine; this name stands for " + count);
        }
        return scalars.texts(
                node,
                "a list of addresses, like [10.0.0.2]",
                item -> {
                    String ip = scalars.read(item, "an address", Addresses::ip, "");
                    String owner =
                            ip.isEmpty()
                                    ? null
                                    : owners.putIfAbsent(IpAddress.of(ip).text(), machine);
                    if (owner != null) {
                        scope.problem(item.where(), ip + " belongs to " + owner + " already");
                    }
                    return ip;
                });
    }

    private void subsystem(@Nullable Node node, SubsystemSpec known, Subsystems into) {
        if (node == null) {
            return;
        }
        into.present.remove(known.name());
        if (node instanceof Scalar scalar && scalar.text().equals(ABSENT)) {
            scope.problem(node.where(), Later.text(ABSENT));
        } else if (node instanceof Scalar) {
            scope.problem(
                    node.where(),
                    "%s is keys with values; found %s".formatted(known.name(), node.describe()));
        } else {
            into.present.put(
                    known.name(),
                    new Subsystem(
                            known.name(),
                            settings.read(node, known.name(), known.settings()),
                            node.where()));
        }
    }

    /** The subsystems of one machine while they are read. */
    private static final class Subsystems {
        private final Map<String, Subsystem> present = new LinkedHashMap<>();

        Subsystems(MachineSpec base) {
            base.subsystems().forEach(s -> present.put(s.name(), s));
        }
    }
}
