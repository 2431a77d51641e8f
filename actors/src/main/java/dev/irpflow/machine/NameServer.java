package dev.irpflow.machine;

import com.google.protobuf.ByteString;
import dev.irpflow.address.IpAddress;
import dev.irpflow.wsk.NameTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@link HostNames} as WSK asks for them on one machine. */
record NameServer(String own, HostNames names) implements NameTable {
    @Override
    public List<ByteString> addressesOf(String name) {
        String spelling = spelling(name);
        return spelling == null
                ? List.of()
                : names.addresses().getOrDefault(spelling, List.of()).stream()
                        .map(IpAddress::octets)
                        .toList();
    }

    @Override
    public @Nullable String spelling(String name) {
        for (String known : names.addresses().keySet()) {
            if (known.equalsIgnoreCase(name)) {
                return known;
            }
        }
        return null;
    }

    @Override
    public @Nullable String nameOf(ByteString address) {
        for (Map.Entry<String, List<IpAddress>> machine : names.addresses().entrySet()) {
            for (IpAddress known : machine.getValue()) {
                if (known.octets().equals(address)) {
                    return machine.getKey();
                }
            }
        }
        return null;
    }
}
