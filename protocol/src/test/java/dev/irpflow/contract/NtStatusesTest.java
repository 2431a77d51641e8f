package dev.irpflow.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.contract.NtStatuses.Severity;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

final class NtStatusesTest {
    @Test
    void successIsTheSignSoThatPendingAndTimeoutSucceed() {
        assertThat(NtStatuses.isSuccess(NtStatus.STATUS_SUCCESS)).isTrue();
        assertThat(NtStatuses.isSuccess(NtStatus.STATUS_PENDING)).isTrue();
        assertThat(NtStatuses.isSuccess(NtStatus.STATUS_TIMEOUT)).isTrue();
        assertThat(NtStatuses.isSuccess(NtStatus.STATUS_BUFFER_OVERFLOW)).isFalse();
        assertThat(NtStatuses.isSuccess(0xC0000001)).isFalse();
    }

    @Test
    void theTwoHighestBitsAreTheSeverity() {
        assertThat(NtStatuses.severity(0x00000103)).isEqualTo(Severity.SUCCESS);
        assertThat(NtStatuses.severity(0x40000013)).isEqualTo(Severity.INFORMATIONAL);
        assertThat(NtStatuses.severity(0x80000005)).isEqualTo(Severity.WARNING);
        assertThat(NtStatuses.severity(0xC0000120)).isEqualTo(Severity.ERROR);
    }

    @Test
    void aStatusHasANameOrItsNumber() {
        assertThat(NtStatuses.nameOf(0xC0000120)).isEqualTo("STATUS_CANCELLED");
        assertThat(NtStatuses.nameOf(0xC0DEC0DE)).isEqualTo("0xC0DEC0DE");
        assertThat(NtStatuses.of(0xC0000120)).isEqualTo(NtStatus.STATUS_CANCELLED);
        assertThat(NtStatuses.of(0xC0DEC0DE)).isEqualTo(NtStatus.UNRECOGNIZED);
        assertThat(NtStatuses.byName("STATUS_CANCELLED")).isEqualTo(NtStatus.STATUS_CANCELLED);
        assertThat(NtStatuses.byName("STATUS_CANCELED")).isNull();
    }

    @Test
    void anApplicationSeesTheWin32ErrorOfAStatus() {
        assertThat(NtStatuses.win32(0xC00000CC)).isEqualTo(67);
        assertThat(NtStatuses.win32(0xC000020C)).isEqualTo(64);
        assertThat(NtStatuses.win32(0xC00000FB)).isEqualTo(3);
        assertThat(NtStatuses.win32(0)).isZero();
    }

    @Test
    void aFacilityBitIsIgnoredAndACustomerStatusStaysAsItIs() {
        assertThat(NtStatuses.win32(0xD00000CC)).isEqualTo(67);
        assertThat(NtStatuses.win32(0xE0000001)).isEqualTo(0xE0000001);
    }

    @Test
    void aStatusThatTheSystemCannotTranslateBecomesMidNotFound() {
        assertThat(NtStatuses.win32(0xC000021B)).isEqualTo(317);
        assertThat(NtStatuses.win32(0xC0DEC0DE & ~0x20000000)).isEqualTo(317);
    }

    @Test
    void aLostConnectionLeavesOpenWhatBecameOfTheOperation() {
        assertThat(NtStatuses.isDefinite(0xC000020C)).isFalse();
        assertThat(NtStatuses.isDefinite(0xC00000B5)).isFalse();
        assertThat(NtStatuses.isDefinite(0xC0000022)).isTrue();
    }
}
