package dev.irpflow.sim.run;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.sim.scenario.Resolver;
import dev.irpflow.sim.scenario.UnresolvedException;
import dev.irpflow.sim.scenario.value.Address;
import dev.irpflow.sim.scenario.value.Bytes;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import dev.irpflow.stage.Site;
import java.util.List;

/** Gives the fields of a step's request their values, on the machine where the step runs. */
class StepResolver implements Resolver {
    private static final long CONTENT = Site.key("random bytes");

    private final ScenarioRun run;
    private final RunningMachine here;
    private final Machine machine;
    private final String owner;
    private final Values values;
    private final List<Region> lent;

    /**
     * A resolver for one step.
     *
     * @param owner the component to which its buffers belong
     * @param values where references are looked up
     * @param lent takes the regions that it allocates: the step frees them at its end
     */
    StepResolver(
            ScenarioRun run, RunningMachine here, String owner, Values values, List<Region> lent) {
        this.owner = owner;
        this.values = values;
        this.run = run;
        this.here = here;
        this.machine = here.machine();
        this.lent = lent;
    }

    @Override
    public Object reference(Reference reference) {
        return values.resolve(reference);
    }

    @Override
    public long code(String name, FieldSpec field) {
        Object routine =
                field.pointsTo().equals("PAPCFUNC")
                        ? new ApcSignal.OfThread(run, name)
                        : new ApcSignal.OfOperation(run, name);
        return here.application().context().addressOf(routine);
    }

    @Override
    public long thread(String name) {
        Strand thread = machine.strands().threadCalled(name);
        if (thread == null) {
            throw new UnresolvedException(
                    "no thread %s runs on %s now".formatted(name, machine.name()));
        }
        return thread.objectOrNew().id();
    }

    @Override
    public byte[] bytes(Bytes bytes) {
        return content(bytes).toByteArray();
    }

    /** The bytes that a scenario names. */
    ByteString content(Bytes bytes) {
        return switch (bytes) {
            case Bytes.Spelled spelled -> ByteString.copyFrom(spelled.bytes());
            case Bytes.OfFile file -> run.inputs().read(file.path());
            case Bytes.Random random -> drawn((int) random.size().bytes());
        };
    }

    @Override
    public Message buffer(Bytes bytes, Descriptor type) {
        ByteString content = content(bytes);
        Region region =
                machine.memory()
                        .allocate(
                                Region.Kind.NONPAGED_POOL,
                                "Step",
                                Math.max(1, content.size()),
                                owner);
        if (region == null) {
            throw new UnresolvedException("no nonpaged pool is left for the buffer of this step");
        }
        lent.add(region);
        machine.memory()
                .write(Memory.all(region), 0, content, Irql.PASSIVE_LEVEL, machine.place(owner));
        return Memory.ref(region, 0, content.size());
    }

    @Override
    public Message address(Address address, Descriptor type) {
        return run.addressOf(address);
    }

    private ByteString drawn(int length) {
        byte[] bytes = new byte[length];
        long seed = run.draw(machine.key(), CONTENT);
        for (int i = 0; i < length; i++) {
            if (i % 8 == 0) {
                seed = Site.join(seed, i);
            }
            bytes[i] = (byte) (seed >>> 8 * (i % 8));
        }
        return ByteString.copyFrom(bytes);
    }
}
