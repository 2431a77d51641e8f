package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.BugCheckCode;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.FaultTerms;
import dev.irpflow.sim.scenario.Stoppable;
import dev.irpflow.sim.scenario.load.FaultTermsReader.Allowed;
import dev.irpflow.sim.scenario.load.FaultTermsReader.Context;
import dev.irpflow.sim.scenario.load.Scalars.Literal;
import dev.irpflow.sim.scenario.value.Addresses;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.vocabulary.ShippedDriver;
import dev.irpflow.sim.scenario.vocabulary.SubsystemSpec;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Where;
import dev.irpflow.tcpip.EndpointKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads the faults that strike a machine at one moment. */
final class MachineFaults {
    private static final TimeRange NO_TIME = new TimeRange(TimeSpan.ZERO, TimeSpan.ZERO);

    private final Scope scope;
    private final Scalars scalars;
    private final Places places;
    private final FaultTermsReader terms;
    private final List<Fault> ofDrivers = new ArrayList<>();

    MachineFaults(Scope scope, Scalars scalars, Places places, FaultTermsReader terms) {
        this.scope = scope;
        this.scalars = scalars;
        this.places = places;
        this.terms = terms;
    }

    Fault read(String verb, Mapping.Entry entry, Keys keys, Context context) {
        return switch (verb) {
            case "skew" -> skew(entry, keys, context);
            case "stop" -> stop(entry, keys, context);
            case "end-session" -> endSession(entry, keys, context);
            case "force-close" -> forceClose(entry, keys, context);
            default -> power(verb, entry, keys, context);
        };
    }

    private Fault power(String verb, Mapping.Entry entry, Keys keys, Context context) {
        String machine = places.machine(entry.value());
        Where where = entry.key().where();
        Node bugCheck = verb.equals("crash") ? keys.take("bug-check") : null;
        Node down = verb.equals("restart") ? keys.take("down-for") : null;
        TimeRange downFor =
                down == null
                        ? NO_TIME
                        : scalars.read(
                                down, "a duration or a range", Quantities::timeRange, NO_TIME);
        FaultTerms read = terms.read(keys, Allowed.MACHINE, context);
        checkMoment(verb, read, where, context);
        return verb.equals("crash")
                ? new Fault.Crash(
                        machine, bugCheck == null ? null : bugCheck(bugCheck), read, where)
                : new Fault.Restart(machine, downFor, read, where);
    }

    private BugCheckCode bugCheck(Node node) {
        return scalars.read(
                node,
                "a bug check, like 0xE2",
                text -> BugChecks.parse(scope.vocabulary(), text),
                new BugCheckCode(0, null));
    }

    private Fault skew(Mapping.Entry entry, Keys keys, Context context) {
        String machine = places.machine(entry.value());
        Where where = entry.key().where();
        Node by = keys.take("by");
        Node back = keys.take("back");
        FaultTerms read = terms.read(keys, Allowed.MACHINE, context);
        checkMoment("skew", read, where, context);
        if ((by == null) == (back == null)) {
            scope.problem(
                    where,
                    "skew has exactly one of by and back: how far the clock is set forward, or"
                            + " back, like by: 1 h");
            return new Fault.Skew(machine, TimeSpan.ZERO, false, read, where);
        }
        Node far = by == null ? back : by;
        TimeSpan length = scalars.read(far, "a duration", Quantities::time, TimeSpan.ZERO);
        return new Fault.Skew(machine, length, by == null, read, where);
    }

    private void checkMoment(String verb, FaultTerms read, Where where, Context context) {
        if (context == Context.LISTED && read.at() == null && read.when() == null) {
            scope.problem(where, verb + " needs at or when: the moment at which it strikes");
        }
    }

    private Fault stop(Mapping.Entry entry, Keys keys, Context context) {
        Literal what = scalars.literal(entry.value(), "a subsystem or a driver");
        Where where = entry.key().where();
        Node on = keys.take("on");
        Place only = on == null ? places.only(where) : null;
        String machine = on != null ? places.machine(on) : only == null ? "" : only.machine();
        FaultTerms read = terms.read(keys, Allowed.MACHINE, context);
        checkMoment("stop", read, where, context);
        if (what == null) {
            return new Fault.Stop("", machine, read, where);
        }
        Fault stop = new Fault.Stop(what.text(), machine, read, what.where());
        if (!Stoppable.SUBSYSTEMS.contains(what.text())) {
            ofDrivers.add(stop);
        }
        return new Fault.Stop(what.text(), machine, read, where);
    }

