import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.FileTree;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Paths and what they show: {@code threads/17-main.txt} a stack, {@code memory/heap.txt} numbers.
 *
 * <p>A client asks for a file's size first and reads so many bytes then, so the text that was measured is kept until the file
 * is measured again.
 */
final class JvmTree implements FileTree {
    private static final Instant START = Instant.now();

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<String, Text> measured = new ConcurrentHashMap<>();

    private record Text(byte[] bytes, Instant time) {}

    @Override
    public Entry stat(String path) {
        if (path.isEmpty() || path.equals("threads") || path.equals("memory")) {
            return new Entry.Folder(path.equals("threads") ? Instant.now() : START);
        }
        String now = text(path);
        if (now == null) {
            measured.remove(path);
            return null;
        }
        byte[] bytes = now.getBytes(StandardCharsets.UTF_8);
        Text text = measured.compute(
                path,
                (same, before) -> before != null && Arrays.equals(before.bytes(), bytes)
                        ? before
                        : new Text(bytes, Instant.now()));
        return new Entry.File(text.bytes().length, text.time());
    }

    @Override
    public List<String> list(String path) {
        return switch (path) {
            case "" -> List.of("memory", "threads");
            case "memory" -> List.copyOf(memory().keySet());
            default -> threadNames();
        };
    }

    @Override
    public void read(String path, long offset, ByteBuffer into) throws IOException {
        Text text = measured.get(path);
        if (text == null) {
            throw new NoSuchFileException(path);
        }
        int from = (int) Math.min(offset, text.bytes().length);
        into.put(text.bytes(), from, Math.min(into.remaining(), text.bytes().length - from));
    }

    @Override
    public Blocking blocking() {
        return Blocking.NEVER;
    }

    private String text(String path) {
        return path.startsWith("memory/")
                ? memory().get(path.substring("memory/".length()))
                : stack(path.substring(path.indexOf('/') + 1));
    }

    private static Map<String, String> memory() {
        Map<String, String> files = new TreeMap<>();
        files.put(
                "heap.txt",
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage() + "\n");
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            String name = pool.getName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            files.put(name + ".txt", pool.getUsage() + "\n");
        }
        return files;
    }

    private List<String> threadNames() {
        List<String> names = new ArrayList<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null) {
                names.add(fileName(thread));
            }
        }
        measured.keySet().removeIf(path -> path.startsWith("threads/") && !names.contains(path.substring(8)));
        return names;
    }

    private static String fileName(ThreadInfo thread) {
        return thread.getThreadId() + "-" + thread.getThreadName().replaceAll("[^A-Za-z0-9._-]+", "-") + ".txt";
    }

    private String stack(String file) {
        int dash = file.indexOf('-');
        if (dash <= 0 || !file.substring(0, dash).matches("\\d{1,18}")) {
            return null;
        }
        ThreadInfo thread = threads.getThreadInfo(Long.parseLong(file.substring(0, dash)), Integer.MAX_VALUE);
        if (thread == null || !fileName(thread).equals(file)) {
            return null;
        }
        StringBuilder text = new StringBuilder(thread.getThreadName() + " " + thread.getThreadState() + "\n");
        for (StackTraceElement element : thread.getStackTrace()) {
            text.append("    at ").append(element).append('\n');
        }
        return text.toString();
    }
}
