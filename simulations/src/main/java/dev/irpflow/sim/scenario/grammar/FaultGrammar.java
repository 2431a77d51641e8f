package dev.irpflow.sim.scenario.grammar;

import static dev.irpflow.sim.scenario.grammar.Form.keyed;
import static dev.irpflow.sim.scenario.grammar.Key.optional;
import static dev.irpflow.sim.scenario.grammar.Key.required;

import dev.irpflow.sim.scenario.Fault.Leaving;
import dev.irpflow.sim.scenario.Resource;
import dev.irpflow.sim.scenario.Stoppable;
import dev.irpflow.sim.scenario.grammar.Form.Either;
import dev.irpflow.sim.scenario.grammar.Form.ListOf;
import dev.irpflow.sim.scenario.grammar.Form.Words;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import dev.irpflow.tcpip.EndpointKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Faults: listed, held by a storm, or injected by a step. */
final class FaultGrammar {
    /** Where a fault stands, which decides what may be said of when it strikes. */
    private enum Stands {
        LISTED,
        IN_STORM,
        INJECTED
    }

    /** What a fault is about. */
    private enum About {
        FRAMES,
        LINK,
        CALL,
        SITE,
        MACHINE,
        GROUP
    }

    private FaultGrammar() {}

    static List<Phrase> phrases(Vocabulary vocabulary) {
        return List.of(
                new Phrase("fault", verbs(Stands.LISTED, vocabulary), "A fault of the list"),
                new Phrase(
                        "storm-fault",
                        verbs(Stands.IN_STORM, vocabulary),
                        "A fault in a storm, which chooses by weight and says when"),
                new Phrase(
                        "injected-fault",
                        verbs(Stands.INJECTED, vocabulary),
                        "A fault that a step injects, which begins now"));
    }

    private static List<Shape> verbs(Stands stands, Vocabulary vocabulary) {
        List<Shape> verbs = new ArrayList<>();
        List<Key> frames =
                List.of(
                        optional("on", MomentGrammar.LINKS, "the links; all"),
                        optional("of", new Words(vocabulary.frames()), "only these frames"));
        Key by = optional("by", Spelling.DURATION_RANGE, "for how long");
        Key share = required("lose", Spelling.SHARE, "loses a share of the frames");
        verbs.add(shape(share, frames, About.FRAMES, stands));
        share = required("duplicate", Spelling.SHARE, "delivers a share of the frames twice");
        verbs.add(shape(share, frames, About.FRAMES, stands));
        share = required("reorder", Spelling.SHARE, "holds a share back, so that others overtake");
        verbs.add(shape(share, List.of(frames.get(0), frames.get(1), by), About.FRAMES, stands));
        Key corrupt = required("corrupt", Spelling.SHARE, "damages a share of the frames");
        List<String> leaving = Arrays.stream(Leaving.values()).map(Leaving::word).toList();
        Key left = optional("leaving", new Words(leaving), "which checks stay right; nothing");
        verbs.add(
                shape(corrupt, List.of(frames.get(0), frames.get(1), left), About.FRAMES, stands));
        verbs.addAll(lasting(stands));
        Key cut = required("cut", MomentGrammar.LINKS, "carries no frame, one way or both");
        verbs.add(shape(cut, List.of(), About.LINK, stands));
        verbs.addAll(calls(stands));
        if (stands == Stands.LISTED) {
            verbs.add(eachSite());
        }
        Key crash = required("crash", Spelling.MACHINE, "stops a machine for good");
        Key code = optional("bug-check", Spelling.BUG_CHECK, "as which; its power goes");
        verbs.add(shape(crash, List.of(code), About.MACHINE, stands));
        Key restart = required("restart", Spelling.MACHINE, "stops it and boots it again");
        Key down = optional("down-for", Spelling.DURATION_RANGE, "how long it is off");
        verbs.add(shape(restart, List.of(down), About.MACHINE, stands));
        Key skew = required("skew", Spelling.MACHINE, "sets its clock");
        Key far = optional("by", Spelling.DURATION, "how far forward");
        Key back = optional("back", Spelling.DURATION, "how far back");
        verbs.add(shape(skew, List.of(far, back), About.MACHINE, stands));
        Form stopped =
                new Either(List.of(new Words(Stoppable.SUBSYSTEMS), Form.of(Spelling.DRIVER)));
        Key stop = required("stop", stopped, "lets a subsystem serve nobody, unloads a driver");
        Key where = optional("on", Spelling.MACHINE, "the machine; the only one");
        verbs.add(shape(stop, List.of(where), About.MACHINE, stands));
        Key end = required("end-session", Spelling.MACHINE, "lets its server forget sessions");
        Key of = optional("of", Spelling.MACHINE, "whose; those of all clients");
        verbs.add(shape(end, List.of(of), About.MACHINE, stands));
        Key close = required("force-close", Spelling.MACHINE, "lets TCP/IP close endpoints itself");
        Key kind = optional("of", new Words(EndpointKind.words()), "which; all");
        Key port = optional("port", Spelling.ORDINAL, "of this local port; of any");
        verbs.add(shape(close, List.of(kind, port), About.MACHINE, stands));
        if (stands != Stands.IN_STORM) {
            Form faults = new ListOf(keyed("storm-fault"));
            Key storm = required("storm", faults, "several faults, chosen by weight");
            verbs.add(shape(storm, List.of(), About.GROUP, stands));
        }
        return verbs;
    }

