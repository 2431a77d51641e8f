package dev.irpflow.sim.run;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverSetting;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
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
                throw new IllegalArgumentException(
                        "class " + className + " threw " + e.getCause() + " when it was made", e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("class " + className + " cannot be made", e);
            }
        };
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
            Class<?> type = Class.forName(className, true, loader);
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
        }
    }
}
