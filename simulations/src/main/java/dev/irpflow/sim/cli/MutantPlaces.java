package dev.irpflow.sim.cli;

import dev.irpflow.sim.mutant.Change;
import dev.irpflow.sim.mutant.Mutant;
import dev.irpflow.sim.mutant.MutantLoader;
import dev.irpflow.sim.mutant.MutantScenarios;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.load.ScenarioLoader.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where mutants are played: files of their own, and where it takes that, classes of their own. */
final class MutantPlaces implements AutoCloseable {
    private static final String NEIGHBOUR = "neighbour";

    private final Terminal terminal;
    private final @Nullable BusyNeighbour neighbour;
    private final Path folder;

    private MutantPlaces(Terminal terminal, @Nullable BusyNeighbour neighbour) {
        this.terminal = terminal;
        this.neighbour = neighbour;
        try {
            this.folder = Files.createTempDirectory("irpflow-mutants");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each in its own world. */
    static MutantPlaces alone(Terminal terminal) {
        return new MutantPlaces(terminal, null);
    }

    /** Each beside a busy neighbour. */
    static MutantPlaces besideNeighbour(Terminal terminal) {
        return new MutantPlaces(terminal, new BusyNeighbour(terminal));
    }

    /** Something that hunts in a scenario, and ends. */
    interface Place extends UnaryOperator<Map<String, Object>>, AutoCloseable {
        @Override
        void close();
    }

    /** The scenario of a mutant as it is. */
    Place unchanged(Mutant mutant) throws Refusal {
        return here(beside(own(mutant.scenario(), text(mutant))));
    }

    /** A scenario that ships, with the files that it includes. */
    Place shipped(Origin origin) throws Refusal {
        return here(beside(origin));
    }

    /** The mutant. */
    Place changed(Mutant mutant) throws Refusal {
        String name = mutant.scenario();
        String text = text(mutant);
        return switch (mutant.change()) {
            case Change.OfScript script -> here(beside(own(name, script.of(text))));
            case Change.OfClass change -> elsewhere(beside(own(name, text)), change);
        };
    }

    private Origin beside(Origin origin) throws Refusal {
        if (neighbour == null) {
            return origin;
        }
        String text = Objects.requireNonNull(MutantScenarios.text(NEIGHBOUR));
        String both = neighbour.beside(origin, own(NEIGHBOUR, text));
        String name = String.valueOf(origin.file().getFileName());
        Origin file = own(name.substring(0, name.length() - ScenarioFolder.ENDING.length()), both);
        return new Origin(file.file(), origin.shown(), folder, origin.data());
    }

    private String text(Mutant mutant) throws Refusal {
        String own = MutantScenarios.text(mutant.scenario());
        if (own != null) {
            return own;
        }
        try {
            return Files.readString(
                    new ShippedScenarios(terminal).find(mutant.scenario()).file(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Origin own(String name, String text) {
        try {
            Path file = folder.resolve(name + ScenarioFolder.ENDING);
            Files.writeString(file, text, StandardCharsets.UTF_8);
            return new Origin(file, name, folder, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Place here(Origin origin) throws Refusal {
        MutantHunt hunt = new MutantHunt(origin.file(), origin.data());
        return place(hunt, hunt);
    }

    @SuppressWarnings("unchecked") // it is the same class, loaded once more
    private Place elsewhere(Origin origin, Change.OfClass change) throws Refusal {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        MutantLoader loader = new MutantLoader(MutantHunt.class.getClassLoader(), change);
        thread.setContextClassLoader(loader); // the stage finds its classes by name
        try {
            Object hunt =
                    loader.loadClass(MutantHunt.class.getName())
                            .getConstructor(Path.class, Path.class)
                            .newInstance(origin.file(), origin.data());
            return place((UnaryOperator<Map<String, Object>>) hunt, (AutoCloseable) hunt);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Place place(UnaryOperator<Map<String, Object>> hunt, AutoCloseable end) {
        ClassLoader loader = hunt.getClass().getClassLoader();
        return new Place() {
            @Override
            public Map<String, Object> apply(Map<String, Object> asked) {
                Thread thread = Thread.currentThread();
                ClassLoader before = thread.getContextClassLoader();
                thread.setContextClassLoader(loader);
                try {
                    return hunt.apply(asked);
                } finally {
                    thread.setContextClassLoader(before);
                }
            }

            @Override
            public void close() {
                try {
                    end.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    @Override
    public void close() {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
