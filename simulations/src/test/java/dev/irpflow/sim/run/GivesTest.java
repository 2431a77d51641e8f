package dev.irpflow.sim.run;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code gives} compares. */
final class GivesTest {
    @TempDir private Path folder;
    private Playing playing;

    @BeforeEach
    void begin() {
        playing = new Playing(folder);
    }

    @AfterEach
    void end() {
        playing.close();
    }

    @Test
    void bytesAreComparedWithTextHexAndZeros() {
        playing.play(readsBack("text hello", "text hello")).holds();
        playing.play(readsBack("text hello", "hex 68 65 6C 6C 6F")).holds();
        playing.play(readsBack("zeros 5 B", "zeros 5 B")).holds();
        playing.play(readsBack("zeros 5 B", "not text hello")).holds();
    }

    @Test
    void otherBytesBreakTheScenario() {
        playing.play(readsBack("text hello", "hex 68 65 6C 6C 00"))
                .breaks("scenario/step-as-expected", "data is");
        playing.play(readsBack("text hello", "zeros 4 B"))
                .breaks("scenario/step-as-expected", "data is");
    }

    private static String readsBack(String written, String given) {
        return """
        machines: { client: {} }
        steps:
          - call: ExAllocatePool2
            with: { flags: POOL_FLAG_NON_PAGED, number_of_bytes: 5 B, tag: Read }
            as: memory
          - call: MemoryWrite
            with: { to: $memory.returned, data: %s }
          - call: MemoryRead
            with: { from: $memory.returned }
            gives: { data: %s }
          - call: ExFreePool
            with: { p: $memory.returned }
        """
                .formatted(written, given);
    }
}
