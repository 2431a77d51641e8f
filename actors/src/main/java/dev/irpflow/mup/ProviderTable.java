package dev.irpflow.mup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registered redirectors in the order in which they are asked. Page:
 * windows-driver-docs-pr/ifs/support-for-unc-naming-and-mup.md.
 */
final class ProviderTable {
    private final List<String> order;
    private final List<UncProvider> providers = new ArrayList<>();

    /** A table with this ProviderOrder: device names, the first to be asked first. */
    ProviderTable(List<String> order) {
        this.order = order;
    }

    void add(UncProvider provider) {
        int at = 0;
        while (at < providers.size() && rank(providers.get(at)) <= rank(provider)) {
            at++;
        }
        providers.add(at, provider);
    }

    void remove(UncProvider provider) {
        providers.remove(provider);
    }

    /** The redirectors as they are now, in their order. */
    List<UncProvider> inOrder() {
        return List.copyOf(providers);
    }

    /** The redirector of this short name, null if none has it. */
    @Nullable UncProvider named(String shortName) {
        for (UncProvider provider : providers) {
            if (provider.shortName().equalsIgnoreCase(shortName)) {
                return provider;
            }
        }
        return null;
    }

    private int rank(UncProvider provider) {
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).equalsIgnoreCase(provider.deviceName())) {
                return i;
            }
        }
        return order.size();
    }
}
