package dev.irpflow.kernel;

import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_APC_LTE;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_DISPATCH;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_EX_ALLOCATE_POOL;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_EX_APC_LTE_1;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_EX_APC_LTE_2;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_EX_APC_LTE_3;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_EX_PASSIVE;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_IO_APC_LTE;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_IO_DISPATCH;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_IO_PASSIVE_1;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_IO_PASSIVE_2;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_IO_PASSIVE_3;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_IO_PASSIVE_4;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_IO_PASSIVE_5;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_KE_APC_LTE_1;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_KE_APC_LTE_2;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_KE_DISPATCH_LTE;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_KE_SET_EVENT;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_MM_APC_LTE;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_MM_DISPATCH;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_OB_PASSIVE;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_PS_PASSIVE;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_RTL_PASSIVE;
import static dev.irpflow.kernel.bugcheck.ComplianceForms.IRQL_ZW_PASSIVE;

import dev.irpflow.kernel.bugcheck.ComplianceForms;
import dev.irpflow.protocol.contract.Irql;
import org.jspecify.annotations.Nullable;

/**
 * Which rule of DDI compliance checking a call at a wrong IRQL breaks: by the family of the
 * routine, and by the level up to which its contract lets it be called. Pages:
 * windows-driver-docs-pr/devtest/wdm-irql*.md.
 */
public final class IrqlCompliance {
    private IrqlCompliance() {}

    /**
     * The rule; null if none has a code for it.
     *
     * @param routine the routine, as the WDK spells it
     * @param min the lowest IRQL at which it may be called
     * @param max the highest
     * @param at the IRQL at which it was called
     */
    public static @Nullable ComplianceForms ruleOf(String routine, Irql min, Irql max, Irql at) {
        if (at.compareTo(min) < 0) {
            return min == Irql.DISPATCH_LEVEL ? IRQL_DISPATCH : null;
        }
        if (routine.equals("KeSetEvent")) {
            return IRQL_KE_SET_EVENT;
        }
        if (routine.startsWith("KeWaitFor")) {
            return null; // what waits must keep to has codes of its own: 0xC4/0x120 to 0x122
        }
        return switch (max) {
            case PASSIVE_LEVEL -> passive(routine);
            case APC_LEVEL -> uptoApc(routine);
            case DISPATCH_LEVEL -> uptoDispatch(routine);
            default -> null;
        };
    }

    private static @Nullable ComplianceForms passive(String routine) {
        return switch (familyOf(routine)) {
            case "Ex" -> IRQL_EX_PASSIVE;
            case "Io" -> passiveIo(routine);
            case "Ob" -> IRQL_OB_PASSIVE;
            case "Ps" -> IRQL_PS_PASSIVE;
            case "Rtl" -> IRQL_RTL_PASSIVE;
            case "Zw" -> IRQL_ZW_PASSIVE;
            default -> null;
        };
    }

    // Five rules share the Io routines among them; some routines are on no list.
    private static @Nullable ComplianceForms passiveIo(String routine) {
        return switch (routine) {
            case "IoAttachDevice",
                    "IoBuildDeviceIoControlRequest",
                    "IoCreateDevice",
                    "IoSetDeviceInterfaceState" ->
                    IRQL_IO_PASSIVE_1;
            case "IoCheckShareAccess", "IoConnectInterrupt", "IoCreateController" ->
                    IRQL_IO_PASSIVE_2;
            case "IoAssignArcName", "IoDetachDevice", "IoRegisterDeviceInterface" ->
                    IRQL_IO_PASSIVE_3;
            case "IoCreateFile",
                    "IoCreateNotificationEvent",
                    "IoCreateSymbolicLink",
                    "IoCreateSynchronizationEvent",
                    "IoCreateUnprotectedSymbolicLink",
                    "IoDeassignArcName",
                    "IoDeleteController",
                    "IoDeleteSymbolicLink",
                    "IoDisconnectInterrupt" ->
                    IRQL_IO_PASSIVE_4;
            case "IoGetDeviceObjectPointer",
                    "IoInitializeTimer",
                    "IoRegisterDriverReinitialization",
                    "IoRegisterShutdownNotification",
                    "IoUnregisterShutdownNotification" ->
                    IRQL_IO_PASSIVE_5;
            default -> null;
        };
    }

    private static @Nullable ComplianceForms uptoApc(String routine) {
        return switch (familyOf(routine)) {
            case "Ex" ->
                    routine.contains("FastMutex")
                            ? IRQL_EX_APC_LTE_1
                            : routine.contains("Resource") ? IRQL_EX_APC_LTE_3 : IRQL_EX_APC_LTE_2;
            case "Io" ->
                    routine.equals("IoBuildDeviceIoControlRequest")
                            ? IRQL_IO_PASSIVE_1
                            : IRQL_IO_APC_LTE;
            case "Ke" -> routine.contains("Region") ? IRQL_KE_APC_LTE_2 : IRQL_KE_APC_LTE_1;
            case "Mm" -> IRQL_MM_APC_LTE;
            case "Ob" -> IRQL_APC_LTE;
            default -> null;
        };
    }

    private static @Nullable ComplianceForms uptoDispatch(String routine) {
        return switch (familyOf(routine)) {
            case "Ex" -> routine.startsWith("ExAllocatePool") ? IRQL_EX_ALLOCATE_POOL : null;
            case "Io" -> IRQL_IO_DISPATCH;
            case "Ke" -> IRQL_KE_DISPATCH_LTE;
            case "Mm" -> IRQL_MM_DISPATCH;
            default -> null;
        };
    }

    // The capital that begins the second word ends the first.
    private static String familyOf(String routine) {
        int end = 1;
        while (end < routine.length() && Character.isLowerCase(routine.charAt(end))) {
            end++;
        }
        return routine.substring(0, Math.min(end, routine.length()));
    }
}
