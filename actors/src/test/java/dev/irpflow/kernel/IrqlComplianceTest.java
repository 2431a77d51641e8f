package dev.irpflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.bugcheck.ComplianceForms;
import dev.irpflow.protocol.contract.Irql;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IrqlComplianceTest {
    @ParameterizedTest
    @CsvSource({
        "IoCreateDevice, PASSIVE_LEVEL, IrqlIoPassive1",
        "IoDetachDevice, PASSIVE_LEVEL, IrqlIoPassive3",
        "IoDeleteSymbolicLink, PASSIVE_LEVEL, IrqlIoPassive4",
        "IoBuildDeviceIoControlRequest, APC_LEVEL, IrqlIoPassive1",
        "IoDeleteDevice, APC_LEVEL, IrqlIoApcLte",
        "IoAllocateIrp, DISPATCH_LEVEL, IrqlIoDispatch",
        "PsCreateSystemThread, PASSIVE_LEVEL, IrqlPsPassive",
        "ObReferenceObjectByHandle, PASSIVE_LEVEL, IrqlObPassive",
        "ZwCreateFile, PASSIVE_LEVEL, IrqlZwPassive",
        "RtlWriteRegistryValue, PASSIVE_LEVEL, IrqlRtlPassive",
        "ExCreateCallback, PASSIVE_LEVEL, IrqlExPassive",
        "ExAcquireFastMutex, APC_LEVEL, IrqlExApcLte1",
        "ExAcquireResourceSharedLite, APC_LEVEL, IrqlExApcLte3",
        "ExAllocatePoolWithTag, DISPATCH_LEVEL, IrqlExAllocatePool",
        "KeDelayExecutionThread, APC_LEVEL, IrqlKeApcLte1",
        "KeEnterGuardedRegion, APC_LEVEL, IrqlKeApcLte2",
        "KeReleaseSemaphore, DISPATCH_LEVEL, IrqlKeDispatchLte",
        "MmProbeAndLockPages, APC_LEVEL, IrqlMmApcLte",
        "MmUnlockPages, DISPATCH_LEVEL, IrqlMmDispatch",
    })
    void aRoutineAboveItsLevelBreaksTheRuleOfItsFamily(String routine, Irql max, String rule) {
        ComplianceForms form =
                IrqlCompliance.ruleOf(routine, Irql.PASSIVE_LEVEL, max, Irql.HIGH_LEVEL);

        assertThat(form).isNotNull().extracting(ComplianceForms::rule).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({"KeAcquireSpinLockAtDpcLevel", "IoStartNextPacket"})
    void aRoutineForDispatchLevelAloneHasOneRuleForAll(String routine) {
        assertThat(
                        IrqlCompliance.ruleOf(
                                routine,
                                Irql.DISPATCH_LEVEL,
                                Irql.DISPATCH_LEVEL,
                                Irql.PASSIVE_LEVEL))
                .isEqualTo(ComplianceForms.IRQL_DISPATCH);
    }
}
