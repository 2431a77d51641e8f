package dev.irpflow.sim.mutant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Loads the product once more, with state of its own and with one class that is changed. The
 * protocol is not ours to change, and stays the one that is there.
 */
public final class MutantLoader extends ClassLoader {
    private static final String OURS = "dev.irpflow.";
    private static final String MESSAGES = "dev.irpflow.protocol.";
    private static final String CONTRACT = "dev.irpflow.contract.";

    private final ClassLoader product;
    private final Change.OfClass change;

    static {
        registerAsParallelCapable();
    }

    /**
     * A loader.
     *
     * @param product that of the product as it is
     */
    public MutantLoader(ClassLoader product, Change.OfClass change) {
        super("mutant", product);
        this.product = product;
        this.change = change;
    }

    /**
     * The class file with the change.
     *
     * @throws LostPlaceException if the class or the place in it is not there
     */
    public static byte[] changed(ClassLoader product, Change.OfClass change) {
        byte[] original = bytes(product, change.className());
        if (original == null) {
            throw new LostPlaceException("there is no class " + change.className());
        }
        return new Splice(product, change).of(original);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(MESSAGES) || name.startsWith(CONTRACT)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            byte[] bytes =
                    name.equals(change.className())
                            ? changed(product, change)
                            : bytes(product, name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private static byte @Nullable [] bytes(ClassLoader from, String className) {
        try (InputStream in = from.getResourceAsStream(className.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
