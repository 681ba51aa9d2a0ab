import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Builds what {@code ./cleat} runs, into a folder that the launcher has named after the sources, the JDK and the flags:
 * {@code java bin/FirstUse.java SOURCES FOLDER}. Maven works on a copy, because the sources may be read-only and a
 * developer's {@code target} folders are none of our business. The last file to appear is {@code run.args}; a folder
 * that has it is complete and is never written again.
 */
final class FirstUse {
    private static final String RUN = "run.args";
    private static final int KEEP = 4;
    private static final Duration STALE = Duration.ofHours(1);

    private final Path sources;
    private final Path folder;
    private final Path cache;
    private final Progress progress = new Progress(System.err, System.getenv("CLEAT_TTY") != null);

    private FirstUse(Path sources, Path folder) {
        this.sources = sources;
        this.folder = folder;
        this.cache = folder.getParent();
    }

    public static void main(String[] args) throws InterruptedException {
        try {
            new FirstUse(Path.of(args[0]), Path.of(args[1])).prepare();
        } catch (IOException failure) {
            System.err.println("cleat: cannot build: " + failure.getMessage());
            System.exit(1);
        }
    }

    /** One build at a time, and whoever waited finds it done. */
    private void prepare() throws IOException, InterruptedException {
        Files.createDirectories(cache);
        try (FileChannel channel =
                        FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (!Files.exists(folder.resolve(RUN))) {
                build();
            }
        }
    }

