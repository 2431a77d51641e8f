// This file is one thing because each fault has one life, from its arming to the calm.
package dev.irpflow.sim.run;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.network.FrameFaults;
import dev.irpflow.network.FrameKind;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.FaultPlan;
import dev.irpflow.sim.scenario.FaultTerms;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.stage.Site;
import dev.irpflow.stage.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults of a run: armed at its start, asked at each call and frame, ended by the calm. */
final class RunFaults implements FaultPoint, FrameFaults {
    /** What a fault does to the world, where it is not a call's or a frame's fate. */
    interface World {
        /**
         * A machine is struck; false if it is down, or has nothing that could be struck. Whoever
         * plays it elsewhere tells whether it was.
         *
         * @param downForNs how long a machine that restarts is gone
         */
        boolean strike(Fault.OnMachine fault, long downForNs, Struck how);

        /**
         * What a fault does to links or a machine begins.
         *
         * @param site where it was answered that it strikes
         * @return lets it end; null if it could not strike
         */
        @Nullable Runnable begin(Fault.Lasting fault, String name, long site);

        /** Asks a fault about the frames that are under way. */
        void askUnderWay(FrameFaults fault);

        /** An operation is to be cancelled while it is pending; false if nothing carries it. */
        boolean cancelLater(Call call, String fault, long site);

        /** An IRP is to be completed a second time; false if a call completes none. */
        boolean completeAgainLater(Call call, String fault, long site);

        /** The operations that are open. */
        Operations operations();

        /** Runs this after a time in nanoseconds. */
        void after(long delayNs, String what, Runnable action);

        /**
         * Runs this after a time in nanoseconds; it lets nothing happen that does not happen
         * anyway.
         */
        void deadline(long delayNs, String what, Runnable action);

        /** A fault has struck. */
        void struck(ArmedFault fault);

        /**
         * A fault begins that the run did not begin with: a step injects it, or a storm chose it.
         */
        void begun(ArmedFault fault);

        /** All faults have ended. */
        void calmed();
    }

    static final long FAULT = Site.key("fault");
    private static final long STRIKES = Site.key("strikes");
    private static final long ARMED = Site.key("faults that there are");
    private static final long LENGTH = Site.key("fault length");

    private final Stage stage;
    private final World world;
    private final Moments moments;
    private final List<ArmedFault> all = new ArrayList<>();
    private final List<ArmedFault> onCalls = new ArrayList<>();
    private final List<ArmedFault> onFrames = new ArrayList<>();
    private final FaultsInFlight operations;
    private boolean begun; // the faults of the list are armed
    private boolean calm;
    private boolean siteFailed;
    private long firstStepNs;

    RunFaults(Stage stage, World world, Moments moments) {
        this.stage = stage;
        this.world = world;
        this.moments = moments;
        this.operations = new FaultsInFlight(stage, world, moments);
    }

    /** Arms what acts on the first boot of the machines too: what fails at each site. */
    void armForBoot(FaultPlan plan) {
        for (int i = 0; i < plan.faults().size(); i++) {
            Fault fault = plan.faults().get(i);
            if (isForBoot(fault)) {
                arm(fault, plan.numbers().get(i));
            }
        }
    }

    // One that has a time of its own counts from the first step on.
    private static boolean isForBoot(Fault fault) {
        FaultTerms terms = fault.terms();
        return fault instanceof Fault.EachSite
                && terms.at() == null
                && terms.during() == null
                && terms.when() == null
                && terms.lasts() == null;
    }

    /** Arms the faults of a plan, and sets the time of the calm. */
    void arm(FaultPlan plan) {
        firstStepNs = stage.now();
        for (int i = 0; i < plan.faults().size(); i++) {
            Fault fault = plan.faults().get(i);
            if (!isForBoot(fault)) {
                arm(fault, plan.numbers().get(i));
            }
        }
        begun = true;
        if (plan.calmAfter() != null) {
            world.deadline(plan.calmAfter().nanos(), "calm", this::calm);
        }
    }

    /**
     * Arms only what acts on calls and frames: machines, links and the calm are the affair of the
     * process that leads the run.
     */
    void armOnCallsAndFrames(FaultPlan plan) {
        for (int i = 0; i < plan.faults().size(); i++) {
            Fault fault = plan.faults().get(i);
            if (fault instanceof Fault.OnCalls || fault instanceof Fault.OnFrames) {
                arm(fault, plan.numbers().get(i));
            }
        }
        begun = true;
    }

    /** A fault of this name has struck on a machine of another process. */
    void struckElsewhere(String name) {
        for (ArmedFault fault : all.reversed()) { // gusts of one storm share their names
            if (fault.name().equals(name)) {
                siteFailed |= fault.fault() instanceof Fault.EachSite;
                fault.struck();
                return;
            }
        }
    }

