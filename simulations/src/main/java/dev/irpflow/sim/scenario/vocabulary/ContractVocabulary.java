package dev.irpflow.sim.scenario.vocabulary;

import dev.irpflow.contract.CodeDomain;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.contract.WindowsCode;
import dev.irpflow.sim.scenario.value.Constant;
import dev.irpflow.sim.scenario.value.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The vocabulary of the product: routines and statuses as the contract declares them. */
public final class ContractVocabulary implements Vocabulary {
    private final ContractTable table;
    private final Declarations declarations;
    private final Map<String, RoutineSpec> routines = new LinkedHashMap<>();

    public ContractVocabulary(ContractTable table, Declarations declarations) {
        this.table = table;
        this.declarations = declarations;
    }

    @Override
    public @Nullable RoutineSpec routine(String name) {
        RoutineContract contract = table.find(name);
        return contract == null
                ? null
                : routines.computeIfAbsent(contract.name(), n -> ContractRoutines.spec(contract));
    }

    @Override
    public List<String> routineNames() {
        var names = new ArrayList<String>();
        for (RoutineContract contract : table.routines()) {
            names.add(contract.name());
            names.addAll(contract.option().getAliasesList());
        }
        return names;
    }

    @Override
    public @Nullable Status status(String name) {
        WindowsCode code = CodeDomain.find(name);
        return code == null ? null : new Status(code.name(), code.number());
    }

    @Override
    public Status status(int code) {
        return new Status(NtStatuses.nameOf(code), code);
    }

    @Override
    public List<String> statusNames() {
        var names = new ArrayList<String>();
        for (CodeDomain domain : CodeDomain.values()) {
            domain.codes().forEach(code -> names.add(code.name()));
        }
        return names;
    }

    @Override
    public List<Constant> bugChecks() {
        return declarations.bugChecks();
    }

    @Override
    public List<WorkloadSpec> workloads() {
        return declarations.workloads();
    }

    @Override
    public List<RoleSpec> roles() {
        return declarations.roles();
    }

    @Override
    public List<ShippedDriver> drivers() {
        return declarations.drivers();
    }

    @Override
    public @Nullable List<SettingSpec> settingsOf(String className) {
        return declarations.ownDrivers().apply(className);
    }

    @Override
    public List<SubsystemSpec> subsystems() {
        return declarations.subsystems();
    }

    @Override
    public List<SettingSpec> choices() {
        return declarations.choices();
    }

    @Override
    public List<String> rules() {
        return declarations.rules();
    }

    @Override
    public List<String> checkers() {
        return declarations.checkers();
    }

    @Override
    public List<String> goals() {
        return declarations.goals();
    }

    @Override
    public List<String> frames() {
        return declarations.frames();
    }
}
