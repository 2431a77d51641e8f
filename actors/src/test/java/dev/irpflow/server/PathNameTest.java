package dev.irpflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names a file may have. */
final class PathNameTest {
    @Test
    void caseDoesNotTellFilesApart() {
        assertThat(PathName.of("\\Folder\\File.TXT")).isEqualTo(PathName.of("\\folder\\file.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\"})
    void theRootHasTwoSpellings(String path) {
        PathName name = PathName.of(path);

        assertThat(Objects.requireNonNull(name).isRoot()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file",
                "\\\\file",
                "\\a\\",
                "\\..\\a",
                "\\a\\.\\b",
                "\\a*",
                "\\a:b",
                "\\a/b",
                "\\a\0b",
                "\\a\tb"
            })
    void aNameThatNoFileCanHaveIsRefused(String path) {
        assertThat(PathName.of(path)).isNull();
    }

    @Test
    void aNameHasAnEnd() {
        assertThat(PathName.of("\\" + "a".repeat(1023))).isNotNull();
        assertThat(PathName.of("\\" + "a".repeat(1024))).isNull();
    }
}
