package dev.irpflow.sim.classes;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import org.jspecify.annotations.Nullable;

/** Finds drivers and what they use in jars and folders of the user's. */
public final class UsersClassLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    /**
     * A loader.
     *
     * @param entries jars, and folders whose URL ends with a slash
     * @param parent that of Irpflow, which is asked first
     */
    public UsersClassLoader(URL[] entries, ClassLoader parent) {
        super("drivers", entries, parent);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] changed = changed(name);
        return changed == null
                ? super.findClass(name)
                : defineClass(name, changed, 0, changed.length);
    }

    // Null: as it is.
    private byte @Nullable [] changed(String name) throws ClassNotFoundException {
        URL file = findResource(name.replace('.', '/') + ".class");
        if (file == null) {
            return null;
        }
        try (InputStream in = file.openStream()) {
            return EndsOfProcess.instead(in.readAllBytes(), this);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
