package dev.irpflow.sim.dump;

import dev.irpflow.kernel.dump.CrashDump.Fact;
import dev.irpflow.kernel.dump.CrashDump.ObjectState;
import dev.irpflow.sim.report.Refusal;
import java.util.ArrayList;
import java.util.List;

/** How Driver Verifier was set, and the IRPs that it has logged. */
final class VerifierViews {
    private static final String OPTIONS = "Driver Verifier";
    private static final String LOGGED = "logged irp";

    private final Dump dump;

    VerifierViews(Dump dump) {
        this.dump = dump;
    }

    /** {@code !verifier [ID]}: its options, and the last IRPs of all devices or of one. */
    Reply answer(String command, String wanted) throws Refusal {
        List<ObjectState> devices = new ArrayList<>();
        boolean known = wanted.isEmpty();
        for (ObjectState device : dump.objects("DeviceObject")) {
            if (wanted.isEmpty() || ObjectViews.isMeant(device, wanted)) {
                known = true;
                if (!device.fact(LOGGED).isEmpty()) {
                    devices.add(device);
                }
            }
        }
        if (!known) {
            throw new Refusal(wanted + ": no such device in this dump");
        }
        Lines lines = new Lines();
        for (Fact fact : dump.of().settings()) {
            if (fact.name().equals(OPTIONS)) {
                lines.add("%s: %s", fact.name(), fact.value());
            }
        }
        lines.add("Devices with logged IRPs: %d", devices.size());
        devices.forEach(device -> write(device, lines));
        return new Reply(command, lines.all(), devices);
    }

    private static void write(ObjectState device, Lines lines) {
        List<String> irps =
                device.facts().stream()
                        .filter(fact -> fact.name().equals(LOGGED))
                        .map(Fact::value)
                        .toList();
        lines.add(
                "%s %s of %s: the last %d IRPs",
                device.label(), device.fact("name"), device.fact("driver"), irps.size());
        irps.forEach(lines::inner);
    }
}
