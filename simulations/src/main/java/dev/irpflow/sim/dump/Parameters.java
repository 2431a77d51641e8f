package dev.irpflow.sim.dump;

import dev.irpflow.contract.CodeDomain;
import dev.irpflow.contract.WindowsCode;
import dev.irpflow.kernel.bugcheck.Explanation;
import dev.irpflow.kernel.bugcheck.Explanations;
import dev.irpflow.kernel.dump.CrashDump.Stop;
import dev.irpflow.kernel.dump.StrandState;
import dev.irpflow.protocol.contract.Irql;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The four parameters of a bug check: what each means, and what this one is. */
final class Parameters {
    /**
     * A parameter.
     *
     * @param value as a debugger shows it
     * @param meaning what it means in this bug check, "" for a reserved one
     * @param here what it is in this dump, "" if there is nothing to say
     */
    record Parameter(String value, String meaning, String here) {}

    private final Dump dump;

    Parameters(Dump dump) {
        this.dump = dump;
    }

    List<Parameter> all() {
        Stop stop = dump.of().stop();
        Explanation page = Explanations.of(stop.code());
        List<Parameter> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            long value = stop.parameters().get(i);
            String meaning = page == null ? "" : page.parameter(i, stop.p1());
            boolean isForm = i == 0 && page != null && page.form(value) != null;
            String here = isForm ? "" : here(value, meaning);
            all.add(new Parameter(Lines.hex(value), meaning, here));
        }
        return all;
    }

    private String here(long value, String meaning) {
        if (meaning.isEmpty()) {
            return "";
        }
        if (meaning.contains("IRQL")) {
            Irql irql = Irql.forNumber((int) value);
            return irql == null ? "" : irql.name();
        }
        if (meaning.contains("status") || meaning.contains("NTSTATUS")) {
            WindowsCode code = CodeDomain.NTSTATUS.byNumber((int) value);
            return code == null ? "" : code.name();
        }
        if (meaning.contains("tag")) {
            return tag((int) value);
        }
        if (meaning.contains("thread") || meaning.contains("owner")) {
            StrandState strand = dump.strand(value);
            return strand == null ? dump.label(value) : strand.name();
        }
        if (meaning.startsWith("bytes") || meaning.contains("routine") || value == 0) {
            return "";
        }
        String at = dump.at(value);
        return at.isEmpty() ? dump.label(value) : at;
    }

    // The four characters, of which the lowest byte is the first.
    private static String tag(int value) {
        StringBuilder text = new StringBuilder();
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            int character = value >>> shift & 0xFF;
            if (character != 0) {
                text.append((char) character);
            }
        }
        return text.isEmpty() ? "" : "'" + text + "'";
    }

    /** The explanation of a dump's bug check, null for a code of a driver's own. */
    static @Nullable Explanation page(Dump dump) {
        return Explanations.of(dump.of().stop().code());
    }
}
