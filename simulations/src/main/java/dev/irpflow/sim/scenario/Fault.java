package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.value.Link;
import dev.irpflow.sim.scenario.value.Rate;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Where;
import dev.irpflow.tcpip.EndpointKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong: exactly one verb, with its adverbs. One record for each verb. */
public sealed interface Fault {
    /** When it strikes, how often, and under which name. */
    FaultTerms terms();

    /** The line of its verb. */
    Where where();

    /** What it is called: the name that it is given, or its verb and this number. */
    default String name(int number) {
        String given = terms().name();
        return given == null ? verb() + " " + number : given;
    }

    /** The verb, as a scenario spells it. */
    default String verb() {
        return switch (this) {
            case Lose _ -> "lose";
            case Duplicate _ -> "duplicate";
            case Reorder _ -> "reorder";
            case Corrupt _ -> "corrupt";
            case Cut _ -> "cut";
            case Flap _ -> "flap";
            case Slow _ -> "slow";
            case Pause _ -> "pause";
            case SlowDown _ -> "slow-down";
            case Fail _ -> "fail";
            case Delay _ -> "delay";
            case Pend _ -> "pend";
            case Cancel _ -> "cancel";
            case CompleteEarly _ -> "complete-early";
            case CompleteTwice _ -> "complete-twice";
            case NeverComplete _ -> "never-complete";
            case Raise _ -> "raise";
            case Exhaust _ -> "exhaust";
            case EachSite _ -> "each-site";
            case Crash _ -> "crash";
            case Restart _ -> "restart";
            case Skew _ -> "skew";
            case Stop _ -> "stop";
            case EndSession _ -> "end-session";
            case ForceClose _ -> "force-close";
            case Storm _ -> "storm";
        };
    }

    /**
     * Which frames a fault of the network is about.
     *
     * @param links the links; empty for all
     * @param kind the kind of frame; null for all
     */
    record Frames(List<Link> links, @Nullable String kind) {
        public Frames {
            links = List.copyOf(links);
        }
    }

    /** What becomes of a share of the frames. */
    sealed interface OnFrames extends Fault {
        /** How many of them are struck. */
        Share share();

        /** Which of them it is about. */
        Frames of();
    }

    /** What becomes of calls, at the boundary between two components. */
    sealed interface OnCalls extends Fault {
        /** Which of them it is about. */
        Target target();
    }

    /** What becomes of a machine, at one moment. */
    sealed interface OnMachine extends Fault {
        /** Its name. */
        String machine();
    }

    /** Loses a share of the frames. */
    record Lose(Share share, Frames of, FaultTerms terms, Where where) implements OnFrames {}

    /** Delivers a share of the frames twice. */
    record Duplicate(Share share, Frames of, FaultTerms terms, Where where) implements OnFrames {}

    /**
     * Lets later frames overtake a share of them.
     *
     * @param by how long they are held back; null: as the network chooses
     */
    record Reorder(Share share, Frames of, @Nullable TimeRange by, FaultTerms terms, Where where)
            implements OnFrames {}

    /** Which checks of a corrupted frame are right all the same. */
    enum Leaving {
        /** None: the adapter that receives it drops it. */
        NOTHING("nothing"),
        /** The frame check sequence: TCP drops it. */
        FRAME_CHECK("frame-check"),
        /** The checksum of TCP too: the application gets wrong data. */
        CHECKSUMS("checksums");

        private final String word;

        Leaving(String word) {
            this.word = word;
        }

        /** As a scenario spells it. */
        public String word() {
            return word;
        }
    }

    /** Damages a share of the frames. */
    record Corrupt(Share share, Frames of, Leaving leaving, FaultTerms terms, Where where)
            implements OnFrames {}

    /** What goes wrong with links or with a machine, until it is over. */
    sealed interface Lasting extends Fault {}

    /** Carries no frame at all. */
    record Cut(List<Link> links, FaultTerms terms, Where where) implements Lasting {
        public Cut {
            links = List.copyOf(links);
        }
    }

    /**
     * Carries no frame again and again.
     *
     * @param every from the beginning of one time to that of the next
     * @param downFor how long each time
     */
    record Flap(List<Link> links, TimeRange every, TimeRange downFor, FaultTerms terms, Where where)
            implements Fault {
        public Flap {
            links = List.copyOf(links);
        }
    }

    /**
     * Makes links slow.
     *
     * @param by how much longer each frame is under way; null: no longer
     * @param to how fast frames enter at most; null: as fast as always
     */
    record Slow(
            List<Link> links,
            @Nullable TimeRange by,
            @Nullable Rate to,
            FaultTerms terms,
            Where where)
            implements Lasting {
        public Slow {
            links = List.copyOf(links);
        }
    }

