package dev.cleat.remote.http;

import dev.cleat.remote.RemoteEntry;
import dev.cleat.remote.RemoteFile;
import dev.cleat.remote.RemoteFolder;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An index in the format that {@link HttpOrigin} describes.
 *
 * @param version the index's own, to ask whether there is another
 * @param folders by path, what is in each by name
 */
record TextIndex(String version, Map<String, Map<String, RemoteEntry>> folders) implements Listed {
    static final String FIRST_LINE = "cleat-index 1";

    private static final String UNKNOWN = "-";

    static TextIndex parse(byte[] bytes, URI base, String version) throws IOException {
        Map<String, Map<String, RemoteEntry>> folders = new HashMap<>();
        folders.put("", new HashMap<>());
        int number = 0;
        for (String line : (Iterable<String>) new String(bytes, StandardCharsets.UTF_8).lines()::iterator) {
            number++;
            if (number == 1 && !line.equals(FIRST_LINE)) {
                throw new IOException(base + " is no index: its first line is not \"" + FIRST_LINE + "\"");
            }
            if (number > 1 && !line.isEmpty() && line.charAt(0) != '#') {
                add(folders, file(line, base, number));
            }
        }
        if (number == 0) {
            throw new IOException(base + " is no index: it is empty");
        }
        return new TextIndex(version, folders);
    }

    @Override
    public List<RemoteEntry> list(String folder) throws NoSuchFileException {
        Map<String, RemoteEntry> entries = folders.get(folder);
        if (entries == null) {
            throw new NoSuchFileException(folder);
        }
        return List.copyOf(entries.values());
    }

    @Override
    public @Nullable RemoteEntry stat(String path) {
        int slash = path.lastIndexOf('/');
        Map<String, RemoteEntry> above = folders.get(path.substring(0, Math.max(0, slash)));
        return above == null ? null : above.get(path.substring(slash + 1));
    }

    private static RemoteFile file(String line, URI base, int number) throws IOException {
        String[] fields = line.split("\t", -1);
        try {
            if (fields.length < 4 || fields.length > 5) {
                throw new IllegalArgumentException("it has " + fields.length + " fields");
            }
            String path = fields[3].startsWith("./") ? fields[3].substring(2) : fields[3];
            for (String part : path.split("/", -1)) {
                if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                    throw new IllegalArgumentException("no path: " + path);
                }
            }
            long size = Long.parseLong(fields[0]);
            if (size < 0) {
                throw new IllegalArgumentException("no size: " + size);
            }
            String location =
                    base.resolve(fields.length > 4 ? fields[4] : escaped(path)).toString();
            return new RemoteFile(path, size, time(fields[1]), fields[2].equals(UNKNOWN) ? "" : fields[2], location);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException | URISyntaxException e) {
            throw new IOException(base + ": line " + number + " is wrong: " + e.getMessage(), e);
        }
    }

    /** As a relative reference; the dot keeps a colon in the first part from being taken for a scheme's. */
    static String escaped(String path) throws URISyntaxException {
        return new URI(null, null, "./" + path, null).toASCIIString();
    }

    private static Instant time(String text) {
        if (text.equals(UNKNOWN)) {
            return Instant.EPOCH;
        }
        if (text.indexOf('T') > 0) {
            return Instant.parse(text);
        }
        if (text.length() > 40) {
            throw new IllegalArgumentException("no time: " + text.substring(0, 40));
        }
        BigDecimal seconds = new BigDecimal(text);
        BigDecimal nanos = seconds.remainder(BigDecimal.ONE).movePointRight(9);
        return Instant.ofEpochSecond(seconds.longValue(), nanos.longValue());
    }

    private static void add(Map<String, Map<String, RemoteEntry>> folders, RemoteFile file) {
        RemoteEntry entry = file;
        while (!entry.path().isEmpty()) {
            String path = entry.path();
            String above = path.substring(0, Math.max(0, path.lastIndexOf('/')));
            boolean isNew = !folders.containsKey(above);
            folders.computeIfAbsent(above, none -> new HashMap<>()).put(entry.name(), entry);
            if (!isNew) {
                return;
            }
            entry = new RemoteFolder(above, file.modified());
        }
    }
}
