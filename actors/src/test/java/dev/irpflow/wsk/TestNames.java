package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names for tests: the two machines of a {@link WskWorld}, and hosts that are not there. */
record TestNames(String own) implements NameTable {
    static final ByteString CLIENT = ByteString.fromHex("0a000001");
    static final ByteString SERVER = ByteString.fromHex("0a000002");
    static final ByteString DUAL = ByteString.fromHex("0a000003");
    static final ByteString DUAL_IPV6 = ByteString.fromHex("fd000000000000000000000000000003");
    static final ByteString SIX = ByteString.fromHex("fd000000000000000000000000000006");

    private static final Map<String, List<ByteString>> HOSTS = new LinkedHashMap<>();

    static {
        HOSTS.put("client", List.of(CLIENT));
        HOSTS.put("server", List.of(SERVER));
        HOSTS.put("dual", List.of(DUAL, DUAL_IPV6));
        HOSTS.put("six", List.of(SIX));
    }

    @Override
    public List<ByteString> addressesOf(String name) {
        String spelling = spelling(name);
        return spelling == null ? List.of() : HOSTS.getOrDefault(spelling, List.of());
    }

    @Override
    public @Nullable String spelling(String name) {
        return HOSTS.keySet().stream()
                .filter(host -> host.equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable String nameOf(ByteString address) {
        return HOSTS.entrySet().stream()
                .filter(host -> host.getValue().contains(address))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