    private Fault endSession(Mapping.Entry entry, Keys keys, Context context) {
        String machine = places.machine(entry.value());
        Where where = entry.key().where();
        Node of = keys.take("of");
        String client = of == null ? null : places.machine(of);
        FaultTerms read = terms.read(keys, Allowed.MACHINE, context);
        checkMoment("end-session", read, where, context);
        ofDrivers.add(new Fault.EndSession(machine, client, read, entry.value().where()));
        return new Fault.EndSession(machine, client, read, where);
    }

    private Fault forceClose(Mapping.Entry entry, Keys keys, Context context) {
        String machine = places.machine(entry.value());
        Where where = entry.key().where();
        Node of = keys.take("of");
        Node port = keys.take("port");
        FaultTerms read = terms.read(keys, Allowed.MACHINE, context);
        checkMoment("force-close", read, where, context);
        return new Fault.ForceClose(
                machine,
                of == null
                        ? null
                        : EndpointKind.named(
                                scalars.oneOf(of, EndpointKind.words(), "kind of endpoints")),
                port == null ? 0 : scalars.read(port, "a port", MachineFaults::port, 1),
                read,
                where);
    }

    private static Parsed<Integer> port(String text) {
        return Numbers.ordinal(text).then(any -> Addresses.port(text));
    }

    /** Tells what does not fit the drivers, which may have been read later. */
    void check(List<DriverSpec> drivers) {
        if (scope.isIncomplete()) {
            return;
        }
        for (Fault fault : ofDrivers) {
            if (fault instanceof Fault.Stop stop) {
                check(stop, drivers);
            } else if (fault instanceof Fault.EndSession end
                    && drivers.stream()
                            .noneMatch(each -> isOn(each, end.machine()) && mayKeepSessions(each))
                    && places.isMachine(end.machine())) {
                scope.problem(
                        end.where(),
                        end.machine()
                                + " has no server whose sessions could end"
                                + servers(drivers));
            }
        }
    }

    private void check(Fault.Stop stop, List<DriverSpec> drivers) {
        for (DriverSpec driver : drivers) {
            if (driver.name().equals(stop.what())) {
                if (!isOn(driver, stop.machine())) {
                    scope.problem(
                            stop.where(),
                            "%s does not run on %s, but on %s"
                                    .formatted(
                                            stop.what(), stop.machine(), Names.list(driver.on())));
                } else if (!driver.role().equals(Stoppable.ROLE)) {
                    scope.problem(
                            stop.where(),
                            ("%s is a %s: a driver with devices goes only when nobody has them"
                                            + " open; only a %s is unloaded alone")
                                    .formatted(stop.what(), driver.role(), Stoppable.ROLE));
                }
                return;
            }
        }
        String why = Stoppable.whyNot(stop.what());
        boolean isKnown = why != null && isSubsystem(stop.what());
        List<String> allowed = new ArrayList<>(Stoppable.SUBSYSTEMS);
        drivers.stream()
                .filter(each -> each.role().equals(Stoppable.ROLE) && isOn(each, stop.machine()))
                .map(DriverSpec::name)
                .forEach(allowed::add);
        scope.problem(
                stop.where(),
                "%s %s. What can stop there: %s.%s"
                        .formatted(
                                Scalar.shown(stop.what()),
                                isKnown
                                        ? "cannot stop: " + why
                                        : "is no subsystem or driver that can stop",
                                Names.list(allowed),
                                isKnown ? "" : Nearest.hint(stop.what(), allowed)));
    }

    private boolean isSubsystem(String name) {
        return scope.vocabulary().subsystems().stream()
                .map(SubsystemSpec::name)
                .anyMatch(name::equals);
    }

    private static boolean isOn(DriverSpec driver, String machine) {
        return driver.on().contains(machine);
    }

    // What a class or a program of the user's does is not known.
    private boolean mayKeepSessions(DriverSpec driver) {
        DriverSpec.Source code = DriverSpec.codeOf(driver.source());
        return code instanceof DriverSpec.Source.OfClass
                || code instanceof DriverSpec.Source.OfProgram
                || (code instanceof DriverSpec.Source.Shipped(String name)
                        && scope.vocabulary().drivers().stream()
                                .filter(ShippedDriver::keepsSessions)
                                .map(ShippedDriver::name)
                                .anyMatch(name::equals));
    }

    private String servers(List<DriverSpec> drivers) {
        Predicate<DriverSpec> isServer = this::mayKeepSessions;
        List<String> on =
                drivers.stream().filter(isServer).flatMap(each -> each.on().stream()).toList();
        return on.isEmpty()
                ? "; like: file-server makes one"
                : ". There are servers on: " + Names.list(on);
    }
}
