package dev.irpflow.wsk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses in numbers, read and written. */
class NumericHostTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 0a000001",
        "255.255.255.255, ffffffff",
        "::, 00000000000000000000000000000000",
        "::1, 00000000000000000000000000000001",
        "fd00::3, fd000000000000000000000000000003",
        "2001:db8:0:1:1:1:1:1, 20010db8000000010001000100010001",
        "2001:db8::1:0:0:1, 20010db8000000000001000000000001",
        "1:0:0:2::3, 00010000000000020000000000000003",
        "::ffff:10.0.0.1, 00000000000000000000ffff0a000001",
    })
    void whatIsWrittenAsItShouldBeIsReadAndWrittenSo(String text, String octets) {
        ByteString address = ByteString.fromHex(octets);

        assertThat(NumericHost.parse(text)).isEqualTo(address);
        assertThat(NumericHost.text(address)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "10.0.0", "10.0.0.256", "::1::", "1:2", "server", "10.0.0.1:80"})
    void whatIsNoAddressIsNotRead(String text) {
        assertThat(NumericHost.parse(text)).isNull();
    }
}
