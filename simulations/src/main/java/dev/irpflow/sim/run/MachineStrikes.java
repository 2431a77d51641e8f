package dev.irpflow.sim.run;

import dev.irpflow.driver.DriverHost;
import dev.irpflow.driver.SessionKeeper;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Component;
import dev.irpflow.machine.Loader;
import dev.irpflow.sim.scenario.BugCheckCode;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Stoppable;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.tcpip.EndpointLoss;
import dev.irpflow.wsk.TransportProtocol;
import dev.irpflow.wsk.Transports;
import org.jspecify.annotations.Nullable;

/** What faults do to the machines of this process at one moment, apart from their power. */
final class MachineStrikes {
    private static final long UNIT_NS = 100; // the kernel counts dates so

    private final Machines machines;

    MachineStrikes(Machines machines) {
        this.machines = machines;
    }

    /** The kernel of a machine dies; false if it is down, or played elsewhere. */
    boolean die(String name, BugCheckCode bugCheck, Struck how) {
        RunningMachine machine = machines.running(name);
        if (machine == null) {
            return false;
        }
        int code = (int) bugCheck.code();
        long first = bugCheck.first() == null ? 0 : bugCheck.first();
        tell(machine, how, name + " dies of " + bugCheck.written());
        machine.machine()
                .bugCheck(
                        new BugCheck(
                                code,
                                dev.irpflow.kernel.BugCheckCode.nameOf(code),
                                first,
                                0,
                                0,
                                0));
        return true;
    }

    /** The clock of a machine is set; false if it is down, or played elsewhere. */
    boolean skew(Fault.Skew fault, Struck how) {
        RunningMachine machine = machines.running(fault.machine());
        if (machine == null) {
            return false;
        }
        long by = fault.back() ? -fault.by().nanos() : fault.by().nanos();
        String way = fault.back() ? "back by " : "forward by ";
        tell(
                machine,
                how,
                "the clock of "
                        + fault.machine()
                        + " is set "
                        + way
                        + new TimeSpan(Math.abs(by)).written());
        machine.machine().time().shift(by / UNIT_NS);
        return true;
    }

    /**
     * A subsystem serves nobody any more, or a transport nobody new, or a driver is unloaded; false
     * if the machine is down or played elsewhere, or the driver is not loaded.
     */
    boolean stop(Fault.Stop fault, Struck how) {
        RunningMachine machine = machines.running(fault.machine());
        if (machine == null) {
            return false;
        }
        TransportProtocol transport = TransportProtocol.named(fault.what());
        if (transport != null) {
            Transports.remove(machine.machine(), transport);
        } else if (Stoppable.SUBSYSTEMS.contains(fault.what())) {
            machine.machine().place(fault.what()).stop();
        } else if (!(machine.assembly().components().get(Loader.PLACE) instanceof Loader loader
                && loader.unload(machine.machine(), fault.what()))) {
            return false;
        }
        tell(machine, how, fault.what() + " stops");
        return true;
    }

    /** A server forgets sessions; false if there is none, or it is down or played elsewhere. */
    boolean endSession(Fault.EndSession fault, Struck how) {
        RunningMachine machine = machines.running(fault.machine());
        if (machine == null) {
            return false;
        }
        boolean some = false;
        for (Component component : machine.assembly().components().values()) {
            if (component instanceof DriverHost host
                    && host.driver() instanceof SessionKeeper keeper) {
                some |= keeper.endSessions(fault.client());
            }
        }
        if (some) {
            tell(machine, how, fault.machine() + " ends " + sessions(fault.client()));
        }
        return some;
    }

    /** TCP/IP closes endpoints; false if there are none such, or it is down or played elsewhere. */
    boolean forceClose(Fault.ForceClose fault, Struck how) {
        RunningMachine machine = machines.running(fault.machine());
        if (machine == null || !EndpointLoss.cause(machine.machine(), fault.kind(), fault.port())) {
            return false;
        }
        String kind = fault.kind() == null ? "endpoints" : fault.kind().word();
        String port = fault.port() == 0 ? "" : " of port " + fault.port();
        tell(machine, how, "tcpip of " + fault.machine() + " loses its " + kind + port);
        return true;
    }

    private static String sessions(@Nullable String client) {
        return client == null ? "the sessions of its clients" : "the sessions of " + client;
    }

    private static void tell(RunningMachine machine, Struck how, String what) {
        machine.machine().log().fault(how.fault(), what, null, how.site());
        how.certain().run();
    }
}
