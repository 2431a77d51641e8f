package dev.irpflow.sim.run;

import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.status.Win32Error;
import dev.irpflow.sim.scenario.value.Result;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of work that scenarios name: what an application does, in blocking-looking Java. */
interface Workload {
    /** Its name, parameters and outputs, as the loader checks them. */
    WorkloadSpec spec();

    /** Does it, on a thread of the application. */
    Outputs run(WorkloadContext context);

    /** Begins it, if it is one operation that may go on after a call; null if it is not. */
    default @Nullable Pending begin(WorkloadContext context) {
        return null;
    }

    /**
     * What came of it.
     *
     * @param result how it ended
     * @param values its outputs by name
     * @param why words for a report, starting with a blank; "" for none
     */
    record Outputs(Result result, Map<String, Object> values, String why) {
        /** It ended well. */
        static Outputs success(Map<String, Object> values) {
            return new Outputs(new Result(0, Result.Meaning.SUCCESS), values, "");
        }

        /** A system service failed it. */
        static Outputs failed(NtStatus status, String during) {
            return new Outputs(
                    new Result(status.getNumber(), Result.Meaning.FAILURE),
                    Map.of(),
                    " during " + during);
        }

        /** A WNet function failed it. */
        static Outputs failed(Win32Error error, String during) {
            return new Outputs(
                    new Result(error.getNumber(), Result.Meaning.FAILURE),
                    Map.of(),
                    " (" + error.name() + ") during " + during);
        }
    }
}