    /** Arms one fault from now on, as a step says. */
    void inject(Fault fault) {
        world.begun(arm(fault, all.size() + 1));
    }

    /** Arms a fault that the process which leads the run has begun under this name. */
    void armAsLed(Fault fault, String name, boolean gust) {
        arm(
                gust
                        ? ArmedFault.gust(fault, name, 0, stage.footprint())
                        : ArmedFault.of(fault, name, stage.footprint()));
    }

    private void blow(ArmedFault gust) {
        gust.beganAt(stage.now());
        arm(gust);
        world.begun(gust);
    }

    // The number tells it from others of its verb.
    private ArmedFault arm(Fault fault, int number) {
        ArmedFault armed = ArmedFault.of(fault, fault.name(number), stage.footprint());
        arm(armed);
        return armed;
    }

    private void arm(ArmedFault armed) {
        stage.footprint().write(ARMED);
        all.add(armed);
        switch (armed.fault()) {
            case Fault.OnFrames _ -> onFrames.add(armed);
            case Fault.OnCalls _ -> onCalls.add(armed);
            case Fault.OnMachine _, Fault.Lasting _, Fault.Flap _, Fault.Storm _ -> {}
        }
        begin(armed);
    }

    /** Ends a fault by its name. */
    void end(String name) {
        for (ArmedFault fault : all) {
            if (fault.isCalled(name)) {
                close(fault);
                fault.end();
            }
        }
    }

    /** All faults end, and progress is owed. */
    void calm() {
        if (!calm) {
            calm = true;
            for (ArmedFault fault : all) {
                close(fault);
                fault.end();
            }
            world.calmed();
        }
    }

    /** How often each fault has struck, by name. */
    Map<String, Long> strikes() {
        Map<String, Long> strikes = new LinkedHashMap<>();
        for (ArmedFault fault : all) {
            strikes.merge(fault.name(), fault.strikes(), Long::sum);
        }
        return strikes;
    }

    /** Whether a call has failed that the steps know nothing of: {@code each-site} struck. */
    boolean hasFailedASite() {
        return siteFailed;
    }

    /** The faults that had to strike and did not, unless the story was cut short. */
    List<String> missed() {
        if (siteFailed) {
            return List.of();
        }
        return all.stream()
                .filter(fault -> fault.mustStrike() && fault.strikes() == 0)
                .map(ArmedFault::name)
                .toList();
    }

    @Override
    public FaultPoint.@Nullable Fate onCall(Call call) {
        stage.footprint().read(ARMED);
        if (onCalls.isEmpty()) {
            return null;
        }
        FaultPoint.Fate ending = operations.atEnd(call);
        if (ending != null) {
            return ending;
        }
        for (int i = 0; i < onCalls.size(); i++) {
            ArmedFault fault = onCalls.get(i);
            Fault.OnCalls what = (Fault.OnCalls) fault.fault();
            if (operations.isSubject(what, call) && fault.isOpen()) {
                moments.met(fault.name(), call);
                long site = siteOf(call.path(), fault);
                if (fault.isMeantAt(site, null, stage.chooser())) {
                    FaultPoint.Fate fate = CallFate.of(what, fault, call, stage.chooser(), site);
                    if (fate != null || operations.act(fault, call, site)) {
                        struck(fault);
                    }
                    if (fate != null) {
                        return fate;
                    }
                }
            }
        }
        return null;
    }

    @Override
    public FrameFaults.@Nullable Fate onFrame(
            dev.irpflow.network.Link link, Frame frame, long chain) {
        stage.footprint().read(ARMED);
        if (onFrames.isEmpty() && !moments.watchesFrames()) {
            return null;
        }
        String kind = FrameKind.of(frame).word();
        moments.frame(kind, link.from(), link.to());
        for (int i = 0; i < onFrames.size(); i++) {
            FrameFaults.Fate fate = fate(onFrames.get(i), link, frame, chain, kind);
            if (fate != null) {
                return fate;
            }
        }
        return null;
    }

    private FrameFaults.@Nullable Fate fate(
            ArmedFault fault, dev.irpflow.network.Link link, Frame frame, long chain, String kind) {
        Fault.OnFrames what = (Fault.OnFrames) fault.fault();
        if (FrameFate.isSubject(what.of(), link.from(), link.to(), kind)
                && FrameFate.canStrike(what, frame)
                && fault.isOpen()) {
            moments.met(fault.name(), link.from(), link.to(), kind);
            long site = siteOf(chain, fault);
            if (fault.isMeantAt(site, what.share(), stage.chooser())) {
                struck(fault);
                return FrameFate.of(what, fault, stage.chooser(), site);
            }
        }
        return null;
    }

