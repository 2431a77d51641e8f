package dev.irpflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.ke.Ke;
import dev.irpflow.protocol.kernel.KeReleaseMutex;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limit of a mutex object, which is lower here than in Windows, where no run reaches it. */
class MutexTest {
    @Test
    void oneAcquisitionMoreThanTheLimitRaisesAStatusAndChangesNothing() {
        TestHost host = new TestHost();
        Machine machine = host.machine("m");
        host.bindDirectly(machine, "ke", new Ke());
        Mutex mutex = machine.objects().add(new Mutex(2));
        List<NtStatus> answers = new ArrayList<>();

        host.driver(machine, "driver")
                .thread(
                        "thread",
                        me -> {
                            for (int i = 0; i < 3; i++) {
                                answers.add(
                                        me.status(
                                                KeWaitForSingleObject.newBuilder()
                                                        .setObject(mutex.id())
                                                        .build()));
                            }
                            me.call(KeReleaseMutex.newBuilder().setMutex(mutex.id()).build());
                            me.call(KeReleaseMutex.newBuilder().setMutex(mutex.id()).build());
                        });
        host.run();

        assertThat(answers)
                .containsExactly(
                        NtStatus.STATUS_SUCCESS,
                        NtStatus.STATUS_SUCCESS,
                        NtStatus.STATUS_MUTANT_LIMIT_EXCEEDED);
        assertThat(host.isWell()).isTrue();
        assertThat(mutex.isSignaled()).isTrue();
    }
}
