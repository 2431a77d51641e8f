package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.grammar.Grammar;
import dev.irpflow.sim.scenario.grammar.Phrase;
import dev.irpflow.sim.scenario.grammar.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each word of the vocabulary of faults strikes in each form that the grammar allows it: as a rule,
 * as a gust of a storm, injected by a step, and each site in turn. A word that is new there fails
 * until it is said here.
 */
final class FaultWordsPlayedTest {
    private static final List<String> FORMS = List.of("fault", "storm-fault", "injected-fault");

    private static final String DRIVE =
            """
            machines: { client: {}, server: {} }
            drivers:
              file-server: { on: server, role: wsk-client, like: file-server, with: { share: public } }
              redirector: { on: client, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
            on: client
            steps:
              - { run: map-drive, with: { letter: "Z:", remote: \\\\server\\public } }
              - wait: 100 ms
              INJECTED
              - do:
                  - { run: copy, with: { from: zeros 1 KiB, to: 'Z:\\copy.bin' }, returns: any, completes: any }
                  - wait: 50 ms
                repeat: 8
            """;

    private static final String TALK =
            Sockets.scenario(
                    "  - wait: 100 ms\n  INJECTED\n  - do:\n"
                            + """
                              - { call: ExAllocatePool2, on: client, with: { flags: [POOL_FLAG_NON_PAGED, POOL_FLAG_RAISE_ON_FAILURE], number_of_bytes: 4 B, tag: "Data" }, as: block, returns: any }
                              - { call: ExFreePool, on: client, with: { p: $block.returned } }
                            """
                                    .indent(4)
                            + Sockets.EXCHANGE.indent(4)
                            + "      - wait: 50 ms\n    repeat: 8\n");

    @TempDir private static Path folder;
    private static Playing playing;

    @BeforeAll
    static void begin() {
        playing = new Playing(folder);
    }

    @AfterAll
    static void end() {
        playing.close();
    }

    // What is to be said of a word so that it strikes in one of the two stories.
    private static String said(String verb) {
        return switch (verb) {
            case "lose", "duplicate", "reorder", "corrupt" -> verb + ": 100 %";
            case "cut" -> "cut: client <-> server, for: 10 ms";
            case "flap" -> "flap: client -> server, every: 5 ms, down-for: 1 ms, for: 10 ms";
            case "slow" -> "slow: client <-> server, by: 1 ms, for: 10 ms";
            case "pause" -> "pause: server, for: 10 ms";
            case "slow-down" -> "slow-down: server, by: 10 us, for: 10 ms";
            case "fail" -> "fail: WskSend, with-status: any-documented";
            case "delay" -> "delay: WskSend, by: 1 ms";
            case "pend", "complete-early", "complete-twice" -> verb + ": WskSend";
            case "cancel", "never-complete" -> verb + ": WskReceive";
            case "raise" -> "raise: ExAllocatePool2";
            case "exhaust" -> "exhaust: nonpaged-pool, on: client/wsk";
            case "each-site" -> "each-site: WskSend, nth: 1";
            case "crash" -> "crash: server";
            case "restart" -> "restart: server, down-for: 1 ms";
            case "skew" -> "skew: server, by: 1 h";
            case "stop" -> "stop: wsk, on: server";
            case "end-session" -> "end-session: server, of: client";
            case "force-close" -> "force-close: server, of: listeners";
            case "storm" -> "storm: [ { lose: 100 % } ]";
            default -> throw new AssertionError("no story plays the fault " + verb);
        };
    }

    private static Stream<Arguments> words() {
        return Grammar.of(Product.vocabulary()).phrases().stream()
                .filter(phrase -> FORMS.contains(phrase.name()))
                .flatMap(phrase ->
                        phrase.verbs().stream()
                                .map(verb -> Arguments.of(phrase.name(), verb.name())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("words")
    void aWordStrikesInThisForm(String form, String verb) {
        boolean needsServer = verb.equals("end-session") || verb.equals("force-close");
        String story = needsServer ? DRIVE : TALK;
        String fault = "name: it, " + said(verb);
        String text =
                switch (form) {
                    case "fault" ->
                            plain(story)
                                    + "faults:\n  - { "
                                    + fault
                                    + ", at: 90 ms, at-most: 3 }\n";
                    case "storm-fault" ->
                            plain(story)
                                    + ("faults:\n  - { name: storm, storm: [ { " + fault + " } ]")
                                    + ", at-most: 5 }\n";
                    default -> story.replace("INJECTED", "- inject: { " + fault + ", at-most: 3 }");
                };
        Played played = playing.play(text, 3);
        assertThat(played.result().internalError()).isNull();
        String name = form.equals("storm-fault") ? "storm/it" : "it";
        assertThat(played.result().faults().get(name)).as(played.result().reason()).isPositive();
        if (!verb.equals("storm")) { // it is told by what it chooses
            assertThat(played.faults()).anyMatch(told -> told.startsWith(name + ": "));
        }
    }

    private static String plain(String story) {
        return story.replace("  INJECTED\n", "");
    }

    @Test
    void eachSiteStrikesWhereItIsAsked() {
        Played played =
                playing.play(
                        Sockets.scenario(Sockets.EXCHANGE)
                                + "faults:\n  - { name: it, each-site: any }\n",
                        3);
        assertThat(played.result().internalError()).isNull();
        assertThat(played.result().faults().get("it")).isPositive();
    }

    @Test
    void theFormsAreThoseOfTheGrammar() {
        List<String> named =
                Grammar.of(Product.vocabulary()).phrases().stream()
                        .filter(phrase -> phrase.verbs().stream().anyMatch(this::isFault))
                        .map(Phrase::name)
                        .toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(FORMS);
    }

    private boolean isFault(Shape shape) {
        return shape.name().equals("lose");
    }
}
