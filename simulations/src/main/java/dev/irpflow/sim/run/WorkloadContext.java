package dev.irpflow.sim.run;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.irpflow.driver.Reply;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Region;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.value.Bytes;
import dev.irpflow.sim.scenario.value.Count;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.Text;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.value.Word;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a workload has to work with: its parameters, a caller, and memory of its process. */
record WorkloadContext(ScenarioRun run, RunningMachine here, List<Setting> with, Where where) {
    Machine machine() {
        return here.machine();
    }

    /** Calls a routine from the application's thread. */
    Reply call(Message request) {
        return here.caller().call(request);
    }

    /** A parameter in words; null if it is not given. */
    @Nullable String text(String name) {
        return switch (Setting.find(with, name)) {
            case null -> null;
            case Text text -> text.text();
            case Word word -> word.word();
            case Reference reference -> run.state().names().values().resolve(reference).toString();
            case Value other -> other.toString();
        };
    }

    /** A parameter in words that the loader demands. */
    String required(String name) {
        String value = text(name);
        if (value == null) {
            throw new IllegalStateException(
                    "the loader let a workload without " + name + " through");
        }
        return value;
    }

    /** A number, a size or a time in nanoseconds, or what holds without it. */
    long number(String name, long without) {
        return switch (Setting.find(with, name)) {
            case null -> without;
            case Count count -> count.number();
            case Size size -> size.bytes();
            case TimeSpan time -> time.nanos();
            case Reference reference ->
                    ((Number) run.state().names().values().resolve(reference)).longValue();
            case Value other ->
                    throw new IllegalStateException("the loader let " + other + " through");
        };
    }

    /** The content that a parameter names, null if it names none. */
    @Nullable ByteString content(String name) {
        return Setting.find(with, name) instanceof Bytes bytes
                ? new StepResolver(
                                run,
                                here,
                                Application.PLACE,
                                run.state().names().values(),
                                new ArrayList<>())
                        .content(bytes)
                : null;
    }

    /** A buffer of the process, to be freed by the workload. */
    Region buffer(int length) {
        Region region =
                machine()
                        .memory()
                        .allocate(Region.Kind.USER, "", length, machine().name() + "/app");
        if (region == null) {
            throw new IllegalStateException("user memory has no limit");
        }
        return region;
    }

    void write(Region region, ByteString data) {
        machine().memory().write(Memory.all(region), 0, data, Irql.PASSIVE_LEVEL, place());
    }

    ByteString read(Region region, long length) {
        return machine().memory().read(Memory.ref(region, 0, length), Irql.PASSIVE_LEVEL, place());
    }

    void free(Region region) {
        machine().memory().giveBack(region);
    }

    private Place place() {
        return machine().place(Application.PLACE);
    }
}
