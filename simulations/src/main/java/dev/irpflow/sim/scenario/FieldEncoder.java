package dev.irpflow.sim.scenario;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.irpflow.sim.scenario.value.Address;
import dev.irpflow.sim.scenario.value.Bytes;
import dev.irpflow.sim.scenario.value.Constant;
import dev.irpflow.sim.scenario.value.Count;
import dev.irpflow.sim.scenario.value.CountRange;
import dev.irpflow.sim.scenario.value.Group;
import dev.irpflow.sim.scenario.value.Items;
import dev.irpflow.sim.scenario.value.Link;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.Rate;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.sim.scenario.value.Switch;
import dev.irpflow.sim.scenario.value.Text;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.value.Version;
import dev.irpflow.sim.scenario.value.VersionRange;
import dev.irpflow.sim.scenario.value.Word;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import java.util.Objects;

/** Turns one value of a scenario into what a field of a message holds. */
public final class FieldEncoder {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_100 = 100;
    private static final long BITS_32 = 0xFFFFFFFFL;

    private FieldEncoder() {}

    /**
     * The value as protobuf's reflection takes it for this field, or for one item of a list.
     *
     * @throws UnresolvedException if a reference has no value at this time
     */
    public static Object encode(FieldSpec spec, Value value, Resolver resolver) {
        return switch (value) {
            case Reference reference -> resolver.reference(reference);
            case Text text -> text.text();
            case Word word ->
                    spec.isThread()
                            ? resolver.thread(word.word())
                            : resolver.code(word.word(), spec);
            case Switch truth -> truth.on();
            case Bytes bytes ->
                    spec.notation() == FieldSpec.Notation.BUFFER
                            ? resolver.buffer(bytes, spec.descriptor().getMessageType())
                            : ByteString.copyFrom(resolver.bytes(bytes));
            case Address address -> resolver.address(address, spec.descriptor().getMessageType());
            case Count _, Constant _, Status _, Version _, Size _, TimeSpan _, Items _ ->
                    encodeNumber(spec, value);
            case CountRange _,
                    Link _,
                    Place _,
                    Rate _,
                    Share _,
                    TimeRange _,
                    VersionRange _,
                    Group _ ->
                    throw new IllegalStateException(spec + " holds no " + value);
        };
    }

    private static Object encodeNumber(FieldSpec spec, Value value) {
        return switch (number(spec, value)) {
            case Parsed.Good<Long> good -> boxed(spec.descriptor(), good.value());
            case Parsed.Bad<Long> bad -> throw new IllegalStateException(spec + ": " + bad.why());
        };
    }

    private static Object boxed(FieldDescriptor field, long number) {
        if (field.getJavaType() == JavaType.ENUM) {
            return field.getEnumType().findValueByNumberCreatingIfUnknown((int) number);
        }
        return field.getJavaType() == JavaType.INT ? (Object) (int) number : (Object) number;
    }

    /** The number that a field of integers or enumerators holds for a value, if it fits. */
    public static Parsed<Long> number(FieldSpec spec, Value value) {
        return switch (value) {
            case Count count -> fitting(spec, count.number(), count.written());
            case Constant constant -> bits(spec, constant);
            case Status status -> Parsed.good((long) status.code());
            case Version version -> fitting(spec, version.number(), version.written());
            case Size size -> fitting(spec, size.bytes(), size.written());
            case TimeSpan time -> time(spec, time);
            case Items items -> combined(spec, items);
            case Address _,
                    Bytes _,
                    CountRange _,
                    Link _,
                    Place _,
                    Rate _,
                    Reference _,
                    Share _,
                    Switch _,
                    Text _,
                    TimeRange _,
                    VersionRange _,
                    Word _,
                    Group _ ->
                    Parsed.bad(value + " is not a number");
        };
    }

    /** A constant may give the bits of a negative number. */
    private static Parsed<Long> bits(FieldSpec spec, Constant constant) {
        return constant.number() == (constant.number() & BITS_32)
                ? Parsed.good(constant.number())
                : fitting(spec, constant.number(), constant.name());
    }

    private static Parsed<Long> combined(FieldSpec spec, Items flags) {
        long all = 0;
        for (Value flag : flags.values()) {
            Parsed<Long> one = number(spec, flag);
            if (!(one instanceof Parsed.Good<Long> good)) {
                return one;
            }
            all |= good.value();
        }
        return Parsed.good(all);
    }

    private static Parsed<Long> time(FieldSpec spec, TimeSpan time) {
        return switch (spec.numbering().unit()) {
            case SECONDS -> whole(spec, time, NANOS_PER_SECOND, "seconds");
            case MILLISECONDS -> whole(spec, time, NANOS_PER_MILLI, "milliseconds");
            // A negative number counts from now, a positive one from the year 1601.
            case NANOSECONDS_100 ->
                    whole(spec, time, NANOS_PER_100, "units of 100 ns").map(units -> -units);
            case BYTES, IPV4_ADDRESS, NONE ->
                    Parsed.bad(time.written() + ": the field takes no duration");
        };
    }

    private static Parsed<Long> whole(FieldSpec spec, TimeSpan time, long unit, String name) {
        return time.nanos() % unit == 0
                ? fitting(spec, time.nanos() / unit, time.written())
                : Parsed.bad("%s: the field counts whole %s".formatted(time.written(), name));
    }

    private static Parsed<Long> fitting(FieldSpec spec, long number, String written) {
        boolean fits =
                switch (spec.descriptor().getType()) {
                    case INT32, SINT32, SFIXED32, ENUM -> number == (int) number;
                    case UINT32, FIXED32 -> number == (number & BITS_32);
                    default -> true;
                };
        return fits
                ? Parsed.good(number)
                : Parsed.bad(written + " does not fit; the field has 32 bits");
    }

    /** Whether a field of a message holds the value. */
    public static boolean holds(Object actual, FieldSpec spec, Value value, Resolver resolver) {
        return Objects.equals(actual, encode(spec, value, resolver));
    }
}
