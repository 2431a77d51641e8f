package dev.irpflow.kernel;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How Driver Verifier is set on a machine.
 *
 * @param isOn whether it is on
 * @param options what it looks for
 */
public record Verifier(boolean isOn, Set<VerifierOption> options) {
    /** Off: the machine stops only where it stops by itself. */
    public static final Verifier OFF = new Verifier(false, Set.of());

    /** On with the standard settings. */
    public static final Verifier STANDARD = new Verifier(true, setOf(VerifierOption::isStandard));

    /** The same with an option on or off, and with the one that it needs. */
    public Verifier with(VerifierOption option, boolean on) {
        return new Verifier(
                isOn,
                setOf(each ->
                        each == option
                                ? on
                                : options.contains(each)
                                        || (on
                                                && option.needsIoVerification()
                                                && each == VerifierOption.IO_VERIFICATION)));
    }

    /** Whether it looks for that. */
    public boolean has(VerifierOption option) {
        return isOn && options.contains(option);
    }

    /** Whether it stops the machine so. */
    public boolean shows(BugCheck stop) {
        VerifierOption option = VerifierOption.of(stop);
        return option == null ? isOn : has(option);
    }

    private static Set<VerifierOption> setOf(Predicate<VerifierOption> wanted) {
        Set<VerifierOption> set = EnumSet.noneOf(VerifierOption.class);
        for (VerifierOption option : VerifierOption.values()) {
            if (wanted.test(option)) {
                set.add(option);
            }
        }
        return Collections.unmodifiableSet(set);
    }
}
