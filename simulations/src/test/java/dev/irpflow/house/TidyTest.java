package dev.irpflow.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sources read as text: what no compiler asks for, and everyone would otherwise forget. */
final class TidyTest {
    private static final String PACKAGES = "/java/dev/irpflow/";
    private static final int LONGEST_FILE = 400;
    private static final String REASON_TO_BE_LONG = "This file is one thing because";
    private static final int TOP_OF_A_FILE = 40;

    /** Ten lines are asked for; in fewer than these nothing has been said. */
    private static final int SHORTEST_PACKAGE_INFO = 7;

    private static final Set<String> PRUNED = Set.of("target", "runs", ".git", ".idea", ".vscode");
    private static final Set<String> ENDINGS =
            Set.of("java", "proto", "md", "yaml", "yml", "xml", "conf", "txt", "cmd", "csv");
    private static final Set<String> NAMES = Set.of("irpflow", "run", "NOTICE", ".gitignore");

    /** The rooms of each module; what is not named here is a subsystem, and lives in actors. */
    private static final Map<String, Pattern> ROOMS =
            Map.of(
                    "protocol",
                    Pattern.compile("(contract|protocol)(/.*)?"),
                    "actors",
                    Pattern.compile("(?!(contract|protocol|node|sim|house)(/|$)).+"),
                    "cluster-config",
                    Pattern.compile("node(/.*)?"),
                    "simulations",
                    Pattern.compile("(sim|house)(/.*)?"));

