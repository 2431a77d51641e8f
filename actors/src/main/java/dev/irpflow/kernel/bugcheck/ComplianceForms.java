package dev.irpflow.kernel.bugcheck;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of DDI compliance checking that have a code: 0xC4 with the rule's number. The prose of
 * each is on its page, windows-driver-docs-pr/devtest/wdm-*.md.
 */
public enum ComplianceForms {
    IRQL_APC_LTE(0x20002, "IrqlApcLte", "object security is read and released up to APC_LEVEL"),
    IRQL_DISPATCH(0x20003, "IrqlDispatch", "some routines are called at DISPATCH_LEVEL only"),
    IRQL_EX_ALLOCATE_POOL(
            0x20004, "IrqlExAllocatePool", "tagged pool is allocated up to DISPATCH_LEVEL"),
    IRQL_EX_APC_LTE_1(0x20005, "IrqlExApcLte1", "a fast mutex is acquired up to APC_LEVEL"),
    IRQL_EX_APC_LTE_2(
            0x20006,
            "IrqlExApcLte2",
            "paged lookaside lists and pool with quota are used up to APC_LEVEL"),
    IRQL_EX_APC_LTE_3(0x20007, "IrqlExApcLte3", "an ERESOURCE is used up to APC_LEVEL"),
    IRQL_EX_PASSIVE(0x20008, "IrqlExPassive", "some Ex routines are called at PASSIVE_LEVEL only"),
    IRQL_IO_APC_LTE(
            0x20009, "IrqlIoApcLte", "a device is deleted and a hard error raised up to APC_LEVEL"),
    IRQL_IO_PASSIVE_1(
            0x2000A, "IrqlIoPassive1", "some Io routines are called at PASSIVE_LEVEL only"),
    IRQL_IO_PASSIVE_2(
            0x2000B, "IrqlIoPassive2", "some Io routines are called at PASSIVE_LEVEL only"),
    IRQL_IO_PASSIVE_3(
            0x2000C, "IrqlIoPassive3", "some Io routines are called at PASSIVE_LEVEL only"),
    IRQL_IO_PASSIVE_4(
            0x2000D, "IrqlIoPassive4", "some Io routines are called at PASSIVE_LEVEL only"),
    IRQL_IO_PASSIVE_5(
            0x2000E, "IrqlIoPassive5", "some Io routines are called at PASSIVE_LEVEL only"),
    IRQL_KE_APC_LTE_1(
            0x2000F,
            "IrqlKeApcLte1",
            "a guarded mutex is acquired, and a thread delayed, up to APC_LEVEL"),
    IRQL_KE_APC_LTE_2(
            0x20010,
            "IrqlKeApcLte2",
            "critical and guarded regions are entered and left up to APC_LEVEL"),
    IRQL_KE_DISPATCH_LTE(
            0x20011, "IrqlKeDispatchLte", "some Ke routines are called up to DISPATCH_LEVEL"),
    IRQL_KE_RELEASE_SPIN_LOCK(
            0x20015,
            "IrqlKeReleaseSpinLock",
            "a spin lock is released at DISPATCH_LEVEL with the IRQL that its acquisition gave"),
    IRQL_KE_SET_EVENT(
            0x20016,
            "IrqlKeSetEvent",
            "KeSetEvent is called up to DISPATCH_LEVEL, with Wait TRUE up to APC_LEVEL"),
    IRQL_MM_APC_LTE(0x20019, "IrqlMmApcLte", "some Mm routines are called up to APC_LEVEL"),
    IRQL_MM_DISPATCH(0x2001A, "IrqlMmDispatch", "some Mm routines are called up to DISPATCH_LEVEL"),
    IRQL_OB_PASSIVE(0x2001B, "IrqlObPassive", "some Ob routines are called at PASSIVE_LEVEL only"),
    IRQL_PS_PASSIVE(0x2001C, "IrqlPsPassive", "some Ps routines are called at PASSIVE_LEVEL only"),
    IRQL_RETURN(0x2001D, "IrqlReturn", "a dispatch routine returns at the IRQL of its entry"),
    IRQL_RTL_PASSIVE(
            0x2001E, "IrqlRtlPassive", "some Rtl routines are called at PASSIVE_LEVEL only"),
    IRQL_ZW_PASSIVE(0x2001F, "IrqlZwPassive", "some Zw routines are called at PASSIVE_LEVEL only"),
    IRQL_IO_DISPATCH(0x20022, "IrqlIoDispatch", "some Io routines are called up to DISPATCH_LEVEL"),
    IRQL_IO_RTL_ZW_PASSIVE(
            0x20023,
            "IrqlIoRtlZwPassive",
            "some Io, Rtl and Zw routines are called at PASSIVE_LEVEL only"),
    IRQL_NTIFS_APC_PASSIVE(
            0x20024,
            "IrqlNtifsApcPassive",
            "routines for file systems are called at PASSIVE_LEVEL or up to APC_LEVEL, each as"
                    + " its page says"),
    CRITICAL_REGIONS(0x40003, "CriticalRegions", "critical regions are entered and left in pairs"),
    QUEUED_SPIN_LOCK(
            0x40006, "QueuedSpinLock", "a queued spin lock is not acquired by its own holder"),
    QUEUED_SPIN_LOCK_RELEASE(
            0x40007, "QueuedSpinLockRelease", "a queued spin lock is released by its holder only"),
    SPIN_LOCK(0x40009, "SpinLock", "a spin lock is not acquired by its own holder"),
    SPIN_LOCK_RELEASE(0x4000A, "SpinlockRelease", "a spin lock is released by its holder only"),
    GUARDED_REGIONS(0x4000E, "GuardedRegions", "guarded regions are entered and left in pairs"),
    REQUESTED_POWER_IRP(
            0x4100B, "RequestedPowerIrp", "PoRequestPowerIrp is not asked for the IRP it makes"),
    IO_SET_COMPLETION_EX_COMPLETE_IRP(
            0x4100F,
            "IoSetCompletionExCompleteIrp",
            "the answer of IoSetCompletionRoutineEx is looked at before the IRP is sent"),
    PNP_REMOVE(0x43006, "PnpRemove", "a remove IRP is not failed"),
    NDIS_TIMED_OID_COMPLETE(0x92003, "NdisTimedOidComplete", "an OID request ends within 12 s"),
    NDIS_TIMED_DATA_SEND(0x9200D, "NdisTimedDataSend", "a send ends within 30 s"),
    NDIS_TIMED_DATA_HANG(0x9200F, "NdisTimedDataHang", "some send ends within 22 s"),
    NDIS_FILTER_TIMED_PAUSE_COMPLETE(
            0x92010, "NdisFilterTimedPauseComplete", "a filter has paused within 10 s"),
    NDIS_FILTER_TIMED_DATA_SEND(
            0x92011, "NdisFilterTimedDataSend", "a send through a filter ends in time"),
    NDIS_FILTER_TIMED_DATA_RECEIVE(
            0x92012, "NdisFilterTimedDataReceive", "an indication through a filter ends in time");

    private final int code;
    private final String rule;
    private final String demand;

    ComplianceForms(int code, String rule, String demand) {
        this.code = code;
        this.rule = rule;
        this.demand = demand;
    }

    /** The first parameter of 0xC4. */
    public int code() {
        return code;
    }

    /** The rule's name, as its page spells it. */
    public String rule() {
        return rule;
    }

    static List<Form> all() {
        List<Form> forms = new ArrayList<>();
        for (ComplianceForms each : values()) {
            forms.add(
                    Form.of(
                            each.code,
                            "The rule %s of DDI compliance checking was broken: %s."
                                    .formatted(each.rule, each.demand),
                            "the rule's condition in words, 0 in this emulation",
                            "the rule's state, 0 in this emulation",
                            ""));
        }
        return forms;
    }
}
