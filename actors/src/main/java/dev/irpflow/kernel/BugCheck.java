package dev.irpflow.kernel;

/**
 * The emulated kernel dies: the machine stops with a code and four parameters. Pages:
 * windows-driver-docs-pr/debugger/bug-check-0x*.md.
 *
 * @param code the bug check code, such as 0xC4
 * @param name its name, such as DRIVER_VERIFIER_DETECTED_VIOLATION
 * @param p1 parameter 1; for 0xC4 and 0xC9 the sub-code
 * @param p2 parameter 2
 * @param p3 parameter 3
 * @param p4 parameter 4
 */
public record BugCheck(int code, String name, long p1, long p2, long p3, long p4) {
    /** The short form that scenarios use: {@code 0xC9/0x23E} with the sub-code, else the code. */
    public String shortForm() {
        boolean hasSubCode = code == 0xC4 || code == 0xC9;
        return hasSubCode ? "0x%X/0x%X".formatted(code, p1) : "0x%X".formatted(code);
    }

    @Override
    public String toString() {
        return "0x%X %s (0x%X, 0x%X, 0x%X, 0x%X)".formatted(code, name, p1, p2, p3, p4);
    }
}
