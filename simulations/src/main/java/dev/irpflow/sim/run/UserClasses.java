package dev.irpflow.sim.run;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverSetting;
import dev.irpflow.protocol.status.NtStatus;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Drivers of the user's own, found by class name on the class path. */
public final class UserClasses {
    private UserClasses() {}

    /**
     * Makes a fresh driver for each load.
     *
     * @throws IllegalArgumentException if the class is not there, is no driver or has no public
     *     constructor without parameters
     */
    public static Supplier<Driver> driver(String className) {
        Constructor<? extends Driver> constructor = find(className);
        return () -> {
            try {
                return constructor.newInstance();
            } catch (InvocationTargetException e) {
                return new Unmade(e.getCause() == null ? e : e.getCause());
            } catch (Error e) {
                // Of its static parts. What they threw the first time is the cause of every other.
                return new Unmade(e.getCause() == null ? e : e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("class " + className + " cannot be made", e);
            }
        };
    }

    /** A driver whose constructor or static part threw: that is what comes of loading it. */
    private static final class Unmade implements Driver {
        private final Throwable thrown;

        Unmade(Throwable thrown) {
            this.thrown = thrown;
            StackTraceElement[] stack = thrown.getStackTrace();
            int own = 0; // below its lines are those of ours that made it
            while (own < stack.length
                    && !stack[own].getClassName().startsWith(UserClasses.class.getName())) {
                own++;
            }
            thrown.setStackTrace(Arrays.copyOf(stack, own));
        }

        @Override
        public NtStatus driverEntry(DriverContext context) {
            switch (thrown) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(thrown);
            }
        }
    }

    /** The settings that a class declares; null if it is no driver, or declares none. */
    static @Nullable List<DriverSetting> settings(String className) {
        try {
            return driver(className).get().settings();
        } catch (IllegalArgumentException e) {
            return null; // told as a problem of the class
        }
    }

    /** Why a class cannot serve as a driver; "" if it can. */
    public static String problem(String className) {
        try {
            find(className);
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Constructor<? extends Driver> find(String className) {
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            Class<?> type = Class.forName(className, false, loader);
            if (!Driver.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException(
                        "class " + className + " is no " + Driver.class.getName());
            }
            return type.asSubclass(Driver.class).getConstructor();
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "class " + className + " is not on the class path (--classpath)", e);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "class " + className + " has no public constructor without parameters", e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException("class " + className + " cannot be used: " + e, e);
        }
    }
}
