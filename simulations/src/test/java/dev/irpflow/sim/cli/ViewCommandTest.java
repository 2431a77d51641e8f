package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run as a page for a browser. */
final class ViewCommandTest {
    @TempDir private Path folder;

    @Test
    void thePageShowsEveryEventWithItsProcessorAndIrqlAndMarksTheBreach() throws IOException {
        Spoken.in(folder, "run", "kernel-timed-cancel-broken", "--seed", "1");
        Path run = Spoken.runFolder(folder, "kernel-timed-cancel-broken");
        Spoken spoken = Spoken.in(folder, "view", run.toString());
        String page = Files.readString(run.resolve("view.html"));

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out()).contains("view.html", "file:///");
        // Of the lines of the trace the first is its header and the last its end.
        assertThat(Pattern.compile("<tr id=\"e").matcher(page).results().count())
                .isEqualTo(Files.readAllLines(run.resolve("events.jsonl")).size() - 2L);
        assertThat(page)
                .contains("<td class=\"dispatch\">DISPATCH</td>")
                .contains("class=\"violation broke\"")
                .contains("io/irp-after-free", "What mattered", "<svg ")
                .doesNotContainPattern("(src|href)=\"[^#]");
    }

    @Test
    void whatADriverSaysIsTextOnThePageAndNoMarkup() throws IOException {
        Path events = folder.resolve("events.jsonl");
        Files.writeString(
                events,
                """
                {"irpflow":1,"scenario":"a<b","seed":1,"build":"x"}
                {"seq":1,"t_ns":0,"kind":"note","status":"<script>alert(1)</script> & more"}
                """);

        Spoken spoken = Spoken.in(folder, "view", "events.jsonl", "--out", "page.html");

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(Files.readString(folder.resolve("page.html")))
                .contains("a&lt;b, seed 1", "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more")
                .doesNotContain("<script>alert");
    }

    @Test
    void aFolderWithoutARunIsRefused() {
        Spoken spoken = Spoken.in(folder, "view", folder.toString());

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("this folder has no events.jsonl");
    }
}
