package dev.irpflow.driver;

import com.google.protobuf.Message;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a driver sees of its machine: a caller for the generated stubs, and its own addresses. */
public final class DriverContext implements Caller {
    private final DriverHost host;
    private final Map<String, String> settings;
    private long cells;
    private final List<Object> code = new ArrayList<>();
    private final Map<Object, Long> addresses = new LinkedHashMap<>();

    DriverContext(DriverHost host, Map<String, String> settings) {
        this.host = host;
        this.settings = settings;
    }

    /** The driver's settings ({@code with:} in a scenario), by name. */
    public Map<String, String> settings() {
        return settings;
    }

    /** The DRIVER_OBJECT of this driver. */
    public DriverObjectId driverObject() {
        return new DriverObjectId(host.driverObject().id());
    }

    /** The name of the machine that it is loaded on. */
    public String machineName() {
        return host.place().machine().name();
    }

    /** Stage time in nanoseconds: the machine's clock, which does not advance by itself. */
    public long now() {
        return host.place().machine().now();
    }

    /**
     * A variable that several strands of the driver share, see {@link Cell}.
     *
     * @param name how the trace and reports call it
     * @param value its first value
     */
    public <T extends @Nullable Object> Cell<T> cell(String name, T value) {
        return new Cell<>(host, name, ++cells, value);
    }

    /**
     * The call that a routine of the driver serves now.
     *
     * @throws IllegalStateException if none runs
     */
    public Call serving() {
        return host.serving();
    }

    @Override
    public long addressOf(Object routineOrTable) {
        return addresses.computeIfAbsent(
                routineOrTable,
                c -> {
                    code.add(c);
                    return (long) code.size();
                });
    }

    @Override
    public Reply call(Message request) {
        return host.call(request);
    }

    /** Whether a routine or a dispatch table of this driver has this address. */
    public boolean hasCodeAt(long address) {
        return address >= 1 && address <= code.size();
    }

    @Override
    public Object codeAt(long address) {
        if (!hasCodeAt(address)) {
            throw new IllegalArgumentException("no routine of this driver at address " + address);
        }
        return code.get((int) address - 1);
    }

    Place place() {
        return host.place();
    }

    Machine machine() {
        return host.place().machine();
    }
}
