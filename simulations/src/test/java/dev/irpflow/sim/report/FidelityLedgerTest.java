package dev.irpflow.sim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Fidelity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FidelityLedgerTest {
    // Tests run in the folder of their module.
    private static final Path PAGE = Path.of("..", "docs", "FIDELITY.md");

    @Test
    void theLedgerSaysWhatTheContractSays() throws IOException {
        if (Boolean.getBoolean("ledger.write")) { // mvn -Dledger.write=true writes it anew
            Files.writeString(PAGE, FidelityLedger.page());
        }

        assertThat(Files.readString(PAGE)).isEqualTo(FidelityLedger.page());
    }

    @Test
    void everyRoutineIsTagged() {
        for (RoutineContract routine : ContractTable.get().routines()) {
            assertThat(routine.fidelity())
                    .as(routine.name())
                    .isIn(Fidelity.MODELLED, Fidelity.SIMPLIFIED, Fidelity.ABSENT);
        }
    }
}
