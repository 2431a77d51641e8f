package dev.irpflow.kernel;

import dev.irpflow.stage.Footprint;

/**
 * Runs a component's core on one message, with all that surrounds it everywhere: the checks of the
 * contract before a call, faults at the boundary, and the scheduler's view afterwards. The shell's
 * actor does nothing but call this.
 */
public final class ComponentRunner {
    private final Component component;
    private final Machine machine;
    private final ComponentSink sink;
    private final FaultGate gate;
    private final Place place;
    private final Footprint footprint;

    /** Runs this component at this place. */
    public ComponentRunner(Component component, Place place) {
        this.component = component;
        this.machine = place.machine();
        this.sink = new ComponentSink(place);
        this.gate = new FaultGate(machine, place);
        this.place = place;
        this.footprint = machine.footprint();
        machine.ledger().know(component.rules());
    }

    /**
     * Processes a message; messages of a dead machine and of ended strands are dropped. What a core
     * throws is a bug of ours and ends the run here: a direct core runs on the Java stack of a
     * driver, which must neither catch it nor be blamed for it.
     */
    @SuppressWarnings("CatchingUnchecked")
    public void process(Message message) {
        if (machine.isDead() || message.strand().isEnded()) {
            return;
        }
        if (footprint.isOn()) {
            footprint.read(machine.key()); // whether it is up
            place.runs(message.strand()); // a direct component works on the machine's state
        }
        machine.strands().enter(message);
        try {
            // A call that a fault has delayed comes a second time, and is judged once.
            if (message instanceof Call call && !call.isPassedByGate()) {
                machine.checks().onCall(call);
            }
            if (!machine.isDead() && !gate.takes(message)) {
                component.on(message, sink);
                if (message instanceof Call call) {
                    machine.checks().processed(call);
                }
            }
            if (!machine.isDead()) {
                machine.checks().afterwards(message.strand());
            }
        } catch (StackOverflowError e) {
            if (machine.strands().isOnDriversStack()) {
                throw e; // the driver has used it up
            }
            machine.host().broke(machine, e);
        } catch (RuntimeException | Error e) {
            machine.host().broke(machine, e);
        } finally {
            machine.strands().leave(message);
        }
    }
}
