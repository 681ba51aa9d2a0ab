package dev.cleat.vfs.testkit;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tree that the reading contracts look at. Paths are relative, with slashes. */
public final class SampleTree {
    /** A directory of {@link #MANY} empty files. */
    public static final String MANY_DIRECTORY = "many";

    public static final int MANY = 60;

    /** Directories, those above before those below. */
    public static final List<String> DIRECTORIES = List.of("folder", "folder/deeper", "hollow", MANY_DIRECTORY);

    /** Regular files with their contents. */
    public static final Map<String, byte[]> FILES = files();

    private static final int LARGE = 300_007;

    private SampleTree() {}

    /** What a file of the tree holds. */
    public static byte[] contents(String path) {
        byte[] contents = FILES.get(path);
        if (contents == null) {
            throw new IllegalArgumentException(path);
        }
        return contents;
    }

    /** Makes the tree in an empty file system that can be written. */
    public static void plant(VfsUser user) throws IOException {
        Map<String, FileId> directories = new HashMap<>();
        directories.put("", user.root());
        for (String path : DIRECTORIES) {
            Node made = user.directory(above(directories, path), lastOf(path));
            directories.put(path, made.id());
        }
        for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
            String path = file.getKey();
            Node made = user.file(above(directories, path), lastOf(path));
            if (file.getValue().length > 0) {
                user.write(made.id(), 0, file.getValue());
            }
        }
    }

    private static FileId above(Map<String, FileId> directories, String path) {
        FileId directory = directories.get(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
        if (directory == null) {
            throw new IllegalStateException(path);
        }
        return directory;
    }

    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("empty", new byte[0]);
        files.put("hello", "Hello, quay!\n".getBytes(StandardCharsets.UTF_8));
        files.put("large", Bytes.pattern(LARGE));
        files.put("folder/inner", "inside".getBytes(StandardCharsets.UTF_8));
        files.put("folder/deeper/leaf", "at the bottom".getBytes(StandardCharsets.UTF_8));
        files.put("folder/größe 尺寸", "beyond ASCII".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < MANY; i++) {
            files.put(String.format("%s/entry-%04d", MANY_DIRECTORY, i), new byte[0]);
        }
        return Collections.unmodifiableMap(files);
    }
}
