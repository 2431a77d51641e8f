package dev.irpflow.sim.junit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A test method, played by JUnit: how it ended. */
final class PlayedTest implements TestExecutionListener {
    private final Map<String, TestExecutionResult> ended = new LinkedHashMap<>();

    private final Map<String, String> messages = new LinkedHashMap<>();
    private final List<Map<String, String>> entries = new ArrayList<>();

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

    /** How each test ended, by its display name: "" or the message of its failure. */
    Map<String, String> messages() {
        return messages;
    }

    /** What was published of them. */
    List<Map<String, String>> entries() {
        return entries;
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entries.add(entry.getKeyValuePairs());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        // What has no test in it fails itself.
        if (test.isTest() || result.getThrowable().isPresent()) {
            ended.put(test.getUniqueId(), result);
            messages.put(
                    test.getDisplayName(),
                    result.getThrowable().map(e -> String.valueOf(e.getMessage())).orElse(""));
        }
    }
}
