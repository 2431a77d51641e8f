package dev.irpflow.sim.cli;

import dev.irpflow.contract.CodeDomain;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.contract.WindowsCode;
import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.bugcheck.Explanation;
import dev.irpflow.kernel.bugcheck.Explanations;
import dev.irpflow.kernel.bugcheck.Form;
import dev.irpflow.kernel.choice.Choice;
import dev.irpflow.sim.report.ChoicePage;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.RoutinePage;
import dev.irpflow.sim.report.RulePage;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.rule.OpenPoints;
import dev.irpflow.sim.rule.Rules;
import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.scenario.Title;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ShippedDriver;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Everything that {@code list} can list. */
final class Listings {
    static final List<String> KINDS =
            List.of(
                    "routines",
                    "statuses",
                    "rules",
                    "choices",
                    "bug-checks",
                    "faults",
                    "workloads",
                    "drivers",
                    "scenarios",
                    "cases");

    private final Terminal terminal;

    Listings(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The list of a kind, null if there is no such kind. */
    @Nullable Listing of(String kind) throws Refusal {
        return switch (kind) {
            case "routines" -> routines();
            case "statuses" -> statuses();
            case "rules" -> rules();
            case "choices" -> choices();
            case "bug-checks" -> bugChecks();
            case "faults" -> faults();
            case "workloads" -> workloads();
            case "drivers" -> drivers();
            case "scenarios" -> scenarios();
            case "cases" -> cases();
            default -> null;
        };
    }

    private static Listing routines() {
        List<Map<String, Object>> items = new ArrayList<>();
        for (RoutineContract routine : ContractTable.get().routines()) {
            items.add(
                    Trees.of(
                            "name", routine.name(),
                            "subsystem", routine.subsystem(),
                            "kind", RoutinePage.word(routine.kind()),
                            "irql", RoutinePage.irqlInShort(routine),
                            "completes", RoutinePage.word(routine.completes()),
                            "statuses", statuses(routine),
                            "open", routine.isOpen(),
                            "page", routine.page(),
                            "fidelity", RoutinePage.word(routine.fidelity())));
        }
        return new Listing(List.of("name", "subsystem", "kind", "fidelity", "irql"), items);
    }

    private static List<String> statuses(RoutineContract routine) {
        return IntStream.concat(routine.atReturn().stream(), routine.atCompletion().stream())
                .distinct()
                .mapToObj(routine::statusName)
                .toList();
    }

    private static Listing statuses() {
        List<Map<String, Object>> items = new ArrayList<>();
        for (CodeDomain domain : CodeDomain.values()) {
            for (WindowsCode code : domain.codes()) {
                items.add(
                        Trees.of(
                                "name", code.name(),
                                "number", "0x%08X".formatted(code.number()),
                                "domain", domain.name(),
                                "used-by", code.areas(),
                                "meaning", code.meaning()));
            }
        }
        return new Listing(List.of("name", "number", "domain", "meaning"), items);
    }

    private static Listing rules() {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Rule rule : Rules.all()) {
            items.add(
                    Trees.of(
                            "id", rule.id(),
                            "prose", rule.prose(),
                            "page", rule.page(),
                            "real-windows", RulePage.realWindows(rule)));
        }
        return new Listing(List.of("id", "prose"), items);
    }

