package dev.irpflow.mup;

import dev.irpflow.kernel.Rule;

/** The rules that MUP holds a redirector to when it asks for a path. */
public enum MupRule implements Rule {
    CLAIM_WITHIN_NAME(
            "mup/claim-within-name",
            "LengthAccepted counts bytes, and claims a leading part of the path that ends with one"
                    + " of its names.",
            "wdk-ddi-src/content/ntifs/ni-ntifs-ioctl_redir_query_path_ex.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "paths of others go to this redirector")),
    DECLINE_CODE(
            "mup/decline-code",
            "A redirector that does not serve a path says so with one of the documented codes; an"
                    + " error of the transport is not passed on.",
            "wdk-ddi-src/content/ntifs/ni-ntifs-ioctl_redir_query_path_ex.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the open fails with a misleading error")),
    DECLINE_LEAVES_LENGTH(
            "mup/decline-leaves-length",
            "A redirector that does not serve a path leaves LengthAccepted as it is.",
            "wdk-ddi-src/content/ntifs/ni-ntifs-ioctl_redir_query_path_ex.md",
            new RealWindows(Answer.SILENT_CORRUPTION, ""));

    private final Statement statement;

    MupRule(String id, String prose, String page, RealWindows realWindows) {
        statement = new Statement(id, prose, page, realWindows);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
