package dev.irpflow.sim.report;

import dev.irpflow.contract.CodeDomain;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.contract.WindowsCode;
import java.util.ArrayList;
import java.util.List;

/** What is known of a Windows code, in words. */
final class CodePage {
    // Enough to know where a code comes from; STATUS_SUCCESS is in hundreds.
    private static final int ROUTINES_TOLD = 12;

    private CodePage() {}

    /** The page of one code. */
    static String of(WindowsCode code) {
        Page page =
                new Page()
                        .title(
                                code.name(),
                                "%s 0x%08X (%d)"
                                        .formatted(
                                                family(code.domain()),
                                                code.number(),
                                                code.number()));
        if (!code.meaning().isEmpty()) {
            page.paragraph(code.meaning());
        }
        page.gap();
        if (code.domain() == CodeDomain.NTSTATUS) {
            String severity = RoutinePage.word(NtStatuses.severity(code.number()));
            page.term(
                    "severity",
                    NtStatuses.isSuccess(code.number())
                            ? severity + "; NT_SUCCESS is true"
                            : severity + "; NT_SUCCESS is false");
            Integer win32 = code.win32();
            page.term(
                    "Win32 error",
                    win32 == null ? "none of its own" : CodeDomain.WIN32.nameOf(win32));
        }
        if (code.name().equals("STATUS_PENDING")) {
            page.term(
                    "beware",
                    "nothing has ended yet: whoever gets it must wait for the completion");
        } else if (code.indefinite()) {
            page.term("beware", "whoever gets it cannot know whether the operation took effect");
        }
        page.term(
                "used by",
                code.areas().contains("ALL") ? "everything" : String.join(", ", code.areas()));
        page.term("given by", givers(code));
        return page.toString();
    }

    /** How a family of codes is called in the documentation. */
    static String family(CodeDomain domain) {
        return switch (domain) {
            case NTSTATUS -> "NTSTATUS";
            case WIN32 -> "Win32 error";
            case WN -> "network provider error";
            case WSA -> "Winsock error";
            case HRESULT -> "HRESULT";
        };
    }

    private static String givers(WindowsCode code) {
        List<String> names = new ArrayList<>();
        for (RoutineContract routine : ContractTable.get().routines()) {
            boolean atReturn =
                    routine.codes() == code.domain() && routine.atReturn().contains(code.number());
            boolean atCompletion =
                    code.domain() == CodeDomain.NTSTATUS
                            && routine.atCompletion().contains(code.number());
            boolean besides =
                    code.domain() == CodeDomain.NTSTATUS
                            && routine.others().contains(code.number());
            if (atReturn || atCompletion || besides) {
                names.add(routine.name());
            }
        }
        if (names.size() <= ROUTINES_TOLD) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, ROUTINES_TOLD))
                + " and %d more".formatted(names.size() - ROUTINES_TOLD);
    }
}
