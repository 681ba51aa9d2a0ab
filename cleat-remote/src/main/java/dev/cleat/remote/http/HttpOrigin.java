package dev.cleat.remote.http;

import dev.cleat.remote.ChangedException;
import dev.cleat.remote.Origin;
import dev.cleat.remote.RemoteEntry;
import dev.cleat.remote.RemoteFile;
import dev.cleat.remote.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files on a web server that answers to ranges (RFC 9110 §14), of which an index tells:
 *
 * <pre>
 *   cleat-index 1
 *   SIZE  MODIFIED  ETAG  PATH  [URL]
 * </pre>
 *
 * The first line is as it stands here, and there is a line for each file. Its fields are parted by single tabs: the size in bytes;
 * when it was changed, in seconds since 1970 (a fraction may follow) or as {@code 2026-01-31T12:00:00Z}; the ETag with
 * its quotes as the server will send it; the path, with slashes; where it is, relative to the index, unless that is its path. For
 * time and ETag "-" means that they are not known; without an ETag the server is asked for one when the file is first
 * read. Empty lines and those that begin with "#" mean nothing. In a folder of files, this makes one:
 *
 * <pre>
 *   (echo 'cleat-index 1'; find . -type f -printf '%s\t%T@\t-\t%P\n') &gt;index
 * </pre>
 *
 * <p>Where the URL answers with a page of HTML instead, its links are taken for the files of a folder, as web servers
 * list them, and the server is asked about each of them.
 *
 * <p>{@code index} is exchanged below {@code loading}.
 */
public final class HttpOrigin implements Origin {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+|\\*)");
    /** A server that does not know ranges sends all of a file; only of a small one that is borne. */
    private static final long MAX_WHOLE = 4 << 20;

    private final HttpCalls calls;
    private final URI uri;
    private final Duration refresh;
    private final InstantSource clock;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Loaded index;

    private record Loaded(Listed listed, Instant asked) {}

    private HttpOrigin(HttpCalls calls, URI uri, Duration refresh, InstantSource clock) {
        this.calls = calls;
        this.uri = uri;
        this.refresh = refresh;
        this.clock = clock;
    }

    /**
     * @param index where the index is
     * @param headers sent with each request to the index's own host and port, such as {@code Authorization}
     * @param refresh for how long an index is taken to be true
     */
    public static HttpOrigin of(URI index, Map<String, String> headers, Duration refresh) {
        return new HttpOrigin(new HttpCalls(index, headers), index, refresh, InstantSource.system());
    }

    @Override
    public String id() {
        return uri.toString();
    }

    @Override
    public List<RemoteEntry> list(String folder) throws IOException {
        return index().list(folder);
    }

    @Override
    public @Nullable RemoteEntry stat(String path) throws IOException {
        return index().stat(path);
    }

    @Override
    public RemoteFile withVersion(RemoteFile file) throws IOException {
        return calls.describe(file);
    }

    @Override
    public void fetch(RemoteFile file, long offset, ByteBuffer into) throws IOException {
        int wanted = into.remaining();
        HttpRequest.Builder request = calls.request(URI.create(file.location()))
                .header("Range", "bytes=" + offset + "-" + (offset + wanted - 1))
                .header("Accept-Encoding", "identity");
        if (file.version().startsWith("\"")) {
            request.header("If-Match", file.version());
        }
        HttpResponse<byte[]> response = calls.send(
                request,
                told -> told.statusCode() == 206 ? wanted : told.statusCode() == 200 ? (int) MAX_WHOLE + 1 : 0);
        switch (response.statusCode()) {
            case 206 -> into.put(part(file, offset, wanted, response));
            case 200 -> into.put(whole(file, response), (int) offset, wanted);
            default -> throw HttpCalls.failure(file.path(), response.statusCode());
        }
    }

    private static byte[] part(RemoteFile file, long offset, int wanted, HttpResponse<byte[]> response)
            throws IOException {
        checkVersion(file, response);
        Matcher range = CONTENT_RANGE.matcher(
                response.headers().firstValue("Content-Range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != offset) {
            throw new IOException(file.path() + ": the server sends another range than was asked for");
        }
        if (!range.group(3).equals("*") && Long.parseLong(range.group(3)) != file.size()) {
            throw new ChangedException(file.path() + " has another size");
        }
        if (response.body().length < wanted) {
            throw new UnavailableException(file.path() + ": the answer was cut");
        }
        return response.body();
    }

    private static byte[] whole(RemoteFile file, HttpResponse<byte[]> response) throws IOException {
        checkVersion(file, response);
        if (file.size() > MAX_WHOLE) {
            throw new IOException(file.path() + ": the server does not send ranges");
        }
        if (response.body().length < file.size()) {
            throw new UnavailableException(file.path() + ": the answer was cut");
        }
        if (response.body().length > file.size()) {
            throw new ChangedException(file.path() + " has another size");
        }
        return response.body();
    }

    private static void checkVersion(RemoteFile file, HttpResponse<?> response) throws ChangedException {
        String now = HttpCalls.version(response);
        if (!now.isEmpty()
                && !file.version().isEmpty()
                && HttpCalls.sameKind(now, file.version())
                && !now.equals(file.version())) {
            throw new ChangedException(file.path() + " has changed");
        }
    }

    private Listed index() throws IOException {
        Loaded known = index;
        if (known != null && isFresh(known)) {
            return known.listed;
        }
        loading.lock();
        try {
            known = index;
            if (known == null || !isFresh(known)) {
                try {
                    known = new Loaded(calls.index(known == null ? null : known.listed), clock.instant());
                    index = known;
                } catch (UnavailableException e) {
                    if (known == null) {
                        throw e;
                    }
                }
            }
            return known.listed;
        } finally {
            loading.unlock();
        }
    }

    /** What was asked at a time that is yet to come was asked before the clock was put back. */
    private boolean isFresh(Loaded loaded) {
        Instant now = clock.instant();
        return !loaded.asked.isAfter(now) && loaded.asked.plus(refresh).isAfter(now);
    }

    @Override
    public void close() {
        calls.close();
    }
}
