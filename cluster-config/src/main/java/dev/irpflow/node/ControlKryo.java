package dev.irpflow.node;

import java.util.List;

/** What may be in a letter, and the Kryo that knows it. */
final class ControlKryo {
    private static final int DEEPEST = 8;

    /** In the order of their numbers; a new one goes to the end. */
    private static final List<Class<?>> CLASSES =
            List.of(
                    Letter.class,
                    Control.Play.class,
                    Control.PowerOn.class,
                    Control.PowerOff.class,
                    Control.Cut.class,
                    Control.Arm.class,
                    Control.Calm.class,
                    Control.EndFault.class,
                    Control.ShutDown.class,
                    Control.Probe.class,
                    Control.Stop.class,
                    Control.Came.class,
                    Control.Ready.class,
                    Control.Unable.class,
                    Control.Booted.class,
                    Control.NotLoaded.class,
                    Control.Unloaded.class,
                    Control.Violated.class,
                    Control.Died.class,
                    Control.Broke.class,
                    Control.Struck.class,
                    Control.Answer.class,
                    Control.Inject.class,
                    Control.Stopped.class,
                    Control.DumpPart.class,
                    Control.Strike.class,
                    Control.BeginTrouble.class,
                    Control.EndTrouble.class);

    private ControlKryo() {}

    /** The classes that may be in a letter. */
    static List<Class<?>> classes() {
        return CLASSES;
    }

    static BoundedKryo create() {
        return new BoundedKryo(CLASSES, DEEPEST);
    }
}
