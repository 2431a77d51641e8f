package dev.irpflow.sim.dump;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.bugcheck.Explanation;
import dev.irpflow.kernel.bugcheck.Form;
import dev.irpflow.kernel.dump.CrashDump.Offence;
import dev.irpflow.kernel.dump.CrashDump.Stop;
import dev.irpflow.kernel.dump.IrpState;
import dev.irpflow.kernel.dump.StrandState;
import dev.irpflow.sim.dump.Parameters.Parameter;
import dev.irpflow.sim.report.RulePage;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.rule.Rules;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code !analyze}: the bug check, its parameters, who is to blame, the rule and the stack. */
final class Analysis {
    private final Dump dump;
    private final Lines lines = new Lines();

    Analysis(Dump dump) {
        this.dump = dump;
    }

    Reply reply(String command, boolean verbose) {
        stop();
        blame();
        if (verbose) {
            rule();
            stack();
            irp();
            followUp();
        } else {
            lines.gap().add("For the rule, the stack and the IRP: !analyze -v");
        }
        return new Reply(command, lines.all(), data());
    }

    private void stop() {
        Stop stop = dump.of().stop();
        Explanation page = Parameters.page(dump);
        lines.add(
                "%s (%s)",
                stop.name().isEmpty() ? "A bug check of a driver's own" : stop.name(),
                Integer.toHexString(stop.code()));
        if (page != null) {
            lines.add(page.cause());
        }
        lines.add("Arguments:");
        int number = 1;
        for (Parameter each : new Parameters(dump).all()) {
            lines.add("Arg%d: %s%s", number++, each.value(), words(each));
        }
    }

    private static String words(Parameter parameter) {
        String meaning = parameter.meaning().isEmpty() ? "reserved" : parameter.meaning();
        return ", " + meaning + (parameter.here().isEmpty() ? "" : ": " + parameter.here());
    }

    private void blame() {
        lines.gap();
        Offence offence = dump.of().offence();
        StrandState strand = dump.current();
        lines.add("MACHINE:      %s, at %s", dump.of().machine(), Lines.time(dump.of().timeNs()));
        if (strand != null) {
            lines.add(
                    "STRAND:       %d %s (%s), processor %d, %s",
                    strand.id(), strand.name(), strand.kind(), strand.processor(), strand.irql());
        }
        if (!offence.place().isEmpty()) {
            lines.add("BLAMED:       %s", offence.place());
            lines.add("BECAUSE:      %s", offence.detail());
        }
        offence.lines().forEach(line -> lines.inner("at " + line));
    }

    private void rule() {
        Rule rule = Rules.find(dump.of().offence().rule());
        if (rule != null) {
            lines.gap().add("RULE:         %s", rule.id());
            lines.inner(rule.prose());
            lines.inner("Real Windows " + RulePage.realWindows(rule) + ".");
            lines.inner("Page: " + rule.page());
        }
    }

    private void stack() {
        StrandState strand = dump.current();
        if (strand != null) {
            lines.gap().add("STACK_TEXT:");
            StrandViews.stack(strand, lines);
        }
    }

    private void irp() {
        IrpState irp = named();
        if (irp != null) {
            lines.gap().add("IRP:");
            IrpViews.write(irp, lines);
        }
    }

    /** The IRP that the bug check is about, or that of the newest call that is about one. */
    private @Nullable IrpState named() {
        Stop stop = dump.of().stop();
        int number = 0;
        for (Parameter each : new Parameters(dump).all()) {
            if (each.meaning().contains("IRP") && !each.meaning().contains("IRQL")) {
                IrpState irp = dump.irp(stop.parameters().get(number));
                if (irp != null) {
                    return irp;
                }
            }
            number++;
        }
        StrandState strand = dump.current();
        if (strand != null) {
            for (StrandState.Frame frame : strand.calls()) {
                IrpState irp = dump.irp(frame.object());
                if (irp != null) {
                    return irp;
                }
            }
        }
        return null;
    }

    private void followUp() {
        Stop stop = dump.of().stop();
        Explanation page = Parameters.page(dump);
        lines.gap();
        if (page != null) {
            Form form = page.form(stop.p1());
            lines.add("PAGE:         %s", page.page());
            lines.add(
                    "EXPLAIN:      irpflow explain 0x%X%s",
                    stop.code(), form == null ? "" : "/0x%X".formatted(stop.p1()));
        }
        lines.add("LAST:         !trace shows the last messages, help what else there is");
    }

    private Map<String, Object> data() {
        Stop stop = dump.of().stop();
        Offence offence = dump.of().offence();
        Explanation page = Parameters.page(dump);
        StrandState strand = dump.current();
        IrpState irp = named();
        Map<String, Object> tree =
                Trees.of(
                        "code", "0x" + Integer.toHexString(stop.code()).toUpperCase(Locale.ROOT),
                        "name", stop.name(),
                        "cause", page == null ? "" : page.cause(),
                        "page", page == null ? "" : page.page(),
                        "parameters", new Parameters(dump).all(),
                        "machine", dump.of().machine(),
                        "time-ns", dump.of().timeNs(),
                        "rule", offence.rule(),
                        "blamed", offence.place(),
                        "because", offence.detail(),
                        "lines", offence.lines(),
                        "stack", strand == null ? List.of() : strand.calls());
        if (strand != null) {
            tree.put("strand", strand.id());
        }
        if (irp != null) {
            tree.put("irp", irp);
        }
        return tree;
    }
}
