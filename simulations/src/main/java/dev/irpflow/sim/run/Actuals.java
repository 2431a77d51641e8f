package dev.irpflow.sim.run;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.sim.scenario.value.Address;
import dev.irpflow.sim.scenario.value.Bytes;
import dev.irpflow.sim.scenario.value.Constant;
import dev.irpflow.sim.scenario.value.Count;
import dev.irpflow.sim.scenario.value.Group;
import dev.irpflow.sim.scenario.value.Matcher;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.sim.scenario.value.Switch;
import dev.irpflow.sim.scenario.value.Text;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.value.Version;
import dev.irpflow.sim.scenario.value.Word;
import org.jspecify.annotations.Nullable;

/**
 * A value of the run as a scenario's matcher compares it.
 *
 * @param value as protobuf's reflection has it; null if nothing was written
 * @param values where references of the matcher are looked up
 * @param run where machines have their addresses
 */
record Actuals(@Nullable Object value, Values values, ScenarioRun run) implements Matcher.Actual {
    @Override
    public boolean isUnset() {
        return value == null;
    }

    @Override
    public boolean is(Value expected) {
        if (value == null) { // as a pointer, that is NULL
            return expected instanceof Constant constant && constant.isNull();
        }
        if (value instanceof Message structure && expected instanceof Group group) {
            return group.members().stream().allMatch(member -> has(structure, member));
        }
        if (value instanceof SocketAddress found && expected instanceof Address address) {
            SocketAddress wanted = run.addressOf(address);
            return found.getPort() == wanted.getPort()
                    && found.getFamily() == wanted.getFamily()
                    && found.getAddress().equals(wanted.getAddress());
        }
        Object other = plain(expected);
        if (value instanceof Number number && other instanceof Number expectedNumber) {
            return number.longValue() == expectedNumber.longValue();
        }
        if (value instanceof EnumValueDescriptor constant) {
            return other instanceof Number number
                    ? constant.getNumber() == number.intValue()
                    : constant.getName().equals(other);
        }
        if (value instanceof ByteString bytes && other instanceof String text) {
            return bytes.toStringUtf8().equals(text);
        }
        return value.equals(other);
    }

    // The members that are named are compared.
    private boolean has(Message structure, Group.Member member) {
        FieldDescriptor field = structure.getDescriptorForType().findFieldByName(member.name());
        return field != null
                && new Actuals(structure.getField(field), values, run).is(member.value());
    }

    @Override
    public int compareTo(Value expected) {
        if (value instanceof Number number && plain(expected) instanceof Number other) {
            return Long.compare(number.longValue(), other.longValue());
        }
        return String.valueOf(value).compareTo(String.valueOf(plain(expected)));
    }

    private Object plain(Value expected) {
        return switch (expected) {
            case Reference reference -> values.resolve(reference);
            case Count count -> count.number();
            case Size size -> size.bytes();
            case TimeSpan time -> time.nanos();
            case Share share -> share.partsPerBillion();
            case Status status -> status.code();
            case Switch flag -> flag.on();
            case Text text -> text.text();
            case Word word -> word.word();
            case Constant constant -> constant.number();
            case Version version -> version.number();
            case Bytes.Spelled bytes -> ByteString.copyFrom(bytes.bytes());
            default -> expected.toString();
        };
    }
}
