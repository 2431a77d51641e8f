package dev.irpflow.sim.scenario.value;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Where bytes come from. The runner reads or makes them; a scenario only says which. */
public sealed interface Bytes extends Plain {
    /** Bytes that the scenario itself spells out: they are the same in every run. */
    sealed interface Spelled extends Bytes {
        /** The bytes. */
        byte[] bytes();
    }

    /** The UTF-8 bytes of a text: {@code text hello}. */
    record OfText(String text) implements Spelled {
        @Override
        public byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String written() {
            return "text " + new Text(text).written();
        }
    }

    /** Bytes one by one: {@code hex 01 02}. */
    record OfHex(String digits) implements Spelled {
        @Override
        public byte[] bytes() {
            return HexFormat.of().parseHex(digits);
        }

        @Override
        public String written() {
            var spaced = new StringBuilder("hex");
            for (int i = 0; i < digits.length(); i += 2) {
                spaced.append(' ').append(digits, i, i + 2);
            }
            return spaced.toString();
        }
    }

    /**
     * The content of a real file: {@code file README.md}.
     *
     * @param path with forward slashes, relative to the project, or absolute
     */
    record OfFile(String path) implements Bytes {
        @Override
        public String written() {
            return "file " + new Text(path).written();
        }
    }

    /** As many zeros: {@code zeros 4 KiB}. */
    record Zeros(Size size) implements Spelled {
        @Override
        public byte[] bytes() {
            return new byte[(int) size.bytes()];
        }

        @Override
        public String written() {
            return "zeros " + size.written();
        }
    }

    /** As many drawn bytes, the same for the same seed: {@code random 1 MiB}. */
    record Random(Size size) implements Bytes {
        @Override
        public String written() {
            return "random " + size.written();
        }
    }
}
