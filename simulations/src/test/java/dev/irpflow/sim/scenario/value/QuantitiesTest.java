package dev.irpflow.sim.scenario.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.value.Quantities.Ends;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
    private static <T> T good(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Good<T> good -> good.value();
            case Parsed.Bad<T> bad -> throw new AssertionError(bad.why());
        };
    }

    private static String why(Parsed<?> parsed) {
        return switch (parsed) {
            case Parsed.Good<?> good -> throw new AssertionError("is good: " + good.value());
            case Parsed.Bad<?> bad -> bad.why();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "50 ms, 50000000, 50 ms",
        "50ms, 50000000, 50 ms",
        "1.5 s, 1500000000, 1500 ms",
        "90 s, 90000000000, 90 s",
        "60 s, 60000000000, 1 min",
        "0 s, 0, 0 s",
        "0 ms, 0, 0 s",
        "1000000 h, 3600000000000000000, 1000000 h",
        "0.001 us, 1, 1 ns"
    })
    void aDurationIsWholeNanosecondsAndHasOneSpelling(String text, long nanos, String written) {
        TimeSpan span = good(Quantities.time(text));

        assertThat(span.nanos()).isEqualTo(nanos);
        assertThat(span.written()).isEqualTo(written);
        assertThat(good(Quantities.time(written))).isEqualTo(span);
    }

    @ParameterizedTest
    @CsvSource({
        "5 %, 50000000, 5 %",
        "0.5%, 5000000, 0.5 %",
        "100 %, 1000000000, 100 %",
        "0 %, 0, 0 %",
        "12.50 %, 125000000, 12.5 %"
    })
    void aShareIsExactToABillionth(String text, long parts, String written) {
        Share share = good(Quantities.share(text));

        assertThat(share.partsPerBillion()).isEqualTo(parts);
        assertThat(share.written()).isEqualTo(written);
        assertThat(good(Quantities.share(written))).isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({
        "4 KiB, 4096, 4 KiB",
        "4096 B, 4096, 4 KiB",
        "5 B, 5, 5 B",
        "1.5 KiB, 1536, 1536 B"
    })
    void aSizeCountsInPowersOf1024(String text, long bytes, String written) {
        Size size = good(Quantities.size(text));

        assertThat(size.bytes()).isEqualTo(bytes);
        assertThat(size.written()).isEqualTo(written);
    }

    @Test
    void aRateCountsInPowersOf1000() {
        assertThat(good(Quantities.rate("2.5 Gbit/s")).bitsPerSecond()).isEqualTo(2_500_000_000L);
        assertThat(good(Quantities.rate("2.5 Gbit/s")).written()).isEqualTo("2500 Mbit/s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "50 | 50 has no unit; write 50 ms",
                "0 | 0 has no unit; write 0 s",
                "-5 ms | -5 ms is negative; a duration is 0 or more",
                "99999999999 h | 99999999999 h is too large; the most is 1000000 h",
                "0.1 ns | 0.1 ns is too fine; the smallest step is 1 ns",
                "1e3 ms | 1 e3 ms: no such unit; the units of a duration are ns us ms s min h",
                "NaN | NaN is not a duration; write it like 50 ms",
                "Infinity | Infinity is not a duration; write it like 50 ms",
                "1.2.3 s | 1.2.3 s is not a duration; write it like 50 ms",
                "50 MS | 50 MS: no such unit; the units of a duration are ns us ms s min h",
                "50  ms | 50  ms: no such unit; the units of a duration are ns us ms s min h",
                "5 mins | 5 mins: the unit is written min; write 5 min",
                "5 KiB | 5 KiB is a size; a duration is written like 50 ms",
                ".5 s | .5 s is not a duration; write it like 50 ms"
            })
    void aDurationThatIsNoneSaysWhatIsAllowed(String text, String answer) {
        assertThat(why(Quantities.time(text))).isEqualTo(answer);
    }

    @Test
    void hugeNumbersAreRefusedWithoutBeingMultiplied() {
        String nines = "9".repeat(100_000);

        assertThat(why(Quantities.time(nines + " h"))).hasSizeLessThan(120).contains("too large");
        assertThat(why(Quantities.time(nines))).hasSizeLessThan(120).contains("has no unit");
        assertThat(why(Quantities.share("0." + nines + " %"))).contains("too large");
        assertThat(why(Numbers.count(nines))).contains("too large");
        assertThat(why(Numbers.literal("0x" + nines))).contains("too large");
    }

    @Test
    void aShareWithoutUnitIsTakenForAFractionIfItIsBelowOne() {
        assertThat(why(Quantities.share("0.05"))).isEqualTo("0.05 has no unit; write 5 %");
        assertThat(why(Quantities.share("5"))).isEqualTo("5 has no unit; write 5 %");
        assertThat(why(Quantities.share("101 %")))
                .isEqualTo("101 % is too large; the most is 100 %");
    }

    @ParameterizedTest
    @CsvSource({
        "10..80 ms, 10 ms..80 ms",
        "10 us..1 s, 10 us..1 s",
        "5 s, 5 s",
        "0 s..3 s, 0 s..3 s",
        "at-most 3 s, 0 s..3 s",
        "at-least 3 s, at-least 3 s"
    })
    void aRangeTakesItsUnitFromTheEnd(String text, String written) {
        TimeRange range = good(Quantities.timeLimits(text));

        assertThat(range.written()).isEqualTo(written);
        assertThat(good(Quantities.timeLimits(written))).isEqualTo(range);
    }

    @Test
    void aRangeThatRunsBackwardsIsRefused() {
        assertThat(why(Quantities.timeRange("1 s..1 ms")))
                .isEqualTo("1 s..1 ms runs backwards; the smaller end comes first");
    }

    @Test
    void drawnValuesHaveTheDigitsOfTheEnds() {
        Function<String, Ends> ends = text -> good(Quantities.shareEnds(text));

        assertThat(ends.apply("0 %..20 %").values()).isEqualTo(21);
        assertThat(ends.apply("0.0 %..20 %").values()).isEqualTo(201);
        assertThat(good(Quantities.timeEnds("1..3 ms")).values()).isEqualTo(3);
        assertThat(good(Quantities.sizeEnds("1 KiB..2 KiB")).values()).isEqualTo(1025);
    }

    @Test
    void numbersOfCMayBeHexadecimalOrNegative() {
        assertThat(good(Numbers.literal("0xFFFFFFFFFFFFFFFF"))).isEqualTo(-1);
        assertThat(good(Numbers.literal("-12"))).isEqualTo(-12);
        assertThat(why(Numbers.literal("0x"))).contains("not a number in hexadecimal");
        assertThat(why(Numbers.count("007")))
                .isEqualTo("007 begins with 0; write the number without");
        assertThat(why(Numbers.count("9223372036854775808"))).contains("too large");
    }

    @Test
    void addressesNameAHostAndAPort() {
        assertThat(good(Addresses.address("files:445"))).isEqualTo(new Address("files", 445));
        assertThat(why(Addresses.address("files"))).isEqualTo("files has no port; write files:445");
        assertThat(why(Addresses.address("files:65536"))).contains("the highest is 65535");
        assertThat(why(Addresses.address("10.0.0:1"))).contains("not an IPv4 address");
        assertThat(why(Addresses.address("10.0.0.01:1"))).contains("not an IPv4 address");
    }

    @Test
    void anIpv6AddressStandsInBrackets() {
        assertThat(good(Addresses.address("[::1]:445"))).isEqualTo(new Address("[::1]", 445));
        assertThat(good(Addresses.address("[files]:445"))).isEqualTo(new Address("[files]", 445));
        assertThat(good(Addresses.host("fd00::1"))).isEqualTo("[fd00::1]");
        assertThat(good(Addresses.ip("fd00::1"))).isEqualTo("fd00::1");
        assertThat(new Address("[files]", 445).name()).isEqualTo("files");
        assertThat(why(Addresses.address("::1:445"))).contains("stands in brackets");
        assertThat(why(Addresses.address("[::1]"))).contains("has no port");
        assertThat(why(Addresses.address("[fd00::g]:445"))).contains("not an IPv6 address");
        assertThat(why(Addresses.address("[10.0.0.1]:445"))).contains("not an IPv6 address");
        assertThat(why(Addresses.ip("fd00:::1"))).contains("not an IPv6 address");
    }

    @Test
    void versionsHaveTwoNumbers() {
        assertThat(good(Versions.version("1.10")).number()).isEqualTo(0x10A);
        assertThat(good(Versions.range("1.0..1.1")).written()).isEqualTo("1.0..1.1");
        assertThat(why(Versions.version("1"))).contains("two numbers");
        assertThat(why(Versions.version("1.256"))).contains("from 0 to 255");
    }
}
