package dev.irpflow.mpr;

import static dev.irpflow.protocol.status.Win32Error.ERROR_FILE_NOT_FOUND;
import static dev.irpflow.protocol.status.Win32Error.ERROR_INSUFFICIENT_BUFFER;
import static dev.irpflow.protocol.status.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.Win32Error.ERROR_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.Namespace;
import dev.irpflow.protocol.mpr.DefineDosDevice;
import dev.irpflow.protocol.mpr.QueryDosDevice;
import dev.irpflow.protocol.status.Win32Error;
import dev.irpflow.stage.Footprint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a DOS device name stands for. */
final class DosDevicesTest {
    private static final int RAW = 0x1;
    private static final int REMOVE = 0x2;
    private static final int EXACT = 0x4;

    private final Namespace namespace = new Namespace(new Footprint(), 0);
    private final DosDevices devices = new DosDevices(namespace);

    @Test
    void aDriveLetterIsALinkInTheNamespace() {
        define(RAW, "Z:", "\\Device\\Redirector\\;Z:\\files\\public");

        assertThat(namespace.linkTarget("\\??\\z:"))
                .isEqualTo("\\Device\\Redirector\\;Z:\\files\\public");
    }

    @Test
    void aTargetThatIsNotRawIsAPathAsApplicationsWriteIt() {
        define(0, "Z:", "C:\\folder");

        assertThat(namespace.linkTarget("\\??\\Z:")).isEqualTo("\\??\\C:\\folder");
    }

    @Test
    void anOlderDefinitionShowsAgainWhenTheNewerOneIsRemoved() {
        namespace.link("\\??\\Z:", "\\Device\\Disk");
        define(RAW, "Z:", "\\Device\\New");

        assertThat(query("Z:", 100).getTargetPathsList())
                .containsExactly("\\Device\\New", "\\Device\\Disk");
        assertThat(define(REMOVE, "Z:", null)).isEqualTo(ERROR_SUCCESS);
        assertThat(namespace.linkTarget("\\??\\Z:")).isEqualTo("\\Device\\Disk");
    }

    @Test
    void anExactMatchRemovesNothingElse() {
        define(RAW, "Z:", "\\Device\\Redirector\\x");

        assertThat(define(RAW | REMOVE | EXACT, "Z:", "\\Device\\Redirector"))
                .isEqualTo(ERROR_FILE_NOT_FOUND);
        assertThat(define(RAW | REMOVE, "Z:", "\\Device\\Redirector")).isEqualTo(ERROR_SUCCESS);
        assertThat(namespace.linkTarget("\\??\\Z:")).isNull();
    }

    @Test
    void aNameThatIsNotDefinedIsNotFound() {
        assertThat(query("Z:", 100).getLastError()).isEqualTo(ERROR_FILE_NOT_FOUND);
        assertThat(define(REMOVE, "Z:", null)).isEqualTo(ERROR_FILE_NOT_FOUND);
    }

    @Test
    void aBufferMustHoldEveryStringAndTheEndOfTheList() {
        define(RAW, "Z:", "12345");

        assertThat(query("Z:", 7).getReturned()).isEqualTo(7);
        assertThat(query("Z:", 6).getLastError()).isEqualTo(ERROR_INSUFFICIENT_BUFFER);
    }

    @Test
    void withoutANameAllNamesAreListed() {
        define(RAW, "Z:", "\\Device\\A");
        define(RAW, "Y:", "\\Device\\B");
        define(REMOVE, "Z:", null);
        query("X:", 100);

        assertThat(
                        devices.query(QueryDosDevice.newBuilder().setMaxCharacters(100).build())
                                .getTargetPathsList())
                .containsExactly("Y:");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(define(0x10, "Z:", "\\x")).isEqualTo(ERROR_INVALID_PARAMETER);
        assertThat(define(EXACT, "Z:", "\\x")).isEqualTo(ERROR_INVALID_PARAMETER);
        assertThat(define(RAW, "Z:", null)).isEqualTo(ERROR_INVALID_PARAMETER);
        assertThat(define(RAW, "", "\\x")).isEqualTo(ERROR_INVALID_PARAMETER);
        assertThat(define(RAW, "name:", "\\x")).isEqualTo(ERROR_INVALID_PARAMETER);
    }

    private Win32Error define(int flags, String name, @Nullable String target) {
        DefineDosDevice.Builder request =
                DefineDosDevice.newBuilder().setFlags(flags).setDeviceName(name);
        if (target != null) {
            request.setTargetPath(target);
        }
        return devices.define(request.build());
    }

    private QueryDosDevice.Out query(String name, int characters) {
        return devices.query(
                QueryDosDevice.newBuilder()
                        .setDeviceName(name)
                        .setMaxCharacters(characters)
                        .build());
    }
}
