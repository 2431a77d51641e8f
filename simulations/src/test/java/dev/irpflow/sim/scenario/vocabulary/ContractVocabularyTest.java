package dev.irpflow.sim.scenario.vocabulary;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskCaptureProviderNPI;
import dev.irpflow.protocol.wsk.WskConnect;
import dev.irpflow.protocol.wsk.WskRegister;
import dev.irpflow.sim.scenario.RequestTemplate;
import dev.irpflow.sim.scenario.Resolver;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.Loading;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import dev.irpflow.sim.scenario.value.Address;
import dev.irpflow.sim.scenario.value.Bytes;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec.Presence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vocabulary of the real contract. */
class ContractVocabularyTest {
    private static final Vocabulary VOCABULARY =
            new ContractVocabulary(
                    ContractTable.get(),
                    new Declarations(
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            name -> List.of()));

    private static final String CONNECT =
            """
            scenario: connect
            about: A client of WSK captures the provider and connects a socket.
            machines: { client: {}, files: {} }
            on: client
            steps:
              - call: WskRegister
                with: { version: "1.0" }
                as: reg
              - call: WskCaptureProviderNPI
                with: { registration: $reg.registration, wait_timeout: 5 s }
                as: npi
              - call: WskSocket
                with:
                  client: $npi.client
                  address_family: AF_INET
                  socket_type: SOCK_STREAM
                  protocol: IPPROTO_TCP
                  flags: WSK_FLAG_CONNECTION_SOCKET
                as: socket
              - call: WskConnect
                with: { socket: $socket.socket, remote_address: files:445, flags: 0 }
              - call: NtReadFile
                with: { file_handle: NULL, buffer: text hi, byte_offset: 4 KiB }
            """;

    @TempDir Path directory;

    /** Answers with fixed values. */
    private static final class FixedResolver implements Resolver {
        @Override
        public Object reference(Reference reference) {
            return 7L;
        }

        @Override
        public long code(String script, FieldSpec field) {
            return 1;
        }

        @Override
        public long thread(String name) {
            return 2;
        }

        @Override
        public byte[] bytes(Bytes bytes) {
            return bytes.written().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Message buffer(Bytes bytes, Descriptor type) {
            return BufferRef.newBuilder().setRegion(1).setLength(2).build();
        }

        @Override
        public Message address(Address address, Descriptor type) {
            return SocketAddress.newBuilder()
                    .setAddress(ByteString.copyFrom(new byte[] {10, 0, 0, 2}))
                    .setPort(address.port())
                    .build();
        }
    }

    private RequestTemplate request(int step) {
        Path file = directory.resolve("connect.yaml");
        Loading.write(file, CONNECT);
        LoadResult result =
                new ScenarioLoader(VOCABULARY, directory, directory).load(file, List.of());
        Scenario scenario = Loading.scenario(result);
        return ((Step.Call) scenario.steps().get(step)).request();
    }

    @Test
    void aVersionBecomesTheNumberOfTheContract() {
        Message request = request(0).build(new FixedResolver()).build();

        assertThat(request).isEqualTo(WskRegister.newBuilder().setVersion(0x100).build());
    }

    @Test
    void aDurationBecomesTheUnitOfTheContract() {
        Message request = request(1).build(new FixedResolver()).build();

        assertThat(request)
                .isEqualTo(
                        WskCaptureProviderNPI.newBuilder()
                                .setRegistration(7)
                                .setWaitTimeout(5000)
                                .build());
    }

    @Test
    void anAddressIsLeftToTheResolverAndTheIrpToTheRunner() {
        RequestTemplate template = request(3);

        var request = (WskConnect) template.build(new FixedResolver()).build();

        assertThat(request.getRemoteAddress().getPort()).isEqualTo(445);
        assertThat(template.missing()).extracting(FieldSpec::name).containsExactly("irp");
    }

    @Test
    void bytesGoIntoMemoryOfTheMachine() {
        var request = (NtReadFile) request(4).build(new FixedResolver()).build();

        assertThat(request.getBuffer().getRegion()).isEqualTo(1);
        assertThat(request.getByteOffset()).isEqualTo(4096);
        assertThat(request.getFileHandle()).isZero();
    }

    @Test
    void everyRoutineOfTheContractCanBeDescribed() {
        for (String name : VOCABULARY.routineNames()) {
            RoutineSpec routine = requireNonNull(VOCABULARY.routine(name), name);

            assertThat(routine.inputs())
                    .as(name)
                    .allSatisfy(field -> assertThat(field.members()).isNotNull());
        }
    }

    private static int code(String name) {
        return requireNonNull(VOCABULARY.status(name)).code();
    }

    @Test
    void statusesOfAllDomainsAreKnownByName() {
        assertThat(code("STATUS_CANCELLED")).isEqualTo(0xC0000120);
        assertThat(code("ERROR_BAD_NETPATH")).isEqualTo(53);
        assertThat(VOCABULARY.status("STATUS_CANCELED")).isNull();
        assertThat(VOCABULARY.status(0xC0000120).name()).isEqualTo("STATUS_CANCELLED");
    }

    @Test
    void whatTheContractRequiresMustBeGiven() {
        RoutineSpec read = requireNonNull(VOCABULARY.routine("NtReadFile"));

        assertThat(presence(read, "buffer")).isEqualTo(Presence.REQUIRED);
        assertThat(presence(read, "key")).isEqualTo(Presence.OPTIONAL);
    }

    private static Presence presence(RoutineSpec routine, String field) {
        return requireNonNull(FieldSpec.find(routine.inputs(), field)).presence();
    }
}
