package dev.irpflow.stage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A chooser that lets another one answer, for those that listen, or answer some questions. */
public abstract class ChooserOver implements Chooser {
    private @Nullable Chooser other;

    /** One that is told later whom it asks. */
    protected ChooserOver() {}

    /** One that asks another. */
    protected ChooserOver(Chooser other) {
        this.other = other;
    }

    /** Asks this one from now on. */
    protected final void ask(Chooser now) {
        other = now;
    }

    private Chooser other() {
        return Objects.requireNonNull(other);
    }

    @Override
    public int choose(long site, Options options) {
        return other().choose(site, options);
    }

    @Override
    public boolean happens(long site, double chance) {
        return other().happens(site, chance);
    }

    @Override
    public long draw(long site) {
        return other().draw(site);
    }
}