    private long siteOf(long chain, ArmedFault fault) {
        return stage.site(chain, Site.join(FAULT, fault.key()));
    }

    private void struck(ArmedFault fault) {
        siteFailed |= fault.fault() instanceof Fault.EachSite;
        fault.struck();
        world.struck(fault);
        if (fault.isGust()) {
            moments.gust(fault.fault(), fault.beganNs() - firstStepNs, fault.subjects());
        }
    }

    // A fault opens at its time or moment, or at once; one that has a length closes after it.
    private void begin(ArmedFault armed) {
        FaultTerms terms = armed.terms();
        if (terms.when() != null) {
            moments.watch(terms.when(), (occurrence, at) -> open(armed));
        } else if (terms.at() != null) {
            long site = Site.join(FAULT, armed.key());
            world.after(
                    DrawnTime.in(terms.at(), stage.chooser(), site),
                    armed.name(),
                    () -> open(armed));
        } else if (terms.during() != null) {
            world.after(terms.during().least().nanos(), armed.name(), () -> open(armed));
            world.after(terms.during().most().nanos(), armed.name() + " ends", () -> close(armed));
        } else {
            open(armed);
        }
    }

    private void open(ArmedFault armed) {
        if (calm || armed.isOpen()) {
            return;
        }
        armed.open();
        if (!armed.isOpen()) {
            return; // spent
        }
        long site = Site.join(LENGTH, armed.key());
        switch (armed.fault()) {
            case Fault.Lasting lasting -> hold(armed, lasting);
            case Fault.Flap flap -> flap(armed, flap);
            case Fault.OnMachine machine -> strike(armed, machine, site);
            case Fault.Storm storm -> new Gusts(stage, world, armed, storm, this::blow).next();
            case Fault.OnFrames _ -> askUnderWay(armed); // and at each that follows
            case Fault.OnCalls calls -> operations.begin(armed, calls, () -> struck(armed));
        }
        if (armed.terms().lasts() != null) {
            long lasts = DrawnTime.in(armed.terms().lasts(), stage.chooser(), stage.site(site, 1));
            world.after(lasts, armed.name() + " ends", () -> close(armed));
        }
    }

    private void askUnderWay(ArmedFault armed) {
        if (begun) {
            stage.footprint().everything();
            world.askUnderWay((link, frame, chain) ->
                    fate(armed, link, frame, chain, FrameKind.of(frame).word()));
        }
    }

    // Where it was answered that it strikes; 0 if it is not to. A gust was answered for.
    private long decided(ArmedFault armed) {
        if (armed.isGust()) {
            return armed.key();
        }
        long site = stage.site(Site.join(FAULT, armed.key()), STRIKES);
        return stage.chooser().happens(site, 1) ? site : 0;
    }

    private void hold(ArmedFault armed, Fault.Lasting fault) {
        long site = decided(armed);
        if (site == 0) {
            return;
        }
        armed.undo();
        stage.footprint().everything(); // whatever crosses the links or runs there
        Runnable undo = world.begin(fault, armed.name(), site);
        if (undo != null) {
            armed.holds(undo);
            struck(armed);
        }
    }

    private void flap(ArmedFault armed, Fault.Flap flap) {
        if (calm || !armed.isOpen()) {
            return;
        }
        long site = decided(armed);
        if (site != 0) {
            stage.footprint().everything();
            var cut = new Fault.Cut(flap.links(), flap.terms(), flap.where());
            Runnable undo = world.begin(cut, armed.name(), site);
            if (undo != null) {
                armed.holds(undo);
                struck(armed);
                world.after(
                        drawn(flap.downFor(), armed),
                        armed.name() + " is up",
                        () -> armed.undo(undo));
            }
        }
        world.after(drawn(flap.every(), armed), armed.name(), () -> flap(armed, flap));
    }

    private long drawn(TimeRange range, ArmedFault armed) {
        long site = stage.site(Site.join(LENGTH, armed.key()), range.most().nanos());
        return DrawnTime.in(range, stage.chooser(), site);
    }

    private void strike(ArmedFault armed, Fault.OnMachine fault, long site) {
        long downFor =
                fault instanceof Fault.Restart restart
                        ? DrawnTime.in(restart.downFor(), stage.chooser(), stage.site(site, 0))
                        : 0;
        stage.footprint().everything(); // whatever runs there, or waits for a date
        long decided = decided(armed);
        if (decided != 0 && world.strike(fault, downFor, new Struck(armed.name(), decided))) {
            struck(armed);
        }
        armed.close();
    }

    private void close(ArmedFault armed) {
        armed.undo();
        operations.end(armed);
        armed.close();
    }
}
