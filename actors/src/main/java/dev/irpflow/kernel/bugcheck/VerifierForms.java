package dev.irpflow.kernel.bugcheck;

import java.util.List;
import java.util.stream.Stream;

/** The sub-codes of 0xC4. Page: bug-check-0xc4--driver-verifier-detected-violation.md. */
final class VerifierForms {
    static final List<Form> ALL =
            Stream.of(MemoryForms.ALL, ObjectForms.ALL, ComplianceForms.all())
                    .flatMap(List::stream)
                    .toList();

    private VerifierForms() {}
}
