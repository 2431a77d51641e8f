package dev.irpflow.sim.run;

import dev.irpflow.address.IpAddress;
import dev.irpflow.driver.Driver;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.choice.Choices;
import dev.irpflow.machine.Blueprint;
import dev.irpflow.machine.HostNames;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.MachineSpec;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.value.Plain;
import dev.irpflow.sim.scenario.value.Text;
import dev.irpflow.sim.scenario.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The machines of a scenario as blueprints. */
final class Blueprints {
    private static final int FIRST_ADDRESS = 0x0A00_0001; // 10.0.0.1

    // A unique local prefix, RFC 4193; the rest is the IPv4 address.
    private static final long IPV6_PREFIX = 0xFD00_0000_0000_0000L;

    /** Makes drivers whose code is no Java. */
    interface Making {
        /** The driver; its scripts stand in for routines of the base, if there is one. */
        Driver scripted(DriverSpec spec, @Nullable Driver base);

        /** A driver that is a program, on one machine. */
        Driver program(DriverSpec spec, String machine, List<String> command);
    }

    private Blueprints() {}

    /**
     * A blueprint for each machine of the scenario that is played here, by name.
     *
     * @param making makes the drivers whose code is no Java
     */
    static Map<String, Blueprint> of(Scenario scenario, Predicate<String> isPlayed, Making making) {
        Map<String, Blueprint> blueprints = new LinkedHashMap<>();
        Map<String, List<IpAddress>> addresses = addresses(scenario);
        Choices choices = ScenarioChoices.of(scenario.world().choices());
        for (MachineSpec spec : scenario.world().machines()) {
            for (String name : spec.names()) {
                if (isPlayed.test(name)) {
                    blueprints.put(
                            name,
                            new Blueprint(
                                    settings(spec, name, choices),
                                    Objects.requireNonNull(addresses.get(name)),
                                    drivers(scenario, name, making),
                                    Subsystems.of(spec),
                                    new HostNames(addresses)));
                }
            }
        }
        return blueprints;
    }

    /**
     * The addresses of all machines, at least one of each family: those without one have 10.0.0.1
     * and on, and {@code fd00::} with the bits of their first IPv4 address.
     */
    static Map<String, List<IpAddress>> addresses(Scenario scenario) {
        Map<String, List<IpAddress>> addresses = new LinkedHashMap<>();
        int next = FIRST_ADDRESS;
        for (MachineSpec spec : scenario.world().machines()) {
            for (String name : spec.names()) {
                List<IpAddress> own = new ArrayList<>();
                spec.addresses().forEach(address -> own.add(IpAddress.of(address)));
                if (own.stream().noneMatch(IpAddress::isIpv4)) {
                    own.add(IpAddress.ofIpv4(next++));
                }
                if (own.stream().allMatch(IpAddress::isIpv4)) {
                    own.add(IpAddress.ofBits(IPV6_PREFIX, own.get(0).ipv4() & 0xFFFF_FFFFL));
                }
                addresses.put(name, own);
            }
        }
        return addresses;
    }

    private static MachineSettings settings(MachineSpec spec, String name, Choices choices) {
        MachineSettings usual = MachineSettings.of(name);
        MachineSpec.Pools pools = spec.pools();
        return new MachineSettings(
                name,
                spec.processors(),
                pools.nonpaged() == null ? usual.nonpagedPool() : pools.nonpaged().bytes(),
                pools.paged() == null ? usual.pagedPool() : pools.paged().bytes(),
                KernelSettings.tickNs(spec, usual.tickNs()),
                KernelSettings.workerThreads(spec, usual.workerThreads()),
                Subsystems.verifierOf(spec),
                KernelSettings.dpcs(spec),
                KernelSettings.memory(spec),
                choices);
    }

    private static List<Blueprint.LoadedDriver> drivers(
            Scenario scenario, String machine, Making making) {
        List<Blueprint.LoadedDriver> drivers = new ArrayList<>();
        for (DriverSpec spec : scenario.world().drivers()) {
            if (spec.on().contains(machine)) {
                Map<String, String> settings = new LinkedHashMap<>();
                for (Setting setting : spec.with()) {
                    settings.put(setting.name(), written(setting.value()));
                }
                drivers.add(
                        new Blueprint.LoadedDriver(
                                spec.name(), code(spec.source(), spec, machine, making), settings));
            }
        }
        return drivers;
    }

    private static String shareOf(DriverSpec spec) {
        Value share = Setting.find(spec.with(), "share");
        return share == null ? "public" : written(share);
    }

    private static String written(Value value) {
        return switch (value) {
            case Text text -> text.text();
            case Plain plain -> plain.written();
            default -> value.toString();
        };
    }

    private static Supplier<Driver> code(
            DriverSpec.Source source, DriverSpec spec, String machine, Making making) {
        return switch (source) {
            case DriverSpec.Source.OfClass ofClass -> UserClasses.driver(ofClass.className());
            case DriverSpec.Source.Shipped shipped ->
                    ShippedDrivers.code(shipped.name(), shareOf(spec));
            case DriverSpec.Source.OfProgram(List<String> command) ->
                    () -> making.program(spec, machine, command);
            case DriverSpec.Source.Scripted(_, DriverSpec.Source base) -> {
                Supplier<Driver> code = base == null ? null : code(base, spec, machine, making);
                yield () -> making.scripted(spec, code == null ? null : code.get());
            }
        };
    }
}
