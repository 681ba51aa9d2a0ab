package dev.cleat.remote.http;

import dev.cleat.remote.RemoteEntry;
import dev.cleat.remote.RemoteFolder;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Folders as pages of links, such as web servers make of them. Sizes and times stand in them in many ways, or rounded: the
 * server is asked about each file.
 *
 * @param top the page of the top folder; ends in a slash
 */
record LinkPages(HttpCalls calls, URI top) implements Listed {
    private static final Pattern LINK =
            Pattern.compile("<a\\s[^>]{0,1000}?href\\s*=\\s*[\"']([^\"'>]{1,2000})[\"']", Pattern.CASE_INSENSITIVE);
    private static final int MAX_LINKS = 10_000;

    @Override
    public List<RemoteEntry> list(String folder) throws IOException {
        URI page = uri(folder.isEmpty() ? "" : folder + "/");
        List<RemoteEntry> entries = new ArrayList<>();
        List<Future<@Nullable RemoteEntry>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String name : names(page, calls.page(page, folder))) {
                String path = folder.isEmpty() ? name : folder + "/" + name;
                if (name.endsWith("/")) {
                    entries.add(new RemoteFolder(path.substring(0, path.length() - 1), Instant.EPOCH));
                } else {
                    asked.add(threads.submit(() -> stat(path)));
                }
            }
            for (Future<@Nullable RemoteEntry> answer : asked) {
                RemoteEntry entry = answer.get();
                if (entry != null) {
                    entries.add(entry);
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("ending", e);
        }
        return entries;
    }

    @Override
    public @Nullable RemoteEntry stat(String path) throws IOException {
        return calls.describe(path, uri(path));
    }

    private URI uri(String path) throws IOException {
        try {
            return top.resolve(TextIndex.escaped(path));
        } catch (URISyntaxException e) {
            throw new NoSuchFileException(path);
        }
    }

    /** What the links of a page name in its own folder; folders end in a slash. */
    private static Set<String> names(URI page, String html) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        Matcher link = LINK.matcher(html);
        while (link.find()) {
            try {
                URI to = page.resolve(link.group(1).replace("&amp;", "&"));
                String path = to.getPath();
                boolean isHere = path != null && to.getQuery() == null && path.startsWith(page.getPath());
                String name = isHere ? path.substring(page.getPath().length()) : "";
                int slash = name.indexOf('/');
                if (!name.isEmpty() && (slash < 0 || slash == name.length() - 1)) {
                    names.add(name);
                }
            } catch (IllegalArgumentException e) {
                continue; // not a link that anybody could follow
            }
            if (names.size() > MAX_LINKS) {
                throw new IOException(page + " has more than " + MAX_LINKS + " links");
            }
        }
        return names;
    }
}
