package dev.irpflow.sim.scenario.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file as text, or the one reason why they are none. A byte order mark of UTF-8 is
 * dropped; other encodings, control characters and files beyond the limit are refused.
 *
 * @param text the text, empty if there is a problem
 */
record SourceText(String text, @Nullable Problem problem) {
    static SourceText of(String file, byte[] bytes, int limit) {
        if (bytes.length > limit) {
            return refused(
                    Where.whole(file),
                    "holds %d bytes; a scenario file may hold %d".formatted(bytes.length, limit));
        }
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            return refused(new Where(file, 1, 1), "the file is UTF-16; save it as UTF-8");
        }
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        var input = ByteBuffer.wrap(bytes, start, bytes.length - start);
        var output = CharBuffer.allocate(bytes.length - start);
        CoderResult result =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(input, output, true);
        String text = output.flip().toString();
        if (result.isError()) {
            return refused(
                    after(file, text, text.length()),
                    "the byte 0x%02X is not UTF-8; save the file as UTF-8"
                            .formatted(input.get() & 0xFF));
        }
        return printable(file, text);
    }

    private static SourceText printable(String file, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = c == '\n' || c == '\r' || c == '\t';
            boolean allowed = space || !Character.isISOControl(c) && c < 0xFFFE;
            if (!allowed) {
                return refused(
                        after(file, text, i),
                        "the control character U+%04X; a scenario file is plain text"
                                .formatted((int) c));
            }
        }
        return new SourceText(text, null);
    }

    /** The place of the character at this index. */
    private static Where after(String file, String text, int index) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new Where(file, line, text.codePointCount(start, index) + 1);
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static SourceText refused(Where where, String text) {
        return new SourceText("", new Problem(where, text));
    }
}
