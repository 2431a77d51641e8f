package dev.irpflow.kernel.bugcheck;

import java.util.List;

/** The forms of 0xC2. Page: bug-check-0xc2--bad-pool-caller.md. */
final class PoolForms {
    static final List<Form> ALL =
            List.of(
                    Form.of(0x00, "No bytes were asked for.", "", "the pool type", "the pool tag"),
                    Form.of(
                            0x01,
                            "The header of a pool block is damaged.",
                            "the pool header",
                            "what the header holds",
                            ""),
                    Form.of(
                            0x02,
                            "The header of a pool block is damaged.",
                            "the pool header",
                            "what the header holds",
                            ""),
                    Form.of(
                            0x04,
                            "The header of a pool block is damaged.",
                            "the pool header",
                            "what the header holds",
                            ""),
                    Form.of(
                            0x06,
                            "Pool was freed that was free already.",
                            "",
                            "the pool header",
                            "what the header holds"),
                    Form.of(
                            0x07,
                            "Pool was freed that was free already.",
                            "",
                            "what the pool header holds",
                            "the address"),
                    Form.of(
                            0x08,
                            "Pool was allocated at an IRQL that is too high for its type.",
                            "the IRQL",
                            "the pool type",
                            "bytes asked for"),
                    Form.of(
                            0x09,
                            "Pool was freed at an IRQL that is too high for its type.",
                            "the IRQL",
                            "the pool type",
                            "the address"),
                    Form.of(
                            0x0A,
                            "Pool was freed with another tag than that of its allocation.",
                            "the address",
                            "the tag of the allocation",
                            "the tag given"),
                    Form.of(
                            0x0B,
                            "Quota would be given back for a block that is damaged.",
                            "the address",
                            "the tag of the allocation",
                            "the bad process"),
                    Form.of(
                            0x0C,
                            "Quota would be given back for a block that is damaged.",
                            "the address",
                            "the tag of the allocation",
                            "the bad process"),
                    Form.of(
                            0x0D,
                            "Quota would be given back for a block that is damaged.",
                            "the address",
                            "the tag of the allocation",
                            "the bad process"),
                    Form.of(
                            0x40,
                            "A user-mode address was freed as pool.",
                            "the address",
                            "where system space begins",
                            ""),
                    Form.of(
                            0x41,
                            "An address of nonpaged pool was freed that is not allocated.",
                            "the address",
                            "the page",
                            "the highest page"),
                    Form.of(
                            0x42,
                            "An address was freed that was never in any pool.",
                            "the address",
                            "",
                            ""),
                    Form.of(
                            0x43,
                            "An address was freed that was never in any pool.",
                            "the address",
                            "",
                            ""),
                    Form.of(
                            0x44,
                            "An address of nonpaged pool was freed that is not allocated.",
                            "the address",
                            "",
                            ""),
                    Form.of(0x46, "An invalid address was freed as pool.", "the address", "", ""),
                    Form.of(
                            0x47,
                            "An address of nonpaged pool was freed that is not allocated.",
                            "the address",
                            "the page",
                            "the highest page"),
                    Form.of(
                            0x48,
                            "An address of paged pool was freed that is not allocated.",
                            "the address",
                            "",
                            ""),
                    Form.of(
                            0x50,
                            "An address of paged pool was freed that is not allocated.",
                            "the address",
                            "its offset in paged pool, in pages",
                            "bytes of paged pool"),
                    Form.of(
                            0x60,
                            "An invalid address was passed to MmFreeContiguousMemory.",
                            "the address",
                            "",
                            ""),
                    Form.of(
                            0x99,
                            "An invalid address was freed as pool, or its header is damaged.",
                            "the address",
                            "",
                            ""),
                    Form.of(
                            0x9A,
                            "A pool type was asked for that must succeed, which there is no longer.",
                            "the pool type",
                            "bytes asked for",
                            "the pool tag"),
                    Form.of(
                            0x9B,
                            "Pool was allocated with the tag 0.",
                            "the pool type",
                            "bytes asked for",
                            "the caller"),
                    Form.of(
                            0x9C,
                            "Pool was allocated with the tag \"BIG\".",
                            "the pool type",
                            "bytes asked for",
                            "the caller"),
                    Form.of(
                            0x9D,
                            "Pool was allocated with a tag without a letter or digit.",
                            "the tag",
                            "the pool type",
                            "the caller"));

    private PoolForms() {}
}
