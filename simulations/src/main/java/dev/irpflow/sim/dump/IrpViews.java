package dev.irpflow.sim.dump;

import dev.irpflow.kernel.dump.IrpState;
import dev.irpflow.kernel.dump.IrpState.Location;
import dev.irpflow.sim.report.Refusal;
import java.util.ArrayList;
import java.util.List;

/** IRPs. */
final class IrpViews {
    private final Dump dump;

    IrpViews(Dump dump) {
        this.dump = dump;
    }

    /** {@code !irpfind}: every IRP in one line. */
    Reply all(String command) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Irp", "Stack", "Holder", "Asked", "Status", "Flags"));
        for (IrpState irp : dump.of().irps()) {
            rows.add(
                    List.of(
                            irp.label(),
                            irp.current() + "/" + irp.locations().size(),
                            irp.holder(),
                            asked(irp),
                            irp.status(),
                            String.join(" ", irp.state())));
        }
        Lines lines = new Lines().add("IRPs: %d", dump.of().irps().size());
        if (rows.size() > 1) {
            lines.table(rows);
        }
        return new Reply(command, lines.all(), dump.of().irps());
    }

    /** {@code !irp ID}. */
    Reply one(String command, String id) throws Refusal {
        IrpState irp = dump.irp(Dump.number(id));
        if (irp == null) {
            throw new Refusal(id + ": no IRP of this dump; !irpfind lists them");
        }
        Lines lines = new Lines();
        write(irp, lines);
        return new Reply(command, lines.all(), irp);
    }

    static void write(IrpState irp, Lines lines) {
        lines.add(
                "%s: %d stack locations, current %d, %s by %s%s",
                irp.label(),
                irp.locations().size(),
                irp.current(),
                irp.origin(),
                irp.creator(),
                irp.generation() == 0
                        ? ""
                        : ", used for the %d. time".formatted(irp.generation() + 1));
        lines.inner(
                "held by %s   IoStatus %s, Information %d%s",
                irp.holder(),
                irp.status(),
                irp.information(),
                irp.state().isEmpty() ? "" : "   flags " + String.join(" ", irp.state()));
        lines.inner(
                irp.cancelRoutine().isEmpty()
                        ? "no cancel routine"
                        : "cancel routine " + irp.cancelRoutine());
        for (Location location : irp.locations()) {
            boolean isCurrent = location.number() == irp.current();
            lines.add(
                    "%s[%d] %s %s %s",
                    isCurrent ? ">" : " ",
                    location.number(),
                    location.major(),
                    location.device().isEmpty() ? "-" : location.device(),
                    location.driver());
            if (!location.parameters().isEmpty()) {
                lines.inner("    Args: " + location.parameters());
            }
            if (location.pending()) {
                lines.inner("    pending");
            }
            if (!location.completion().isEmpty()) {
                lines.inner("    completion %s   %s", location.completion(), location.invoke());
            }
        }
    }

    private static String asked(IrpState irp) {
        for (Location location : irp.locations()) {
            if (location.number() == irp.current()) {
                return location.major();
            }
        }
        return "";
    }
}
