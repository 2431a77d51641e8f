package dev.irpflow.sim.systematic;

import dev.irpflow.kernel.Call;
import dev.irpflow.protocol.kernel.IoCallDriver;

/** The name of a site in words: machine, strand, and the chain of routines down to the call. */
final class SiteName {
    private SiteName() {}

    /** Without its number among those that read the same. */
    static String of(Call call) {
        StringBuilder words = new StringBuilder();
        chain(call, words);
        return words.insert(0, ": ")
                .insert(0, call.strand().name())
                .insert(0, ' ')
                .insert(0, call.to().machine().name())
                .toString();
    }

    // The bottom of a thread is the scenario's own, and IoCallDriver is told by what it calls.
    private static void chain(Call call, StringBuilder words) {
        Call outer = call.outer();
        if (outer != null) {
            chain(outer, words);
            if (call.request() instanceof IoCallDriver) {
                return;
            }
            if (!words.isEmpty()) {
                words.append(" > ");
            }
            words.append(call.contract().name());
        }
    }
}
