package dev.cleat.remote;

import dev.cleat.vfs.testkit.SampleTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An origin in memory, that counts what it is asked for, and fails when it is told to. */
final class FakeOrigin implements Origin {
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final Map<String, String> versions = new ConcurrentHashMap<>();
    final Set<String> folders = ConcurrentHashMap.newKeySet();
    final AtomicInteger fetches = new AtomicInteger();
    final AtomicInteger failures = new AtomicInteger();
    volatile CountDownLatch gate = new CountDownLatch(0);

    static FakeOrigin sample() {
        FakeOrigin origin = new FakeOrigin();
        origin.files.putAll(SampleTree.FILES);
        origin.folders.addAll(SampleTree.DIRECTORIES);
        return origin;
    }

    @Override
    public String id() {
        return "fake";
    }

    @Override
    public List<RemoteEntry> list(String folder) throws IOException {
        failMaybe();
        if (!folder.isEmpty() && !folders.contains(folder)) {
            throw new NoSuchFileException(folder);
        }
        String prefix = folder.isEmpty() ? "" : folder + "/";
        Map<String, RemoteEntry> found = new TreeMap<>();
        List<String> all = new ArrayList<>(folders);
        all.addAll(files.keySet());
        for (String path : all) {
            if (path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
                found.put(path, stat(path));
            }
        }
        return List.copyOf(found.values());
    }

    @Override
    public @Nullable RemoteEntry stat(String path) throws IOException {
        failMaybe();
        if (folders.contains(path)) {
            return new RemoteFolder(path, Instant.EPOCH);
        }
        byte[] contents = files.get(path);
        return contents == null
                ? null
                : new RemoteFile(path, contents.length, Instant.ofEpochSecond(7), version(path), "");
    }

    private String version(String path) {
        return versions.getOrDefault(path, "first");
    }

    @Override
    public void fetch(RemoteFile file, long offset, ByteBuffer into) throws IOException {
        fetches.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        failMaybe();
        byte[] contents = files.get(file.path());
        if (contents == null || !version(file.path()).equals(file.version())) {
            throw new ChangedException(file.path());
        }
        into.put(contents, (int) offset, into.remaining());
    }

    private void failMaybe() throws UnavailableException {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new UnavailableException("told to fail");
        }
    }
}
