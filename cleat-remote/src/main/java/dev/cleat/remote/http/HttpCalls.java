package dev.cleat.remote.http;

import dev.cleat.remote.ChangedException;
import dev.cleat.remote.RemoteEntry;
import dev.cleat.remote.RemoteFile;
import dev.cleat.remote.RemoteFolder;
import dev.cleat.remote.UnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Requests to web servers, each with an end: in time, in bytes, and in how often it is sent elsewhere. */
final class HttpCalls implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration WHOLE = Duration.ofSeconds(60);
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_INDEX =
            (int) Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 8);
    private static final String LAST_MODIFIED = "m:";

    private final HttpClient client;
    private final URI index;
    private final Map<String, String> headers;

    /**
     * @param index whose host and port the headers are for
     */
    HttpCalls(URI index, Map<String, String> headers) {
        this.index = index;
        this.headers = Map.copyOf(headers);
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER) // it would send our headers to strangers
                .version("https".equals(index.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .build();
    }

    HttpRequest.Builder request(URI uri) throws IOException {
        try {
            return HttpRequest.newBuilder(uri);
        } catch (IllegalArgumentException e) {
            throw new IOException("no address of a web server: " + uri, e);
        }
    }

    /**
     * Sends a request, and again to where the answer points.
     *
     * @param limit how many bytes of an answer are wanted; what is beyond is not read
     */
    HttpResponse<byte[]> send(HttpRequest.Builder request, ToIntFunction<ResponseInfo> limit) throws IOException {
        for (int i = 0; i <= MAX_REDIRECTS; i++) {
            HttpRequest.Builder sent = request.copy();
            if (isAtIndex(request.copy().build().uri())) {
                headers.forEach(sent::header);
            }
            HttpResponse<byte[]> response = await(sent.build(), limit);
            String location = response.headers().firstValue("Location").orElse("");
            if (response.statusCode() / 100 != 3 || response.statusCode() == 304 || location.isEmpty()) {
                return response;
            }
            try {
                request.uri(response.uri().resolve(location));
            } catch (IllegalArgumentException e) {
                throw new IOException(response.uri() + " leads nowhere: " + location, e);
            }
        }
        throw new IOException(index + " is moved around in a circle");
    }

    private HttpResponse<byte[]> await(HttpRequest request, ToIntFunction<ResponseInfo> limit) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, told -> new LimitedBody(limit.applyAsInt(told)));
        try {
            return answer.get(WHOLE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new UnavailableException(request.uri() + " does not answer in time");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("ending", e);
        } catch (ExecutionException e) {
            throw new UnavailableException(request.uri() + ": " + reason(e.getCause()), e);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof ConnectException) {
            return "cannot be reached";
        }
        return cause == null ? "failed" : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private boolean isAtIndex(URI uri) {
        return uri.getScheme().equals(index.getScheme())
                && uri.getRawAuthority() != null
                && uri.getRawAuthority().equals(index.getRawAuthority());
    }

    /** The index as it is now; the known one if that is still the same. */
    Listed index(@Nullable Listed known) throws IOException {
        HttpRequest.Builder request = request(index);
        if (known instanceof TextIndex text && text.version().startsWith("\"")) {
            request.header("If-None-Match", text.version());
        }
        HttpResponse<byte[]> response = send(request, told -> MAX_INDEX + 1);
        if (response.statusCode() == 304 && known != null) {
            return known;
        }
        if (response.statusCode() != 200) {
            throw failure(index.toString(), response.statusCode());
        }
        if (response.body().length > MAX_INDEX) {
            throw new IOException(index + " is larger than " + (MAX_INDEX >> 20) + " MiB");
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        return type.startsWith("text/html")
                ? new LinkPages(this, response.uri().resolve("."))
                : TextIndex.parse(response.body(), response.uri(), version(response));
    }

    /** The text of a page that is a folder's. */
    String page(URI uri, String folder) throws IOException {
        HttpResponse<byte[]> response = send(request(uri), told -> MAX_INDEX);
        return switch (response.statusCode()) {
            case 200 -> new String(response.body(), StandardCharsets.UTF_8);
            case 404, 410 -> throw new NoSuchFileException(folder);
            default -> throw failure(folder, response.statusCode());
        };
    }

    /** The file with the version that the server has now. */
    RemoteFile describe(RemoteFile file) throws IOException {
        if (describe(file.path(), URI.create(file.location())) instanceof RemoteFile now) {
            return new RemoteFile(file.path(), now.size(), file.modified(), now.version(), file.location());
        }
        throw new ChangedException(file.path() + " is gone");
    }

    @Nullable RemoteEntry describe(String path, URI uri) throws IOException {
        HttpResponse<byte[]> response = send(request(uri).HEAD().header("Accept-Encoding", "identity"), told -> 0);
        if (response.statusCode() == 404 || response.statusCode() == 410) {
            return null;
        }
        if (response.statusCode() != 200) {
            throw failure(path, response.statusCode());
        }
        if (response.uri().getPath().endsWith("/")) {
            return new RemoteFolder(path, Instant.EPOCH);
        }
        long size = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (size < 0) {
            throw new IOException(path + ": the server does not tell its size");
        }
        return new RemoteFile(path, size, modified(response), version(response), uri.toString());
    }

    private static Instant modified(HttpResponse<?> response) {
        try {
            return response.headers()
                    .firstValue("Last-Modified")
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant())
                    .orElse(Instant.EPOCH);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** What tells this content from others: the ETag, or else the time; empty where the server tells neither. */
    static String version(HttpResponse<?> response) {
        return response.headers()
                .firstValue("ETag")
                .or(() -> response.headers().firstValue("Last-Modified").map(LAST_MODIFIED::concat))
                .orElse("");
    }

    /** Whether two versions can be compared: a server may tell a time once, and an ETag another time. */
    static boolean sameKind(String one, String other) {
        return one.startsWith(LAST_MODIFIED) == other.startsWith(LAST_MODIFIED);
    }

    static IOException failure(String what, int status) {
        return switch (status) {
            case 404, 410, 412, 416 -> new ChangedException(what + " is gone, or has changed (" + status + ")");
            case 401, 403, 407 -> new AccessDeniedException(what, null, "the server says " + status);
            case 408, 425, 429 -> new UnavailableException(what + ": the server says " + status);
            default ->
                status >= 500
                        ? new UnavailableException(what + ": the server says " + status)
                        : new IOException(what + ": the server says " + status);
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
