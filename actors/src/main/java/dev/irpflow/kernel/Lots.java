package dev.irpflow.kernel;

import dev.irpflow.stage.Options;
import java.util.List;

/**
 * Which of several strands gets a lock, as options; made only where several want it.
 *
 * @param what the lock in words
 * @param lots who may get it, the boring one first
 */
public record Lots(String what, List<? extends Lots.Lot> lots) implements Options {
    /** One that may get it. */
    public interface Lot {
        /** Its held call, or one of them. */
        Call held();
    }

    @Override
    public Kind kind() {
        return Kind.WAYS;
    }

    @Override
    public int count() {
        return lots.size();
    }

    @Override
    public long chain(int option) {
        return strand(option).chain();
    }

    @Override
    public long step(int option) {
        return lots.get(option).held().path();
    }

    @Override
    public long number(int option) {
        return strand(option).number();
    }

    @Override
    public String question() {
        return what;
    }

    @Override
    public String describe(int option) {
        return "the %s goes to %s".formatted(what, strand(option));
    }

    private Strand strand(int option) {
        return lots.get(option).held().strand();
    }
}
