package dev.irpflow.machine;

import dev.irpflow.driver.DriverSettings;
import dev.irpflow.network.Ipv4;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of all machines and their addresses: what a name server would answer. Drivers get them
 * as settings {@code host.NAME}, since name resolution is not modelled yet.
 *
 * @param addresses IPv4 addresses by machine name, the first octet in the highest byte
 */
public record HostNames(Map<String, List<Integer>> addresses) {
    /** The settings of a driver, with the names added. */
    Map<String, String> addedTo(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        addresses.forEach(
                (name, ips) -> all.put(DriverSettings.HOST + name, Ipv4.text(ips.get(0))));
        return all;
    }
}
