package dev.irpflow.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.NotSerializableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Letters as bytes. */
final class ControlSerializerTest {
    private static final String LETTER = "L";

    private final ControlSerializer serializer = new ControlSerializer();

    static List<Control> contents() {
        return List.of(
                new Control.Play(
                        "copy",
                        "scenario: copy\nabout: \u00fcber",
                        List.of("README.md"),
                        -1,
                        1,
                        2,
                        List.of("client", "files"),
                        List.of("a:1", "b:2"),
                        true),
                new Control.Play("copy", "", List.of(), 7, 1, 4, names(3), names(3), false),
                new Control.PowerOn("files"),
                new Control.PowerOff("files", "power-cut"),
                new Control.Cut("client", "files", true, "cut 1"),
                new Control.Arm(),
                new Control.Calm(),
                new Control.EndFault("cut 1"),
                new Control.Inject(3, "weather/gap", true),
                new Control.Strike(4, "weather/skew"),
                new Control.BeginTrouble(5, "stun"),
                new Control.EndTrouble("stun"),
                new Control.Stopped(123_456_789_012L),
                new Control.ShutDown("files"),
                new Control.Probe(3),
                new Control.Stop(),
                new Control.Came(2),
                new Control.Ready(),
                new Control.Unable("it plays for a:1"),
                new Control.Booted("files"),
                new Control.NotLoaded("files", "file-server", 0xC0000001),
                new Control.Unloaded("files", ""),
                new Control.Violated("files", "kernel/deadlock", "files/ke", "why", "stack"),
                new Control.Died("files", 0xC4, "DRIVER_VERIFIER", 1, 2, 3, -4),
                new Control.DumpPart("files", 0, 2, "SVJQRkRVTVA="),
                new Control.Broke("java.lang.IllegalStateException"),
                new Control.Struck("lose 1"),
                new Control.Answer(3, true, 10, 11, 12, 13));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void letterArrivesAsItWasSent(Control content) throws Exception {
        Letter letter = new Letter("127.0.0.1:7355", 42, content);

        Object read = serializer.fromBinary(serializer.toBinary(letter), LETTER);

        assertThat(read).isEqualTo(letter);
    }

    @Test
    void everyKindOfControlIsRegistered() {
        assertThat(ControlKryo.classes()).contains(Control.class.getPermittedSubclasses());
    }

    @Test
    void unregisteredClassIsRefusedWhenItIsWritten() {
        BoundedKryo kryo = ControlKryo.create();
        Output output = new Output(100);

        assertThatThrownBy(() -> kryo.writeClassAndObject(output, new ArrayDeque<>(List.of("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ArrayDeque");
    }

    @Test
    void classThatComesByItsNameIsRefused() {
        Kryo open = new Kryo();
        open.setRegistrationRequired(false);
        Output output = new Output(200);
        open.writeClassAndObject(output, new ArrayDeque<>(List.of("x")));
        byte[] named = output.toBytes();
        byte[] good = letterBytes();

        assertThatThrownBy(() -> serializer.fromBinary(named, LETTER))
                .isInstanceOf(NotSerializableException.class);
        for (int at = 0; at < good.length; at++) {
            byte[] spliced = Arrays.copyOf(good, at + named.length);
            System.arraycopy(named, 0, spliced, at, named.length);
            refusedOrALetter(spliced);
        }
    }

    @Test
    void hostileBytesAreRefusedAndNothingElseHappens() {
        byte[] good = letterBytes();
        for (int at = 0; at < good.length; at++) {
            for (int value : new int[] {0, 1, 2, 0x7F, 0x80, 0xFF}) {
                byte[] bytes = good.clone();
                bytes[at] = (byte) value;
                refusedOrALetter(bytes);
            }
            refusedOrALetter(Arrays.copyOf(good, at));
        }
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        assertThatThrownBy(() -> serializer.fromBinary(longer, LETTER))
                .isInstanceOf(NotSerializableException.class);
    }

    @Test
    void seedOfGarbageIsRefused() {
        long state = 42;
        for (int run = 0; run < 5_000; run++) {
            byte[] bytes = new byte[1 + run % 200];
            for (int i = 0; i < bytes.length; i++) {
                state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
                bytes[i] = (byte) (state >>> 56);
            }
            refusedOrALetter(bytes);
        }
    }

    @Test
    void anotherManifestIsRefused() {
        assertThatThrownBy(() -> serializer.fromBinary(letterBytes(), "X"))
                .isInstanceOf(NotSerializableException.class);
    }

    private void refusedOrALetter(byte[] bytes) {
        try {
            assertThat(serializer.fromBinary(bytes, LETTER)).isInstanceOf(Letter.class);
        } catch (NotSerializableException e) {
            assertThat(e).hasMessageContaining("no letter");
        }
    }

    private byte[] letterBytes() {
        Control content = new Control.Cut("client", "files", true, "cut 1");
        return serializer.toBinary(new Letter("127.0.0.1:7355", 42, content));
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("machine" + i);
        }
        return names;
    }
}
