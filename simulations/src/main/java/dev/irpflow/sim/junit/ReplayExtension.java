package dev.irpflow.sim.junit;

import dev.irpflow.sim.ci.Checked;
import dev.irpflow.sim.cli.KeptRun;
import dev.irpflow.sim.junit.KeptFolder.Kept;
import dev.irpflow.sim.report.Refusal;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;

/** Makes a test of each thing that a {@link ReplayTest} finds. */
final class ReplayExtension implements TestTemplateInvocationContextProvider {
    /** Made by JUnit. */
    ReplayExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        ReplayTest test =
                AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), ReplayTest.class)
                        .orElseThrow();
        return KeptFolder.of(context.getRequiredTestClass(), test.folder()).stream()
                .map(kept -> new One(test, kept));
    }

    /** One test. */
    private record One(ReplayTest test, Kept kept) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return kept.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Played(test, kept));
        }
    }

    private record Played(ReplayTest test, Kept kept) implements InvocationInterceptor {
        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> invocation,
                ReflectiveInvocationContext<Method> method,
                ExtensionContext context)
                throws Throwable {
            if (kept.isRun()) {
                playRun(context);
                invocation.proceed();
                return;
            }
            invocation.skip(); // its method is invoked once for each run instead
            Object target = method.getTarget().orElse(null);
            Class<?> type = context.getRequiredTestClass();
            String scenario = ScenarioOfTest.shown(kept.path());
            Asked asked =
                    new Asked(
                            "@ReplayTest: " + kept.name(),
                            scenario,
                            List.of(),
                            List.of(),
                            test.seeds(),
                            "",
                            0,
                            null,
                            Runs.isTwin(type, scenario));
            new Runs(asked, type, new ToldTo(context))
                    .play(run ->
                            context.getExecutableInvoker().invoke(method.getExecutable(), target));
        }

        private void playRun(ExtensionContext context) {
            Checked checked;
            try {
                checked = Runs.withClassesOf(context.getRequiredTestClass(), this::played);
            } catch (Refusal refusal) {
                throw new IllegalArgumentException(
                        "@ReplayTest: %s cannot be played:\n%s"
                                .formatted(kept.name(), String.join("\n", refusal.lines())),
                        refusal);
            }
            if (!checked.held()) {
                new ToldTo(context).accept(List.of(checked));
                throw new AssertionFailedError(
                        "%s: %s: %s\n\n%s"
                                .formatted(
                                        kept.name(),
                                        checked.verdict().word(),
                                        checked.reason(),
                                        checked.story()));
            }
        }

        private Checked played() throws Refusal {
            return KeptRun.play(kept.path());
        }
    }
}
