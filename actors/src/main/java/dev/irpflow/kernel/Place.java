package dev.irpflow.kernel;

import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a component lives: {@code machine/component}. The shell binds it to an actor. */
public final class Place {
    /** How a message reaches the actor of a place. */
    @FunctionalInterface
    public interface Mailbox {
        /** Hands the message over; it is processed after the current one. */
        void tell(Message message);
    }

    /** The component that carries out faults: whatever it meets, no driver is at fault for it. */
    public static final String FAULTS = "fault";

    private final Machine machine;
    private final String component;
    private final String name;
    private @Nullable Mailbox mailbox;
    private long cell;
    private final List<KernelObject> image = new ArrayList<>(0);
    private @Nullable ImageSection pageable;
    private boolean direct;
    private boolean apart;
    private boolean userMode;
    private boolean unloaded;
    private boolean stopped;

    Place(Machine machine, String component) {
        this.machine = machine;
        this.component = component;
        this.name = machine.name() + "/" + component;
        this.cell = Site.join(machine.key(), Site.key(component));
    }

    /** The state of the component as a cell of footprints. */
    public long cell() {
        return cell;
    }

    /**
     * Notes for the footprint that a strand runs here: it may touch all of the component's state,
     * or nothing of it that others touch but what it notes itself.
     */
    void runs(Strand strand) {
        if (!direct) {
            machine.footprint().write(apart ? Site.join(cell, strand.id()) : cell);
        }
    }

    /** Strands of this component share nothing that is not noted where it is accessed. */
    public void strandsAreApart() {
        this.apart = true;
    }

    /** Its state is a part of this cell, which others share. */
    public void isPartOf(long sharedCell) {
        this.cell = sharedCell;
    }

    /** Whoever lives here runs in user mode: its calls of the I/O manager are system calls. */
    public void isInUserMode() {
        this.userMode = true;
    }

    /** Whether it is {@link #isInUserMode}. */
    public boolean isOfUserMode() {
        return userMode;
    }

    /** The component serves nobody any more, as far as its pages say what others see then. */
    public void stop() {
        machine.footprint().write(cell);
        stopped = true;
    }

    /** Whether it was told to {@link #stop}; the component asks that itself. */
    public boolean isStopped() {
        return stopped;
    }

    /** The machine; a call never leaves it. */
    public Machine machine() {
        return machine;
    }

    /** A kernel object lies in the image of the driver that lives here, not in pool memory. */
    public void keepsInImage(KernelObject object) {
        image.add(object);
    }

    /** The pageable section of the image; null if nobody has locked it yet. */
    public @Nullable ImageSection pageableSection() {
        return pageable;
    }

    /** Sets {@link #pageableSection}. */
    public void pageableSection(ImageSection section) {
        pageable = section;
    }

    /** Whether the driver that lived here was unloaded: none of its code is there any more. */
    boolean isUnloaded() {
        return unloaded;
    }

    /**
     * The image goes, and with it the code and the objects that lie in it; what is in use still is
     * left, to be found.
     */
    public void dropImage() {
        unloaded = true;
        UnloadedImage.judge(this, image);
        for (KernelObject object : image) {
            boolean inUse =
                    switch (object) {
                        case KernelTimer timer -> timer.isSet() || timer.isWaitedFor();
                        case Lock lock -> !lock.owners().isEmpty();
                        case WaitObject waited -> waited.isWaitedFor();
                        case Dpc dpc -> dpc.isQueued();
                        default -> false;
                    };
            if (!object.isGone() && !inUse) {
                machine.objects().remove(object);
            }
        }
        image.clear();
    }

    /** The component's name within its machine, such as {@code wsk}. */
    public String component() {
        return component;
    }

    /** Binds the place to its actor. */
    public void bind(Mailbox to) {
        this.mailbox = to;
    }

    /** Binds the place to a component whose messages are plain calls, not mailbox hops. */
    public void bindDirectly(ComponentRunner runner) {
        this.mailbox = runner::process;
        this.direct = true;
    }

    /** Whether a message is processed while it is delivered. */
    public boolean isDirect() {
        return direct;
    }

    /** Whether somebody lives here: a place without an actor is a component that is absent. */
    public boolean isBound() {
        return mailbox != null;
    }

    void deliver(Message message) {
        if (mailbox == null) {
            throw new IllegalStateException("nobody lives at " + name);
        }
        mailbox.tell(message);
    }

    @Override
    public String toString() {
        return name;
    }
}