    /** Lets the processors and the clock of a machine stand still. */
    record Pause(String machine, FaultTerms terms, Where where) implements Lasting {}

    /**
     * Makes the processors of a machine slow.
     *
     * @param by how long they need for each message
     */
    record SlowDown(String machine, TimeRange by, FaultTerms terms, Where where)
            implements Lasting {}

    /**
     * Lets a routine fail without doing anything.
     *
     * @param with the status; null: any documented failure of the routine
     */
    record Fail(Target target, @Nullable Status with, FaultTerms terms, Where where)
            implements OnCalls {}

    /** Holds a call or a completion back. */
    record Delay(Target target, TimeRange by, FaultTerms terms, Where where) implements OnCalls {}

    /** Lets a routine pend where it could have ended at once. */
    record Pend(Target target, FaultTerms terms, Where where) implements OnCalls {}

    /** Cancels the operation while it is pending. */
    record Cancel(Target target, FaultTerms terms, Where where) implements OnCalls {}

    /**
     * Ends an operation with a failure while the call that begins it is open still.
     *
     * @param with the status; null: any documented failure
     */
    record CompleteEarly(Target target, @Nullable Status with, FaultTerms terms, Where where)
            implements OnCalls {}

    /** Completes the IRP of an operation a second time. */
    record CompleteTwice(Target target, FaultTerms terms, Where where) implements OnCalls {}

    /** Keeps the IRP of an operation until somebody cancels it. */
    record NeverComplete(Target target, FaultTerms terms, Where where) implements OnCalls {}

    /**
     * Lets a routine raise an exception.
     *
     * @param with the status; null: any that its page documents
     */
    record Raise(Target target, @Nullable Status with, FaultTerms terms, Where where)
            implements OnCalls {}

    /** Nothing of a resource is left for those who ask for it. */
    record Exhaust(Resource what, FaultTerms terms, Where where) implements OnCalls {
        @Override
        public Target target() {
            return new Target.AnyCall();
        }
    }

    /**
     * Lets the call at one site fail, told apart by what led to it, and asks at each of them: a
     * systematic hunt answers for one after the other. With {@code nth} it asks at none, and lets
     * the calls of these numbers fail.
     *
     * @param with the status; null: each documented failure of the routine
     */
    record EachSite(Target target, @Nullable Status with, FaultTerms terms, Where where)
            implements OnCalls {
        /** Whether it asks, and lets nothing fail by itself. */
        public boolean asks() {
            return terms.nth() == null;
        }

        /** The target as a scenario spells it. */
        public String written() {
            return target instanceof Target.AnyCall ? "any" : target.written();
        }
    }

    /**
     * Stops a machine for good.
     *
     * @param bugCheck as which its kernel dies, with a crash dump; null: its power goes
     */
    record Crash(String machine, @Nullable BugCheckCode bugCheck, FaultTerms terms, Where where)
            implements OnMachine {}

    /**
     * Stops a machine and boots it again; files survive.
     *
     * @param downFor how long it is gone
     */
    record Restart(String machine, TimeRange downFor, FaultTerms terms, Where where)
            implements OnMachine {}

    /**
     * Sets the clock of a machine to another time.
     *
     * @param by how far
     * @param back whether to an earlier one
     */
    record Skew(String machine, TimeSpan by, boolean back, FaultTerms terms, Where where)
            implements OnMachine {}

    /**
     * A subsystem of a machine serves nobody any more, or a driver of it is unloaded, until the
     * machine boots again.
     *
     * @param what the name of the subsystem or the driver
     */
    record Stop(String what, String machine, FaultTerms terms, Where where) implements OnMachine {}

    /**
     * A server forgets the sessions of its clients.
     *
     * @param client only those of this one; null: of all
     */
    record EndSession(String machine, @Nullable String client, FaultTerms terms, Where where)
            implements OnMachine {}

    /**
     * TCP/IP of a machine closes endpoints by itself.
     *
     * @param kind only those of this kind; null: all
     * @param port only those of this local port; 0: of any
     */
    record ForceClose(
            String machine, @Nullable EndpointKind kind, int port, FaultTerms terms, Where where)
            implements OnMachine {}

    /** Lets one of these strike again and again, the heavier ones more often. */
    record Storm(List<Fault> faults, FaultTerms terms, Where where) implements Fault {
        public Storm {
            faults = List.copyOf(faults);
        }
    }
}
