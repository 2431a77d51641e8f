package dev.irpflow.mup;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;

/** The rules that MUP holds a redirector to when it asks for a path. */
public enum MupRule implements Rule {
    CLAIM_WITHIN_NAME(
            "mup/claim-within-name",
            "LengthAccepted counts bytes, and claims a leading part of the path that ends with one"
                    + " of its names.",
            "wdk-ddi-src/content/ntifs/ni-ntifs-ioctl_redir_query_path_ex.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "paths of others go to this redirector"),
            new Cure(
                    "count bytes of the path",
                    "Compute LengthAccepted from the path that came: the bytes up to "
                            + "the end of \\server\\share, without the separator behind it, and "
                            + "never more than the length of the path.")),
    DECLINE_CODE(
            "mup/decline-code",
            "A redirector that does not serve a path says so with one of the documented codes; an"
                    + " error of the transport is not passed on.",
            "wdk-ddi-src/content/ntifs/ni-ntifs-ioctl_redir_query_path_ex.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the open fails with a misleading error"),
            new Cure(
                    "decline with a documented code",
                    "Answer STATUS_BAD_NETWORK_PATH or another of the listed codes "
                            + "where the path is not yours, and translate what the transport "
                            + "said before you return.")),
    DECLINE_LEAVES_LENGTH(
            "mup/decline-leaves-length",
            "A redirector that does not serve a path leaves LengthAccepted as it is.",
            "wdk-ddi-src/content/ntifs/ni-ntifs-ioctl_redir_query_path_ex.md",
            new RealWindows(Answer.SILENT_CORRUPTION, ""),
            new Cure(
                    "write only what you claim",
                    "Write LengthAccepted on the way that claims, right before success "
                            + "is returned, and not at the beginning of the routine."));

    private final Statement statement;

    MupRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
