package dev.irpflow.machine;

import dev.irpflow.address.IpAddress;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverHost;
import dev.irpflow.driver.NetworkProvider;
import dev.irpflow.driver.StrandCodes;
import dev.irpflow.io.Io;
import dev.irpflow.ke.Ke;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Host;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.mpr.Mpr;
import dev.irpflow.mpr.MprSettings;
import dev.irpflow.mup.Mup;
import dev.irpflow.mup.MupSettings;
import dev.irpflow.rdbss.Rdbss;
import dev.irpflow.tcpip.Tcpip;
import dev.irpflow.tcpip.TcpipSettings;
import dev.irpflow.wsk.Wsk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a machine is: it is assembled anew for each of its lives, from power-on to power-off. What
 * survives a life (the files of a server's disk) is kept by what makes its drivers.
 */
public final class Blueprint {
    /** The name of the place where the steps of a scenario run. */
    public static final String APPLICATION = "app";

    /**
     * A driver that the machine loads.
     *
     * @param name the name of its place, from the scenario
     * @param code makes a fresh driver for each life
     * @param settings what the scenario gives it
     */
    public record LoadedDriver(String name, Supplier<Driver> code, Map<String, String> settings) {}

    private final MachineSettings settings;
    private final List<IpAddress> addresses;
    private final List<LoadedDriver> drivers;
    private final SubsystemSettings subsystems;
    private final HostNames names;
    private long lives;
    private @Nullable Machine earlier;

    /**
     * Draws up a machine.
     *
     * @param addresses its IP addresses
     * @param drivers in the order in which they are loaded
     * @param names the addresses of all machines by name, as a name server would know them
     */
    public Blueprint(
            MachineSettings settings,
            List<IpAddress> addresses,
            List<LoadedDriver> drivers,
            SubsystemSettings subsystems,
            HostNames names) {
        this.settings = settings;
        this.addresses = List.copyOf(addresses);
        this.drivers = List.copyOf(drivers);
        this.subsystems = subsystems;
        this.names = names;
    }

    /** Its IP addresses. */
    public List<IpAddress> addresses() {
        return addresses;
    }

    /**
     * Assembles the machine for its next life.
     *
     * @param listener told how its drivers load
     * @param application the code whose threads the steps of a scenario are
     */
    public Assembly assemble(Host host, Loader.Listener listener, Driver application) {
        Machine machine = new Machine(settings, host, earlier);
        earlier = machine;
        StrandCodes stacks = new StrandCodes();
        Slots slots = new Slots();
        Map<String, Component> components = new LinkedHashMap<>();
        components.put("ke", new Ke());
        components.put("io", new Io(subsystems.io()));
        components.put(
                "tcpip",
                new Tcpip(settings.name(), TcpipSettings.of(addresses).withIncarnation(lives)));
        components.put(
                "wsk",
                new Wsk(
                        subsystems.wskOf(host.stage().now()),
                        slots,
                        new NameServer(settings.name(), names)));
        components.put("mup", new Mup(machine, MupSettings.DEFAULT));
        components.put("rdbss", new Rdbss(subsystems.rdbss(), slots));
        List<DriverHost> hosts = new ArrayList<>();
        for (LoadedDriver driver : drivers) {
            DriverHost loaded =
                    new DriverHost(
                            machine.place(driver.name()),
                            driver.code().get(),
                            stacks,
                            names.addedTo(driver.settings()));
            components.put(driver.name(), loaded);
            hosts.add(loaded);
            slots.add(loaded);
        }
        components.put("mpr", new Mpr(machine, MprSettings.of(providers(hosts))));
        components.put(Loader.PLACE, new Loader(hosts, listener));
        components.put(FaultAgent.PLACE, new FaultAgent());
        DriverHost process =
                new DriverHost(machine.place(APPLICATION), application, stacks, Map.of());
        components.put(APPLICATION, process);
        slots.add(process);
        lives++;
        return new Assembly(machine, components, Set.of("ke"), process);
    }

    // A driver that brings a network provider is listed in ProviderOrder in the order of loading.
    private static List<MprSettings.Provider> providers(List<DriverHost> hosts) {
        List<MprSettings.Provider> providers = new ArrayList<>();
        for (DriverHost host : hosts) {
            NetworkProvider provider = host.networkProvider();
            if (provider != null) {
                String name = host.place().component();
                providers.add(
                        new MprSettings.Provider(
                                name, name, name, host.context().addressOf(provider)));
            }
        }
        return providers;
    }
}
