package dev.cleat.remote.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web server that knows ranges and ETags, and does wrong what it is told to, once for each fault. */
final class FaultyServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final Map<String, String> tags = new ConcurrentHashMap<>();
    final Map<String, String> pages = new ConcurrentHashMap<>();
    final Deque<Fault> faults = new ArrayDeque<>();
    final List<String> seen = new CopyOnWriteArrayList<>();
    final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    enum Fault {
        ERROR,
        CUT,
        WRONG_RANGE,
        NO_RANGE,
        OTHER_TAG,
        REDIRECT,
        FORBIDDEN,
        NEVER
    }

    FaultyServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void index(String... lines) {
        files.put(
                "/index",
                (TextIndex.FIRST_LINE + "\n" + String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private synchronized Fault next(String path) {
        return path.equals("/index") ? null : faults.poll();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            seen.add(exchange.getRequestMethod() + " " + path + " "
                    + exchange.getRequestHeaders().getFirst("Range") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            String page = pages.get(path);
            byte[] contents = page == null ? files.get(path) : page.getBytes(StandardCharsets.UTF_8);
            if (contents == null) {
                boolean isFolder = pages.containsKey(path + "/");
                exchange.getResponseHeaders().set("Location", path + "/");
                exchange.sendResponseHeaders(isFolder ? 301 : 404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", page == null ? "application/octet-stream" : "text/html");
            answer(exchange, path, contents, next(path));
        }
    }

    private void answer(HttpExchange exchange, String path, byte[] contents, Fault fault) throws IOException {
        String tag = fault == Fault.OTHER_TAG
                ? "\"other\""
                : tags.getOrDefault(path, "\"" + Arrays.hashCode(contents) + "\"");
        exchange.getResponseHeaders().set("ETag", tag);
        String wanted = exchange.getRequestHeaders().getFirst("If-Match");
        Matcher range =
                RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        if (fault == Fault.ERROR || fault == Fault.FORBIDDEN) {
            exchange.sendResponseHeaders(fault == Fault.ERROR ? 503 : 403, -1);
        } else if (fault == Fault.REDIRECT) {
            exchange.getResponseHeaders()
                    .set(
                            "Location",
                            "http://localhost:" + server.getAddress().getPort()
                                    + exchange.getRequestURI().getRawPath());
            exchange.sendResponseHeaders(302, -1);
        } else if (fault == Fault.NEVER) {
            awaitRelease();
        } else if (wanted != null && !wanted.equals(tag) && fault != Fault.OTHER_TAG) {
            exchange.sendResponseHeaders(412, -1);
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(contents.length));
            exchange.sendResponseHeaders(200, -1);
        } else if (!range.matches() || fault == Fault.NO_RANGE) {
            send(exchange, 200, contents, contents.length);
        } else {
            int from = Integer.parseInt(range.group(1)) + (fault == Fault.WRONG_RANGE ? 1 : 0);
            int to = Math.min(contents.length, Integer.parseInt(range.group(2)) + 1);
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + contents.length);
            byte[] part = Arrays.copyOfRange(contents, from, to);
            send(exchange, 206, part, fault == Fault.CUT ? part.length / 2 : part.length);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes, int sent) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        OutputStream body = exchange.getResponseBody();
        body.write(bytes, 0, sent);
        body.flush();
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
