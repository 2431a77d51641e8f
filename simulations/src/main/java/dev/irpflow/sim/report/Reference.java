package dev.irpflow.sim.report;

import dev.irpflow.contract.CodeDomain;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.contract.WindowsCode;
import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.bugcheck.ComplianceForms;
import dev.irpflow.kernel.choice.Choice;
import dev.irpflow.sim.rule.HuntRule;
import dev.irpflow.sim.rule.OpenPoints;
import dev.irpflow.sim.rule.Rules;
import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.scenario.load.Nearest;
import dev.irpflow.sim.scenario.vocabulary.ShippedDriver;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that has a name, and the page of each: routines, codes, rules, bug checks, words. */
public final class Reference {
    private static final int SUGGESTIONS = 3;

    private Reference() {}

    /** The pages of a name or number; empty if it means nothing. */
    public static List<String> pages(String name) {
        Set<String> pages = new LinkedHashSet<>();
        RoutineContract routine = ContractTable.get().find(name);
        if (routine != null) {
            pages.add(RoutinePage.of(routine));
        }
        for (CodeDomain domain : CodeDomain.values()) {
            WindowsCode code = domain.byName(name);
            if (code != null) {
                pages.add(CodePage.of(code));
            }
        }
        Rule rule = Rules.find(name);
        if (rule != null) {
            pages.add(RulePage.of(rule));
        }
        for (HuntRule ofHunt : HuntRule.values()) {
            if (ofHunt.id().equals(name)) {
                pages.add(RulePage.of(ofHunt));
            }
        }
        Choice choice = OpenPoints.find(name);
        if (choice != null) {
            pages.add(ChoicePage.of(choice));
        }
        if (name.equals("choices")) {
            pages.add(ChoicePage.ofAll());
        }
        String ofVerifier = VerifierLedger.find(name);
        if (ofVerifier != null) {
            pages.add(ofVerifier);
        }
        Glossary.Entry entry = Glossary.find(name);
        if (entry != null) {
            pages.add(Glossary.page(entry));
        }
        for (ShippedDriver driver : Product.vocabulary().drivers()) {
            if (driver.name().equals(name)) {
                pages.add(DriverPage.of(driver));
            }
        }
        for (WorkloadSpec workload : Product.vocabulary().workloads()) {
            if (workload.name().equals(name)) {
                pages.add(WorkloadPage.of(workload));
            }
        }
        for (BugCheckCode code : BugCheckCode.values()) {
            if (code.name().equals(name)) {
                pages.add(BugCheckPage.of(code));
            }
        }
        String form = BugCheckPage.find(name);
        if (form != null) {
            return List.of(form);
        }
        Integer number = number(name);
        if (number != null) {
            addNumber(number, pages);
        }
        if (pages.isEmpty()) {
            addOtherCase(name, pages);
        }
        return List.copyOf(pages);
    }

    /** The known names most like a misspelt one, nearest first. */
    public static List<String> nearest(String misspelt) {
        List<String> names = names();
        List<String> nearest = new ArrayList<>();
        while (nearest.size() < SUGGESTIONS) {
            String next = Nearest.to(misspelt, names);
            if (next == null) {
                break;
            }
            nearest.add(next);
            names.removeIf(next::equals);
        }
        return nearest;
    }

    private static void addNumber(int number, Set<String> pages) {
        for (CodeDomain domain : CodeDomain.values()) {
            WindowsCode code = domain.byNumber(number);
            if (code != null) {
                pages.add(CodePage.of(code));
            }
        }
        BugCheckCode bugCheck = BugCheckCode.of(number);
        if (bugCheck != null) {
            pages.add(BugCheckPage.of(bugCheck));
        }
    }

    // A user who types wsksend means WskSend.
    private static void addOtherCase(String name, Set<String> pages) {
        for (String known : names()) {
            if (known.equalsIgnoreCase(name) && !known.equals(name)) {
                pages.addAll(pages(known));
            }
        }
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (RoutineContract routine : ContractTable.get().routines()) {
            names.add(routine.name());
            names.addAll(routine.option().getAliasesList());
        }
        names.addAll(Rules.ids());
        for (HuntRule ofHunt : HuntRule.values()) {
            names.add(ofHunt.id());
        }
        OpenPoints.all().forEach(choice -> names.add(choice.id()));
        VerifierLedger.all().stream()
                .filter(entry -> !entry.isCode())
                .forEach(entry -> names.add(entry.name()));
        for (CodeDomain domain : CodeDomain.values()) {
            domain.codes().forEach(code -> names.add(code.name()));
        }
        Product.vocabulary().drivers().forEach(driver -> names.add(driver.name()));
        Product.vocabulary().workloads().forEach(workload -> names.add(workload.name()));
        for (BugCheckCode code : BugCheckCode.values()) {
            names.add(code.name());
        }
        for (ComplianceForms form : ComplianceForms.values()) {
            names.add(form.rule());
        }
        for (Glossary.Entry entry : Glossary.entries()) {
            names.add(entry.word());
            names.addAll(entry.others());
        }
        return names;
    }

    /** A code as a user writes it: 0xC000020D, 3221226301 or -1073741299; null for none of them. */
    private static @Nullable Integer number(String text) {
        try {
            boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
            long number =
                    hexadecimal
                            ? Long.parseLong(text.substring(2).split("/")[0], 16)
                            : Long.parseLong(text);
            return number < Integer.MIN_VALUE || number > 0xFFFF_FFFFL ? null : (int) number;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
