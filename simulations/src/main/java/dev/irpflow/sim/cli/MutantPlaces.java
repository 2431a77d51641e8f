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
import java.util.function.UnaryOperator;

/** Where mutants are played: files of their own, and where it takes that, classes of their own. */
final class MutantPlaces implements AutoCloseable {
    private final Terminal terminal;
    private final Path folder;

    MutantPlaces(Terminal terminal) {
        this.terminal = terminal;
        try {
            this.folder = Files.createTempDirectory("irpflow-mutants");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something that hunts in a scenario, and ends. */
    interface Place extends UnaryOperator<Map<String, Object>>, AutoCloseable {
        @Override
        void close();
    }

    /** The scenario of a mutant as it is. */
    Place unchanged(Mutant mutant) throws Refusal {
        return here(file(mutant, text(mutant)));
    }

    /** A scenario that ships, with the files that it includes. */
    Place shipped(Origin origin) throws Refusal {
        MutantHunt hunt = new MutantHunt(origin.file(), origin.data());
        return place(hunt, hunt);
    }

    /** The mutant. */
    Place changed(Mutant mutant) throws Refusal {
        String text = text(mutant);
        return switch (mutant.change()) {
            case Change.OfScript script -> here(file(mutant, script.of(text)));
            case Change.OfClass change -> elsewhere(file(mutant, text), change);
        };
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

    private Path file(Mutant mutant, String text) {
        try {
            return Files.writeString(
                    folder.resolve(mutant.scenario() + ScenarioFolder.ENDING),
                    text,
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Place here(Path file) throws Refusal {
        MutantHunt hunt = new MutantHunt(file, folder);
        return place(hunt, hunt);
    }

    @SuppressWarnings("unchecked") // it is the same class, loaded once more
    private Place elsewhere(Path file, Change.OfClass change) throws Refusal {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        MutantLoader loader = new MutantLoader(MutantHunt.class.getClassLoader(), change);
        thread.setContextClassLoader(loader); // the stage finds its classes by name
        try {
            Object hunt =
                    loader.loadClass(MutantHunt.class.getName())
                            .getConstructor(Path.class, Path.class)
                            .newInstance(file, folder);
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
