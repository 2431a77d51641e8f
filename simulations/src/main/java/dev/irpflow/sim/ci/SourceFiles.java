package dev.irpflow.sim.ci;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the sources of a user's project by what a stack tells of them. */
public final class SourceFiles {
    // Where builds put copies; in a checkout of the usual size nothing is missed.
    private static final Set<String> PASSED_OVER = Set.of("target", "build", "out", "node_modules");
    private static final int MOST_FILES = 200_000;

    private final Path root;

    /** Those below a folder, which is that of the checkout. */
    public SourceFiles(Path root) {
        this.root = root;
    }

    /**
     * The path of a source from the folder on, with slashes: of several the shortest, then the
     * first by name. Null if there is none.
     */
    public @Nullable String find(SourceLine line) {
        Path direct = root.resolve(line.file()).normalize();
        if (direct.startsWith(root) && Files.isRegularFile(direct)) {
            return shown(direct);
        }
        Search search = new Search(line.file());
        try {
            Files.walkFileTree(root, search);
        } catch (IOException e) {
            return null; // a folder that cannot be read holds no source that could be pointed at
        }
        return search.best;
    }

    private String shown(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private final class Search extends SimpleFileVisitor<Path> {
        private final String wanted;
        private int seen;
        private @Nullable String best;

        Search(String wanted) {
            this.wanted = "/" + wanted;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean isHidden = name.startsWith(".") || PASSED_OVER.contains(name);
            return isHidden && !folder.equals(root)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = shown(file);
            if (("/" + path).endsWith(wanted) && isBetter(path)) {
                best = path;
            }
            return ++seen > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        private boolean isBetter(String path) {
            String known = best;
            return known == null
                    || path.length() < known.length()
                    || (path.length() == known.length() && path.compareTo(known) < 0);
        }
    }
}
