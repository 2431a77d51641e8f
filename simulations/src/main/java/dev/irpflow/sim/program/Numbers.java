package dev.irpflow.sim.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Whole numbers in JSON: as numbers, or as texts with digits, as protobuf writes long ones. */
final class Numbers {
    private static final int MOST_DIGITS = 20;

    private Numbers() {}

    /** The number in the bits of a field; null if it is none, or does not fit. */
    static @Nullable Long of(JsonNode value, boolean isUnsigned, boolean isLong) {
        BigInteger number = whole(value);
        if (number == null) {
            return null;
        }
        int bits = isLong ? Long.SIZE : Integer.SIZE;
        boolean fits =
                isUnsigned
                        ? number.signum() >= 0 && number.bitLength() <= bits
                        : number.bitLength() < bits;
        return fits ? number.longValue() : null;
    }

    private static @Nullable BigInteger whole(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.bigIntegerValue();
        }
        return isDigits(value) ? new BigInteger(value.textValue()) : null;
    }

    /** Whether it is a text with the digits of a number. */
    static boolean isDigits(JsonNode value) {
        return value.isTextual()
                && value.textValue().length() <= MOST_DIGITS
                && value.textValue().matches("-?[0-9]+");
    }
}
