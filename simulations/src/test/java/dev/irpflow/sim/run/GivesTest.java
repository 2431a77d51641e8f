package dev.irpflow.sim.run;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code gives} compares. */
final class GivesTest {
    @TempDir private Path folder;
    private Playing playing;

    @BeforeEach
    void begin() {
        playing = new Playing(folder);
    }

    @AfterEach
    void end() {
        playing.close();
    }

    @Test
    void bytesAreComparedWithTextHexAndZeros() {
        playing.play(readsBack("text hello", "text hello")).holds();
        playing.play(readsBack("text hello", "hex 68 65 6C 6C 6F")).holds();
        playing.play(readsBack("zeros 5 B", "zeros 5 B")).holds();
        playing.play(readsBack("zeros 5 B", "not text hello")).holds();
    }

    @Test
    void otherBytesBreakTheScenario() {
        playing.play(readsBack("text hello", "hex 68 65 6C 6C 00"))
                .breaks("scenario/step-as-expected", "data is");
        playing.play(readsBack("text hello", "zeros 4 B"))
                .breaks("scenario/step-as-expected", "data is");
    }

    @Test
    void versionsAreComparedAsTheyAreWritten() {
        playing.play(highestVersion("\"1.1\"")).holds();
        playing.play(highestVersion("not 1.0")).holds();
    }

    @Test
    void anotherVersionBreaksTheScenario() {
        playing.play(highestVersion("\"1.0\""))
                .breaks("scenario/step-as-expected", "highest_version is");
    }

    @Test
    void addressesAreComparedByMachineAndPort() {
        playing.play(localAddress("gives: { local_address: client:5000 }")).holds();
        playing.play(localAddress("gives: { local_address: 10.0.0.7:5000 }")).holds();
        playing.play(localAddress("gives: { local_address: not any:5000 }")).holds();
        playing.play(localAddress("gives: { local_address: client:5001 }"))
                .breaks("scenario/step-as-expected", "local_address is");
        playing.play(localAddress("gives: { local_address: any:5000 }"))
                .breaks("scenario/step-as-expected", "local_address is");
    }

    @Test
    void partsOfAnAddressAreCheckedByTheirNames() {
        playing.play(localAddress("as: own") + "  - { check: $own.local_address.port, is: 5000 }\n")
                .holds();
        playing.play(
                        localAddress("as: own")
                                + "  - { check: $own.local_address.address, is: hex 0A 00 00 07 }\n")
                .holds();
        playing.play(localAddress("as: own") + "  - { check: $own.local_address.port, is: 5001 }\n")
                .breaks("scenario/step-as-expected", "local_address.port is 5000");
    }

    @Test
    void whatAPendedCallWritesAtItsEndIsCompared() {
        String pended = "faults: [ { pend: WskGetLocalAddress, nth: 1 } ]\n";
        playing.play(localAddress("gives: { local_address: client:5000 }") + pended).holds();
        playing.play(localAddress("gives: { local_address: client:5001 }") + pended)
                .breaks("scenario/step-as-expected", "local_address is");
    }

    @Test
    void anObjectThatWasNotMadeIsUnsetOrNull() {
        playing.play(noSocket("gives: { socket: unset }")).holds();
        playing.play(noSocket("gives: { socket: NULL }")).holds();
        playing.play(noSocket("gives: { socket: not unset }"))
                .breaks("scenario/step-as-expected", "socket is");
        playing.play(noSocket("gives: { socket: not NULL }"))
                .breaks("scenario/step-as-expected", "socket is");
    }

    @Test
    void whatTheStatusBlockOfAnIrpSaysIsInformation() {
        playing.play(noSocket("gives: { information: 0 }")).holds();
        playing.play(noSocket("gives: { information: 1 }"))
                .breaks("scenario/step-as-expected", "information is 0");
    }

    private static String noSocket(String adverb) {
        return """
        machines: { client: {} }
        steps:
          - { call: WskRegister, with: { version: "1.0" }, as: own }
          - { call: WskCaptureProviderNPI, with: { registration: $own.registration, wait_timeout: 5 s }, as: npi }
          - call: WskSocket
            with: { client: $npi.client, address_family: 99, socket_type: SOCK_STREAM, protocol: IPPROTO_TCP, flags: 0, irp: own }
            completes: failure
            %s
          - { call: WskReleaseProviderNPI, with: { registration: $own.registration } }
          - { call: WskDeregister, with: { registration: $own.registration } }
        """
                .formatted(adverb);
    }

    private static String localAddress(String adverb) {
        return """
        machines: { client: { addresses: [10.0.0.7] } }
        steps:
          - call: WskRegister
            with: { version: "1.0" }
            as: registered
          - call: WskCaptureProviderNPI
            with: { registration: $registered.registration, wait_timeout: 5 s }
            as: npi
          - call: WskSocket
            with: { client: $npi.client, address_family: AF_INET, socket_type: SOCK_STREAM, protocol: IPPROTO_TCP, flags: WSK_FLAG_CONNECTION_SOCKET }
            as: socket
          - { call: WskBind, with: { socket: $socket.socket, local_address: client:5000, flags: 0 } }
          - call: WskGetLocalAddress
            with: { socket: $socket.socket }
            %s
          - { call: WskCloseSocket, with: { socket: $socket.socket } }
          - { call: WskReleaseProviderNPI, with: { registration: $registered.registration } }
          - { call: WskDeregister, with: { registration: $registered.registration } }
        """
                .formatted(adverb);
    }

    private static String highestVersion(String given) {
        return """
        machines: { client: { wsk: { versions: 1.0..1.1 } } }
        steps:
          - call: WskRegister
            with: { version: "1.0" }
            as: own
          - call: WskQueryProviderCharacteristics
            with: { registration: $own.registration }
            gives: { highest_version: %s }
          - call: WskDeregister
            with: { registration: $own.registration }
        """
                .formatted(given);
    }

    private static String readsBack(String written, String given) {
        return """
        machines: { client: {} }
        steps:
          - call: ExAllocatePool2
            with: { flags: POOL_FLAG_NON_PAGED, number_of_bytes: 5 B, tag: Read }
            as: memory
          - call: MemoryWrite
            with: { to: $memory.returned, data: %s }
          - call: MemoryRead
            with: { from: $memory.returned }
            gives: { data: %s }
          - call: ExFreePool
            with: { p: $memory.returned }
        """
                .formatted(written, given);
    }
}