    private FileLock lock(FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock != null) {
            return lock;
        }
        progress.step("waiting for another build");
        return channel.lock();
    }

    private void build() throws IOException, InterruptedException {
        Instant start = Instant.now();
        progress.step("first use: building");
        removeLeftovers();
        Path work = Files.createTempDirectory(cache, "work-");
        try {
            copySources(work);
            compile(work);
            delete(folder);
            Path made = Files.createDirectory(work.resolve("made"));
            Files.move(work.resolve("cleat-cli/target/lib"), made.resolve("lib"));
            OldClasses.renew(made.resolve("lib"));
            Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(work);
        }
        progress.step("first use: preparing quick starts");
        train();
        prune();
        progress.done("built in " + Duration.between(start, Instant.now()).toSeconds() + " s");
    }

    private void copySources(Path work) throws IOException {
        copy(Path.of("pom.xml"), work);
        copy(Path.of("mvnw"), work);
        copy(Path.of("mvnw.cmd"), work);
        copy(Path.of(".mvn"), work);
        try (Stream<Path> modules = Files.list(sources)) {
            for (Path module : modules.filter(entry -> Files.exists(entry.resolve("pom.xml")))
                    .toList()) {
                copy(sources.relativize(module.resolve("pom.xml")), work);
                copy(sources.relativize(module.resolve("src/main")), work);
            }
        }
    }

    /** Copies a file or a tree; without attributes, so that what was read-only can be deleted later. */
    private void copy(Path relative, Path work) throws IOException {
        Path from = sources.resolve(relative);
        if (!Files.exists(from)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                Path to = work.resolve(sources.relativize(file));
                Files.createDirectories(to.getParent());
                try (var in = Files.newInputStream(file)) {
                    Files.copy(in, to);
                }
            }
        }
    }

    private void compile(Path work) throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>(windows ? List.of("cmd", "/c", "mvnw.cmd") : List.of("sh", "./mvnw"));
        command.addAll(List.of("-B", "-Dquick", "-Dstyle.color=never", "-pl", "cleat-cli", "-am", "package"));
        ProcessBuilder maven = new ProcessBuilder(command).directory(work.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Path home = Path.of(System.getProperty("user.home"));
        if (!Files.isWritable(home) && !Files.isWritable(home.resolve(".m2"))) {
            maven.environment().put("MAVEN_USER_HOME", cache.resolve("m2").toString());
            command.add("-Dmaven.repo.local=" + cache.resolve("m2/repository"));
        }
        Path log = cache.resolve("build.log");
        try (PrintStream copy = new PrintStream(Files.newOutputStream(log), false, "UTF-8")) {
            int status = run(maven, line -> {
                copy.println(line);
                progress.maven(line);
            });
            if (status != 0) {
                throw new IOException("Maven failed; the whole story is in " + log);
            }
        }
    }

    /**
     * The cache of loaded and linked classes remembers the paths of its jars, so it is made where they stay. Not every
     * Java can make one: then the start takes longer, and that is all.
     */
    private void train() throws IOException, InterruptedException {
        Path cached = folder.resolve("cleat.aot");
        Path half = folder.resolve("cleat.aot.new");
        List<String> common = new ArrayList<>(Files.readAllLines(sources.resolve("bin/jvm.args")));
        common.addAll(List.of("-p", folder.resolve("lib").toString(), "-m", "dev.cleat.cli/dev.cleat.cli.Main"));
        Path args = folder.resolve("common.args");
        Files.write(args, common.stream().map(FirstUse::quoted).toList());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path ground = Files.createDirectory(folder.resolve("train"));
        ProcessBuilder training =
                new ProcessBuilder(java, "-XX:AOTCacheOutput=" + half, "@" + args, "train", ground.toString());
        List<String> said = new ArrayList<>();
        int status = run(training, said::add);
        delete(ground);
        List<String> run = new ArrayList<>(Files.readAllLines(args));
        if (status == 0 && Files.exists(half)) {
            Files.move(half, cached, StandardCopyOption.ATOMIC_MOVE);
            run.addFirst(quoted("-XX:AOTCache=" + cached));
        } else {
            progress.done("no quick starts with this Java: " + String.join("; ", said));
        }
        Path written = Files.write(folder.resolve("run.args.new"), run);
        Files.move(written, folder.resolve(RUN), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Quoted as the java launcher reads argument files. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static int run(ProcessBuilder builder, Consumer<String> line) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        Thread killer = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(killer);
        try (var output = process.inputReader()) {
            output.lines().forEach(line);
        }
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(killer);
        return status;
    }

    /** What a build that was killed has left; the lock is ours, but on some file systems locks are only a hope. */
    private void removeLeftovers() throws IOException {
        Instant limit = Instant.now().minus(STALE);
        for (Path entry : entries("work-")) {
            if (Files.getLastModifiedTime(entry).toInstant().isBefore(limit)) {
                delete(entry);
            }
        }
    }

    /** Keeps the builds used last, and those that a process still runs from. */
    private void prune() throws IOException {
        List<Path> old = entries("build-").stream()
                .sorted(Comparator.comparing(FirstUse::lastUse).reversed())
                .skip(KEEP)
                .toList();
        for (Path build : old) {
            if (!build.equals(folder) && !running(build)) {
                Files.deleteIfExists(build.resolve(RUN));
                delete(build);
            }
        }
    }

    private List<Path> entries(String prefix) throws IOException {
        try (Stream<Path> list = Files.list(cache)) {
            return list.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    /** The launcher touches a file at each start. */
    private static FileTime lastUse(Path build) {
        try {
            Path used = build.resolve("used");
            return Files.getLastModifiedTime(Files.exists(used) ? used : build);
        } catch (IOException gone) {
            return FileTime.from(Instant.EPOCH);
        }
    }

    private static boolean running(Path build) {
        String args = "@" + build.resolve(RUN);
        return ProcessHandle.allProcesses()
                .anyMatch(process ->
                        process.info().arguments().stream().flatMap(Stream::of).anyMatch(args::equals));
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** One line on the terminal that rewrites itself; where there is no terminal, a line for each step. */
    private static final class Progress {
        private final PrintStream out;
        private final boolean terminal;
        private final long started = System.nanoTime();
        private boolean said;

        private Progress(PrintStream out, boolean terminal) {
            this.out = out;
            this.terminal = terminal;
        }

        void step(String what) {
            show("cleat: " + what + " ...");
        }

        /** Maven's output: its modules and downloads make the progress, its errors are shown. */
        void maven(String line) {
            if (line.startsWith("[ERROR]")) {
                if (!said) {
                    done(line);
                }
                // What follows repeats it, and explains Maven.
                said |= line.contains("Failed to execute goal") || line.contains("[Help 1]");
            } else if (terminal && line.startsWith("[INFO] Building ") && line.endsWith("]")) {
                String module = line.substring("[INFO] Building ".length()).replaceAll(" +", " ");
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
                show("cleat: first use: building " + module + " " + seconds + " s");
            }
        }

        void done(String what) {
            show((what.startsWith("[") ? "" : "cleat: ") + what);
            if (terminal) {
                out.println();
            }
        }

        private void show(String text) {
            if (terminal) {
                out.print("\r\033[K" + text);
                out.flush();
            } else {
                out.println(text);
            }
        }
    }
}
