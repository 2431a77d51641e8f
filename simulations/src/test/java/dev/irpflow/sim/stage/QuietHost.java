package dev.irpflow.sim.stage;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.kernel.Host;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Violation;
import dev.irpflow.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The world of a machine to which nothing happens. */
record QuietHost(Stage stage) implements Host {
    @Override
    public FaultPoint faults() {
        return FaultPoint.NONE;
    }

    @Override
    public void transmit(Machine from, GeneratedMessage frame, @Nullable Call during) {}

    @Override
    public void violated(Machine machine, Violation violation) {}

    @Override
    public void broke(Machine machine, Throwable error) {}

    @Override
    public void died(Machine machine, BugCheck bugCheck) {}
}
