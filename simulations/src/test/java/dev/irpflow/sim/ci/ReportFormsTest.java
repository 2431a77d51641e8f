package dev.irpflow.sim.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.ci.Checked.Verdict;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The forms of a report, with texts that want to break them. */
final class ReportFormsTest {
    private static final String HOSTILE =
            "a \"q\" <b> & ]]> 100%\r\n::error::x,y\u0000\u0001\uD800 | `` ``` # *b* \uD83D\uDE00";

    @TempDir private Path folder;

    @Test
    void theXmlIsValidWhateverTheTextsHold() throws Exception {
        for (Verdict verdict : Verdict.values()) {
            String xml =
                    JunitXml.of(
                            List.of(
                                    checked(verdict, HOSTILE, null),
                                    checked(Verdict.HELD, "", null)),
                            Instant.EPOCH);

            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(
                            Objects.requireNonNull(
                                    ReportFormsTest.class.getResource("junit-report.xsd")))
                    .newValidator()
                    .validate(new StreamSource(new StringReader(xml)));
        }
    }

    @Test
    void theXmlCarriesSeedAndReplayCommandAndTheStoryAsItIs() throws Exception {
        String story = "line one\n  <two> & \"three\"\n";
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(
                                new InputSource(
                                        new StringReader(
                                                JunitXml.of(
                                                        List.of(
                                                                checked(
                                                                        Verdict.VIOLATED,
                                                                        story,
                                                                        null)),
                                                        Instant.EPOCH))));

        assertThat(text(document, "failure")).startsWith(story).contains("irpflow replay F1");
        assertThat(text(document, "system-out")).contains("seed  7", "irpflow replay F1");
        assertThat(document.getElementsByTagName("property").getLength()).isEqualTo(2);
    }

    @Test
    void anInconclusiveCheckIsAFailureAndAnInternalErrorIsAnError() {
        assertThat(xmlOf(Verdict.INCONCLUSIVE)).contains("failures=\"1\" errors=\"0\"");
        assertThat(xmlOf(Verdict.VIOLATED)).contains("failures=\"1\" errors=\"0\"");
        assertThat(xmlOf(Verdict.INTERNAL)).contains("failures=\"0\" errors=\"1\"");
        assertThat(xmlOf(Verdict.NONDETERMINISTIC)).contains("failures=\"0\" errors=\"1\"");
        assertThat(xmlOf(Verdict.REFUSED)).contains("failures=\"0\" errors=\"1\"");
        assertThat(xmlOf(Verdict.HELD)).contains("failures=\"0\" errors=\"0\"");
    }

    @Test
    void anAnnotationIsOneLineThatNamesFileAndLineWithItsCharactersEscaped() {
        Checked failed =
                new Checked(
                        "a:b,c",
                        "F1",
                        Verdict.VIOLATED,
                        "50 %\nmore",
                        "",
                        Map.of("replay", "irpflow replay F1"),
                        new SourceLine("com/example/Queue.java", 17),
                        0);

        assertThat(Annotation.of(failed, "dri:ver,s/Queue.java"))
                .isEqualTo(
                        "::error file=dri%3Aver%2Cs/Queue.java,line=17,title=a%3Ab%2Cc%3A violated"
                                + "::50 %25%0Amore%0Areplay  irpflow replay F1");
        assertThat(Annotation.of(checked(Verdict.VIOLATED, HOSTILE, null), null).lines())
                .hasSize(1);
    }

    @Test
    void aPageOfMarkdownKeepsAStoryInItsFence() {
        String page = Summary.of(List.of(checked(Verdict.VIOLATED, HOSTILE + "\n", null)));

        assertThat(page.lines().filter("````"::equals)).hasSize(1);
        assertThat(page)
                .contains("````text\n", "0 of 1 held.", "**violated**", "irpflow replay F1");
        assertThat(page.lines().filter(line -> line.startsWith("| **")).findFirst())
                .hasValueSatisfying(row -> assertThat(row).contains("\\|").doesNotContain(" `"));
    }

    @Test
    void aFrameNamesTheSourceThatLiesNearestToTheTop() throws IOException {
        SourceLine line =
                Objects.requireNonNull(
                        SourceLine.of("com.example.Queue$1.lambda$read$0(Queue.java:17)"));
        write("drivers/src/main/java/com/example/Queue.java");
        write("copies/of/drivers/src/main/java/com/example/Queue.java");
        write("target/com/example/Queue.java");

        assertThat(line).isEqualTo(new SourceLine("com/example/Queue.java", 17));
        assertThat(new SourceFiles(folder).find(line))
                .isEqualTo("drivers/src/main/java/com/example/Queue.java");
        assertThat(new SourceFiles(folder).find(new SourceLine("com/example/No.java", 1))).isNull();
        assertThat(SourceLine.of("scenarios/queue.yaml:12:5"))
                .isEqualTo(new SourceLine("scenarios/queue.yaml", 12));
        assertThat(SourceLine.of("client/wsk in WskSend")).isNull();
    }

    private void write(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, "class Queue {}\n");
    }

    private static String text(Document document, String element) {
        return document.getElementsByTagName(element).item(0).getTextContent();
    }

    private static String xmlOf(Verdict verdict) {
        return JunitXml.of(List.of(checked(verdict, "", null)), Instant.EPOCH);
    }

    private static Checked checked(Verdict verdict, String text, @Nullable SourceLine place) {
        return new Checked(
                "queue",
                verdict.word() + text,
                verdict,
                text,
                text,
                Map.of("seed", "7", "replay", "irpflow replay F1"),
                place,
                0.5);
    }
}
