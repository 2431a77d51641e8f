package dev.irpflow.network;

import dev.irpflow.stage.Site;
import dev.irpflow.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a link at the moment. */
final class Troubles {
    private static final long SLOW = Site.key("slow link");

    private final List<Trouble> all = new ArrayList<>(1);

    void begin(Trouble trouble) {
        all.add(trouble);
    }

    void end(Trouble trouble) {
        all.remove(trouble);
    }

    /** The fault that lets it carry nothing; null if it carries. */
    @Nullable String cutBy() {
        for (Trouble trouble : all) {
            if (trouble instanceof Trouble.Cut cut) {
                return cut.fault();
            }
        }
        return null;
    }

    /** How fast frames enter a link of this speed, in bits per second; 0 for no limit. */
    long speed(long usual) {
        long speed = usual;
        for (Trouble trouble : all) {
            if (trouble instanceof Trouble.Slow slow && slow.bitsPerSecond() > 0) {
                speed = speed == 0 ? slow.bitsPerSecond() : Math.min(speed, slow.bitsPerSecond());
            }
        }
        return speed;
    }

    /** How much longer a frame is on its way, in nanoseconds. */
    long later(Stage stage, long chain) {
        long later = 0;
        for (Trouble trouble : all) {
            if (trouble instanceof Trouble.Slow slow) {
                later += drawn(slow, stage, chain);
            }
        }
        return later;
    }

    /** How much longer a frame is on its way for one of them, in nanoseconds. */
    static long drawn(Trouble.Slow slow, Stage stage, long chain) {
        long range = slow.mostNs() - slow.leastNs();
        if (range == 0) {
            return slow.leastNs();
        }
        long draw = stage.chooser().draw(stage.site(chain, SLOW));
        return slow.leastNs() + Long.remainderUnsigned(draw, range + 1);
    }
}