    private static Listing choices() {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Choice choice : OpenPoints.all()) {
            items.add(
                    Trees.of(
                            "id", choice.id(),
                            "words", ChoicePage.words(choice),
                            "usual", choice.usual().word(),
                            "fixed", choice.statement().fixed(),
                            "question", choice.statement().question(),
                            "page", choice.statement().page()));
        }
        return new Listing(List.of("id", "words", "question"), items);
    }

    private static Listing bugChecks() {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Explanation code : Explanations.all()) {
            items.add(
                    Trees.of(
                            "code", "0x%X".formatted(code.code()),
                            "name", BugCheckCode.nameOf(code.code()),
                            "about", code.cause(),
                            "parameters", code.parameters(),
                            "page", code.page()));
            for (Form form : code.forms()) {
                items.add(
                        Trees.of(
                                "code", "0x%X/0x%02X".formatted(code.code(), form.first()),
                                "name", BugCheckCode.nameOf(code.code()),
                                "about", form.cause(),
                                "parameters", form.parameters(),
                                "page", code.page()));
            }
        }
        return new Listing(List.of("code", "name", "about"), items);
    }

    private static Listing faults() {
        List<Map<String, Object>> items = new ArrayList<>();
        for (FaultWords fault : FaultWords.all()) {
            items.add(
                    Trees.of(
                            "verb", fault.verb(),
                            "about", fault.about(),
                            "example", fault.example(),
                            "adverbs", FaultWords.terms()));
        }
        return new Listing(List.of("verb", "about", "example"), items);
    }

    private static Listing workloads() {
        List<Map<String, Object>> items = new ArrayList<>();
        for (WorkloadSpec workload : Product.vocabulary().workloads()) {
            items.add(
                    Trees.of(
                            "name", workload.name(),
                            "with", settings(workload.parameters()),
                            "gives", settings(workload.outputs()),
                            "about", workload.about()));
        }
        return new Listing(List.of("name", "with", "gives", "about"), items);
    }

    private static List<String> settings(List<SettingSpec> settings) {
        return settings.stream()
                .map(setting ->
                        setting.need() == SettingSpec.Need.REQUIRED
                                ? setting.name()
                                : "[" + setting.name() + "]")
                .toList();
    }

    private static Listing drivers() {
        List<Map<String, Object>> items = new ArrayList<>();
        for (ShippedDriver driver : Product.vocabulary().drivers()) {
            items.add(
                    Trees.of(
                            "name", driver.name(),
                            "role", driver.role(),
                            "about", driver.about(),
                            "with", driver.parameters().stream().map(Listings::setting).toList()));
        }
        return new Listing(List.of("name", "role", "about"), items);
    }

    private static Map<String, Object> setting(SettingSpec setting) {
        Map<String, Object> tree =
                Trees.of(
                        "name", setting.name(),
                        "type", setting.type().description(),
                        "about", setting.about());
        if (setting.otherwise() != null) {
            tree.put("default", setting.otherwise());
        }
        SettingSpec.Range range = setting.range();
        if (range != null) {
            tree.put("least", range.least().written());
            tree.put("most", range.most().written());
        }
        return tree;
    }

    private Listing scenarios() throws Refusal {
        List<Map<String, Object>> items = new ArrayList<>();
        ShippedScenarios shipped = new ShippedScenarios(terminal);
        for (ScenarioFolder.Entry entry : shipped.all()) {
            Title title = title(shipped, entry);
            items.add(
                    Trees.of(
                            "name", title.name(),
                            "folder", entry.group(),
                            "tags", title.tags(),
                            "cases", title.cases(),
                            "about", title.about()));
        }
        return new Listing(List.of("name", "about"), items, "folder");
    }

    private Listing cases() throws Refusal {
        List<Map<String, Object>> items = new ArrayList<>();
        ShippedScenarios shipped = new ShippedScenarios(terminal);
        for (ScenarioFolder.Entry entry : shipped.all()) {
            Title title = title(shipped, entry);
            for (String id : title.cases()) {
                items.add(Trees.of("id", id, "scenario", title.name(), "about", title.about()));
            }
        }
        items.sort(
                (one, other) -> String.valueOf(one.get("id")).compareTo((String) other.get("id")));
        return new Listing(List.of("id", "scenario", "about"), items);
    }

    private Title title(ShippedScenarios shipped, ScenarioFolder.Entry entry) throws Refusal {
        UserClassPath none = UserClassPath.of("", terminal);
        return Chosen.load(
                        entry.name(),
                        shipped.origin(entry),
                        List.of(),
                        none,
                        terminal.workingDirectory())
                .scenario(0)
                .title();
    }
}
