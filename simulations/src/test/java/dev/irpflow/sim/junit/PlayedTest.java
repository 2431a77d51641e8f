package dev.irpflow.sim.junit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A test method, played by JUnit: how it ended. */
final class PlayedTest implements TestExecutionListener {
    private final Map<String, TestExecutionResult> ended = new LinkedHashMap<>();

    private PlayedTest() {}

    /** Plays a method of a class, with or without a {@link SimulationRun}. */
    static PlayedTest of(Class<?> type, String method, Map<String, String> configuration) {
        PlayedTest played = new PlayedTest();
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectMethod(type.getName() + "#" + method))
                        .configurationParameters(configuration)
                        .build();
        LauncherFactory.create().execute(request, played);
        return played;
    }

    /** How many tests there were: runs are none of their own. */
    int tests() {
        return ended.size();
    }

    /** What it failed with; null if it held. */
    @Nullable Throwable failure() {
        return ended.values().iterator().next().getThrowable().orElse(null);
    }

    /** The message of its failure. */
    String message() {
        Throwable failure = failure();
        return failure == null ? "it held" : String.valueOf(failure.getMessage());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            ended.put(test.getUniqueId(), result);
        }
    }
}
