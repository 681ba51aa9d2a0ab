package dev.cleat.cli;

import dev.cleat.remote.RemoteOptions;
import dev.cleat.remote.RemoteVfs;
import dev.cleat.remote.http.HttpOrigin;
import dev.cleat.server.StateFolder;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.idmap.JournalIdMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code cleat serve} for what is elsewhere. */
final class RemoteSources {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmgt]?)");
    private static final Duration REFRESH = Duration.ofMinutes(1);

    @Option(
            names = "--http",
            paramLabel = "[NAME=]URL",
            description = {
                "Serve the files of a web server, read-only, fetched when they are read. The URL is that of an",
                "index (see docs/remote.md) or of a folder whose page links to its files (repeatable)."
            })
    private List<String> http = List.of();

    @Option(
            names = "--http-headers",
            paramLabel = "FILE",
            description = "Lines NAME: VALUE to send to those web servers, such as Authorization.")
    private @Nullable Path headers;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where what was fetched is kept (default: in the state folder).")
    private @Nullable Path cache;

    @Option(
            names = "--cache-size",
            paramLabel = "SIZE",
            defaultValue = "1g",
            description = "How much of that there may be for each export (default ${DEFAULT-VALUE}).")
    private String cacheSize = "1g";

    /**
     * @throws IllegalArgumentException with a line for the user
     */
    List<RemoteArgument> exports() {
        cacheBytes();
        return http.stream().map(RemoteArgument::parse).toList();
    }

    @Nullable Path cache() {
        return cache;
    }

    Vfs open(RemoteArgument export, StateFolder state) throws IOException {
        Path ids = state.ids(export.name());
        Path blocks = cache == null ? ids.resolve("blocks") : cache.resolve(export.name());
        Files.createDirectories(blocks);
        HttpOrigin origin = HttpOrigin.of(export.uri(), headers(), REFRESH);
        try {
            origin.list(""); // a wrong address is told now, not to the first client
            return RemoteVfs.open(
                    origin,
                    JournalIdMap.open(ids),
                    RemoteOptions.of(blocks).withCacheBytes(cacheBytes()).withRefresh(REFRESH));
        } catch (IOException e) {
            origin.close();
            throw e;
        }
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> all = new HashMap<>();
        if (headers != null) {
            for (String line : Files.readAllLines(headers)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    all.put(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip());
                }
            }
        }
        return all;
    }

    private long cacheBytes() {
        Matcher size = SIZE.matcher(cacheSize.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException("--cache-size takes a number with k, m, g or t, not " + cacheSize);
        }
        int power = " kmgt".indexOf(size.group(2).isEmpty() ? " " : size.group(2));
        return Long.parseLong(size.group(1)) << (10 * power);
    }
}