    private static List<Shape> lasting(Stands stands) {
        Key flap = required("flap", MomentGrammar.LINKS, "is cut again and again");
        Key every = required("every", Spelling.DURATION_RANGE, "from one time to the next");
        Key down = required("down-for", Spelling.DURATION_RANGE, "how long each time");
        Key slow = required("slow", MomentGrammar.LINKS, "takes frames longer");
        Key by = optional("by", Spelling.DURATION_RANGE, "how much longer each is under way");
        Key to = optional("to", Spelling.RATE, "how fast frames enter at most");
        Key pause = required("pause", Spelling.MACHINE, "lets processors and clock stand still");
        Key slowDown = required("slow-down", Spelling.MACHINE, "makes its processors slow");
        Key each = required("by", Spelling.DURATION_RANGE, "how long each message takes");
        return List.of(
                shape(flap, List.of(every, down), About.LINK, stands),
                shape(slow, List.of(by, to), About.LINK, stands),
                shape(pause, List.of(), About.LINK, stands),
                shape(slowDown, List.of(each), About.LINK, stands));
    }

    private static List<Shape> calls(Stands stands) {
        Form status =
                new Either(List.of(new Words(List.of("any-documented")), Form.of(Spelling.STATUS)));
        Key fail = required("fail", Spelling.ROUTINE, "lets a routine fail in its documented way");
        Key with = required("with-status", status, "the status");
        Key delay = required("delay", Spelling.ROUTINE, "holds a call or a completion back");
        Key by = required("by", Spelling.DURATION_RANGE, "for how long");
        Key pend = required("pend", Spelling.ROUTINE, "lets it pend where it could end at once");
        Key cancel = required("cancel", Spelling.ROUTINE, "cancels its operation");
        List<Shape> verbs = new ArrayList<>();
        verbs.add(shape(fail, List.of(with), About.CALL, stands));
        verbs.add(shape(delay, List.of(by), About.CALL, stands));
        verbs.add(shape(pend, List.of(), About.CALL, stands));
        verbs.add(shape(cancel, List.of(), About.CALL, stands));
        verbs.addAll(ends(stands, optional("with-status", status, "the status; any documented")));
        return verbs;
    }

    private static List<Shape> ends(Stands stands, Key with) {
        Key early = required("complete-early", Spelling.ROUTINE, "ends it before its call returns");
        Key twice = required("complete-twice", Spelling.ROUTINE, "completes its IRP twice");
        Key never =
                required("never-complete", Spelling.ROUTINE, "keeps its IRP until it is cancelled");
        Key raise = required("raise", Spelling.ROUTINE, "lets a routine raise an exception");
        Form resource = new Words(Resource.words());
        Key exhaust = required("exhaust", resource, "leaves nothing of a resource");
        return List.of(
                shape(early, List.of(with), About.CALL, stands),
                shape(twice, List.of(), About.CALL, stands),
                shape(never, List.of(), About.CALL, stands),
                shape(raise, List.of(with), About.CALL, stands),
                shape(exhaust, List.of(), About.CALL, stands));
    }

    private static Shape eachSite() {
        Form which = new Either(List.of(new Words(List.of("any")), Form.of(Spelling.ROUTINE)));
        Key each = required("each-site", which, "lets the call at each site fail, one in each run");
        Form status =
                new Either(List.of(new Words(List.of("any-documented")), Form.of(Spelling.STATUS)));
        Key with = optional("with-status", status, "the status; each documented one");
        return shape(each, List.of(with), About.SITE, Stands.LISTED);
    }

    private static Shape shape(Key verb, List<Key> own, About about, Stands stands) {
        List<Key> keys = new ArrayList<>();
        keys.add(verb);
        keys.addAll(own);
        keys.addAll(terms(about, stands));
        return new Shape(verb.name(), keys, verb.about());
    }

    private static List<Key> terms(About about, Stands stands) {
        boolean inStorm = stands == Stands.IN_STORM;
        boolean listed = stands == Stands.LISTED;
        List<Key> keys = new ArrayList<>();
        if (about == About.CALL || about == About.SITE) {
            keys.add(optional("on", MomentGrammar.PLACES, "where; anywhere"));
        }
        keys.add(optional("name", Spelling.NAME, "its name"));
        boolean counted = about == About.CALL || about == About.FRAMES || about == About.SITE;
        if (!inStorm && counted) {
            keys.add(optional("nth", Spelling.NTH, "which occurrence"));
        }
        if (about == About.CALL || about == About.GROUP) {
            keys.add(optional("chance", Spelling.SHARE, "how likely each time"));
        }
        if (listed) {
            keys.add(optional("at", Spelling.DURATION_RANGE, "when, by the clock of the stage"));
            if (about != About.MACHINE) {
                keys.add(optional("during", Spelling.DURATION_RANGE, "from when until when"));
            }
            keys.add(optional("when", keyed("moment"), "after this moment"));
        }
        if (about != About.MACHINE) {
            keys.add(optional("for", Spelling.DURATION_RANGE, "how long it lasts"));
        }
        if (inStorm) {
            keys.add(optional("weight", Spelling.ORDINAL, "how often beside the others; 1"));
        } else {
            keys.add(optional("at-most", Spelling.ORDINAL, "how often at most"));
            keys.add(optional("may-miss", Spelling.SWITCH, "whether it may never strike"));
        }
        return keys;
    }
}
