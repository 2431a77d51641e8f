package dev.irpflow.sim.junit;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Plays the runs of a {@link SimulationTest} or {@link SystematicTest} in place of its method, and
 * the method after each run.
 */
final class SimulationExtension implements InvocationInterceptor, ParameterResolver {
    private static final ExtensionContext.Namespace OURS =
            ExtensionContext.Namespace.create(SimulationExtension.class);

    /** Made by JUnit. */
    SimulationExtension() {}

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        invocation.skip(); // its method is invoked once for each run instead
        Object target = method.getTarget().orElse(null);
        ExtensionContext.Store store = context.getStore(OURS);
        Runs runs =
                new Runs(
                        asked(method.getExecutable(), context),
                        context.getRequiredTestClass(),
                        new ToldTo(context));
        context.getRoot()
                .getStore(OURS)
                .getOrComputeIfAbsent("flags", key -> Runs.tellOfMissingFlags());
        runs.play(run -> {
            store.put(SimulationRun.class, run);
            context.getExecutableInvoker().invoke(method.getExecutable(), target);
        });
    }

    private static Asked asked(Method method, ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        SystematicTest systematic =
                AnnotationSupport.findAnnotation(method, SystematicTest.class).orElse(null);
        if (systematic != null) {
            return Asked.of(systematic, type);
        }
        SimulationTest test =
                AnnotationSupport.findAnnotation(method, SimulationTest.class).orElseThrow();
        String seeds = context.getConfigurationParameter(Runs.SEEDS).orElse(test.seeds());
        return Asked.of(test, type, seeds);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SimulationRun.class;
    }

    // JUnit also asks before the first run, for the invocation that is skipped.
    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(OURS).get(SimulationRun.class);
    }
}
