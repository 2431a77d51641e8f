package dev.irpflow.sim.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The job on GitHub that this process is a part of.
 *
 * @param checkout the folder of the checkout; null where the job does not say
 * @param summary the file of its summary, to which each step adds; null for none
 */
record GithubJob(@Nullable Path checkout, @Nullable Path summary) {
    /** The job that variables of the environment tell of; null if there is none. */
    static @Nullable GithubJob of(UnaryOperator<@Nullable String> environment) {
        return "true".equals(environment.apply("GITHUB_ACTIONS"))
                ? new GithubJob(
                        path(environment.apply("GITHUB_WORKSPACE")),
                        path(environment.apply("GITHUB_STEP_SUMMARY")))
                : null;
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null || text.isEmpty() ? null : Path.of(text).toAbsolutePath().normalize();
    }

    /** The folder of sources: that of the checkout, or else the one where a command was given. */
    Path sources(Path here) {
        Path given = checkout;
        return given != null && Files.isDirectory(given) ? given : here;
    }
}
