package dev.irpflow.driver;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The one place that reaches into the JDK: virtual threads on a scheduler of our own. It needs
 * {@code --add-opens java.base/java.lang=ALL-UNNAMED}; without it strands still run, slower.
 */
public final class JdkHooks {
    /** The flag that this class needs for full speed. */
    public static final String FLAG = "--add-opens java.base/java.lang=ALL-UNNAMED";

    private static final @Nullable MethodHandle VIRTUAL_THREAD = findConstructor();

    private JdkHooks() {}

    /** Whether strands run as virtual threads on the stage's own scheduler. */
    public static boolean canScheduleVirtualThreads() {
        return VIRTUAL_THREAD != null;
    }

    static Thread virtualThread(Executor scheduler, Runnable code) {
        MethodHandle constructor = VIRTUAL_THREAD;
        if (constructor == null) {
            throw new IllegalStateException("start the JVM with " + FLAG);
        }
        try {
            return (Thread) constructor.invoke(scheduler, "strand", 0, code);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable MethodHandle findConstructor() {
        try {
            Class<?> type = Class.forName("java.lang.VirtualThread");
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(
                            type,
                            MethodType.methodType(
                                    void.class,
                                    Executor.class,
                                    String.class,
                                    int.class,
                                    Runnable.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
