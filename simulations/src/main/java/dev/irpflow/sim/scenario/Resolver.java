package dev.irpflow.sim.scenario;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.irpflow.sim.scenario.value.Address;
import dev.irpflow.sim.scenario.value.Bytes;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;

/** Gives values that are known only while the run goes on. */
public interface Resolver {
    /**
     * What an earlier operation gave, as protobuf's reflection has it: a boxed number, a string, a
     * message, a list.
     *
     * @throws UnresolvedException if there is no such value yet
     */
    Object reference(Reference reference);

    /**
     * The address of a script of the driver that calls, by its key; for a step, of the APC routine
     * of the application that has this name.
     */
    long code(String script, FieldSpec field);

    /**
     * The handle of the thread of this name in the scenario.
     *
     * @throws UnresolvedException if it does not run on this machine now
     */
    long thread(String name);

    /** The bytes themselves. */
    byte[] bytes(Bytes bytes);

    /** The bytes in memory of the machine that calls, as the message that refers to them. */
    Message buffer(Bytes bytes, Descriptor type);

    /** The address as the message of this type. */
    Message address(Address address, Descriptor type);
}