    private static final Pattern LOOSE_END =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b(?!\\(#\\d+\\))");
    private static final Pattern PATH_OF_ONE_MACHINE =
            Pattern.compile("(?<![\\w./<>*-])/(home|root|work|Users)/\\w");
    private static final Pattern DOWNLOAD_HOST =
            Pattern.compile("repo1?\\.maven\\.|\\.sonatype\\.|docker\\.io|ghcr\\.io|<repositor");
    private static final Pattern SALES_TALK =
            Pattern.compile(
                    "(?i)\\b(utili[sz]e|leverag(e|es|ing)|seamless(ly)?|effortless(ly)?|blazing"
                            + "|cutting-edge|world-class|state-of-the-art)\\b");
    private static final Pattern VAGUE_NAME =
            Pattern.compile(".*(Utils?|Helpers?|Manager|Impl|Common|Misc)(Test)?\\.java");
    private static final Pattern VAGUE_FOLDER =
            Pattern.compile("utils?|helpers?|common|misc|impl|model|messages|handlers|managers?");

    private static final Path ROOT = root();
    private static final List<Source> SOURCES = new ArrayList<>();

    @BeforeAll
    static void readSources() throws IOException {
        Files.walkFileTree(ROOT, new Reader());
        SOURCES.sort((left, right) -> left.path().compareTo(right.path()));
    }

    @Test
    void sourcesAreFound() {
        assertThat(SOURCES).extracting(Source::path).contains("pom.xml", "irpflow");
    }

    @Test
    void filesOfMoreThanFourHundredLinesSayWhyTheyAreOneThing() {
        List<String> silent =
                SOURCES.stream()
                        .filter(source -> source.path().endsWith(".java"))
                        .filter(source -> source.lines().size() > LONGEST_FILE)
                        .filter(source -> !source.says(REASON_TO_BE_LONG))
                        .map(source -> source.path() + ": " + source.lines().size() + " lines")
                        .toList();

        assertThat(silent).as("add a comment '%s ...' or split", REASON_TO_BE_LONG).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        Set<String> mute = new TreeSet<>();
        Set<String> described = new TreeSet<>();
        for (Source source : SOURCES) {
            if (source.path().contains(PACKAGES) && source.path().endsWith(".java")) {
                mute.add(packageOf(source));
            }
            if (source.path().endsWith("/package-info.java")
                    && source.lines().contains("@NullMarked")
                    && source.lines().size() >= SHORTEST_PACKAGE_INFO) {
                described.add(packageOf(source));
            }
        }
        mute.removeAll(described);

        assertThat(mute).as("packages without a telling, @NullMarked package-info").isEmpty();
    }

    @Test
    void everyModuleHoldsItsOwnPackagesOnly() {
        List<String> strays = new ArrayList<>();
        for (Source source : SOURCES) {
            if (source.path().contains(PACKAGES)) {
                String module = source.path().substring(0, source.path().indexOf('/'));
                Pattern rooms = ROOMS.get(module);
                if (rooms == null || !rooms.matcher(packageOf(source)).matches()) {
                    strays.add(source.path());
                }
            }
        }

        assertThat(strays).isEmpty();
    }

    @Test
    void everyLooseEndNamesItsIssue() {
        assertThat(linesWith(LOOSE_END, source -> true)).as("write TO" + "DO(#12)").isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() {
        List<String> vague =
                SOURCES.stream()
                        .map(Source::path)
                        .filter(path -> path.endsWith(".java") || path.endsWith(".proto"))
                        .filter(TidyTest::isVague)
                        .toList();

        assertThat(vague).as("behaviour goes on the type; if none fits, one is missing").isEmpty();
    }

    @Test
    void noFileKnowsThePathsOfOneMachineOrAPlaceToDownloadFrom() {
        assertThat(linesWith(PATH_OF_ONE_MACHINE, source -> true)).isEmpty();
        assertThat(linesWith(DOWNLOAD_HOST, source -> !isThisFile(source))).isEmpty();
    }

    @Test
    void wordsArePlain() {
        assertThat(linesWith(SALES_TALK, source -> !isThisFile(source))).isEmpty();
    }

    @Test
    void whitespaceIsPlain() {
        List<String> untidy = new ArrayList<>();
        for (Source source : SOURCES) {
            boolean windows = source.path().endsWith(".cmd");
            if (!source.text().endsWith("\n")) {
                untidy.add(source.path() + ": does not end with a line break");
            }
            if (source.text().contains("\r\n") && !windows) {
                untidy.add(source.path() + ": has Windows line ends");
            }
            if (source.text().contains("\t")) {
                untidy.add(source.path() + ": has a tab");
            }
        }
        untidy.addAll(linesWith(Pattern.compile("[ \\t]+$"), source -> true));

        assertThat(untidy).isEmpty();
    }

    private static List<String> linesWith(Pattern pattern, Predicate<Source> where) {
        List<String> found = new ArrayList<>();
        for (Source source : SOURCES) {
            for (int line = 0; where.test(source) && line < source.lines().size(); line++) {
                String text = source.lines().get(line);
                if (pattern.matcher(text).find()) {
                    found.add(source.path() + ":" + (line + 1) + ": " + text.strip());
                }
            }
        }
        return found;
    }

    private static boolean isVague(String path) {
        Path file = Path.of(path);
        for (Path folder : file.subpath(0, file.getNameCount() - 1)) {
            if (VAGUE_FOLDER.matcher(folder.toString()).matches()) {
                return true;
            }
        }
        return VAGUE_NAME.matcher(file.getFileName().toString()).matches();
    }

    private static boolean isThisFile(Source source) {
        return source.path().endsWith("/TidyTest.java");
    }

    /** The package as a path below dev/irpflow, so {@code sim/stage}. */
    private static String packageOf(Source source) {
        String inside =
                source.path().substring(source.path().indexOf(PACKAGES) + PACKAGES.length());
        return inside.contains("/") ? inside.substring(0, inside.lastIndexOf('/')) : "";
    }

    /** The folder of the project, whether the tests run from a module or from the top. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("gates"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("no folder above has gates/");
            }
            folder = parent;
        }
        return folder;
    }

    /** One file: its path from the top of the project with forward slashes, and its text. */
    private record Source(String path, String text, List<String> lines) {
        boolean says(String sentence) {
            return lines.stream().limit(TOP_OF_A_FILE).anyMatch(line -> line.contains(sentence));
        }
    }

    /** Reads every text file that belongs to the project. */
    private static final class Reader extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return PRUNED.contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            String name = file.getFileName().toString();
            String ending = name.substring(name.lastIndexOf('.') + 1);
            if (attributes.isRegularFile() && (ENDINGS.contains(ending) || NAMES.contains(name))) {
                String path = ROOT.relativize(file).toString().replace('\\', '/');
                String text = Files.readString(file);
                SOURCES.add(new Source(path, text, text.lines().toList()));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
