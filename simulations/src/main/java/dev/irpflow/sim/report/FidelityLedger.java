package dev.irpflow.sim.report;

import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Fidelity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** docs/FIDELITY.md: how faithful each routine is, from the contract alone. */
public final class FidelityLedger {
    private FidelityLedger() {}

    /** The page, in Markdown, with a line end. */
    public static String page() {
        StringBuilder page = new StringBuilder();
        page.append("# Fidelity\n\n")
                .append("Made from the contract; a test holds the two in step. *Modelled*: what")
                .append(" the page says of the cases that can arise\nhere. *Simplified*: less, and")
                .append(" what real Windows does besides. *Absent*: declared only; calling it is a")
                .append(" clear error.\n\nNobody has yet run the cases on Windows: the column")
                .append(" \"observed on Windows build\" is empty for every routine.\n");
        bySubsystem().forEach((name, routines) -> subsystem(page, name, routines));
        return page.toString();
    }

    private static Map<String, List<RoutineContract>> bySubsystem() {
        Map<String, List<RoutineContract>> all = new LinkedHashMap<>();
        for (RoutineContract routine : ContractTable.get().routines()) {
            all.computeIfAbsent(routine.subsystem(), name -> new ArrayList<>()).add(routine);
        }
        return all;
    }

    private static void subsystem(StringBuilder page, String name, List<RoutineContract> routines) {
        page.append("\n## ").append(name).append("\n\n");
        page.append(counted(routines, Fidelity.MODELLED)).append(" modelled, ");
        page.append(counted(routines, Fidelity.SIMPLIFIED)).append(" simplified, ");
        page.append(counted(routines, Fidelity.ABSENT)).append(" absent.\n\n");
        page.append("| routine | fidelity | what real Windows does besides | page |\n");
        page.append("|---|---|---|---|\n");
        for (RoutineContract routine : routines) {
            page.append("| ")
                    .append(routine.name().replace("|", "\\|"))
                    .append(" | ")
                    .append(routine.fidelity().name().toLowerCase(java.util.Locale.ROOT))
                    .append(" | ")
                    .append(routine.option().getRealWindows().replace("|", "\\|"))
                    .append(" | ")
                    .append(routine.page())
                    .append(" |\n");
        }
    }

    private static long counted(List<RoutineContract> routines, Fidelity fidelity) {
        return routines.stream().filter(routine -> routine.fidelity() == fidelity).count();
    }
}
