package dev.irpflow.machine;

import dev.irpflow.address.IpAddress;
import dev.irpflow.driver.DriverSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of all machines and their addresses: what a name server would answer. WSK resolves
 * names by them, and drivers get the first IPv4 address of each as a setting {@code host.NAME}, the
 * first of IPv6 as {@code host6.NAME}.
 *
 * @param addresses IP addresses by machine name
 */
public record HostNames(Map<String, List<IpAddress>> addresses) {
    /** The settings of a driver, with the names added. */
    Map<String, String> addedTo(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        addresses.forEach((name, ips) -> {
            for (IpAddress ip : ips) {
                String prefix = ip.isIpv4() ? DriverSettings.HOST : DriverSettings.HOST6;
                all.putIfAbsent(prefix + name, ip.text());
            }
        });
        return all;
    }
}
