package dev.cleat.cli;

import dev.cleat.client.NfsClient;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.auth.Credential;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** The command {@code serve}, as somebody types it on a host whose files are these, until it is closed. */
final class ServedHost implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready nfs=(\\d+) mount=(\\d+) portmap=");

    private final Output output = new Output();
    private final Thread running;
    private int port;
    private int mountPort;

    /** What the command prints; lets go of whoever waits when it is ready, or has ended. */
    private static final class Output extends ByteArrayOutputStream {
        private final CountDownLatch ready = new CountDownLatch(1);

        @Override
        public void flush() {
            if (READY.matcher(text()).find()) {
                ready.countDown();
            }
        }

        String text() {
            return toString(StandardCharsets.UTF_8);
        }
    }

    ServedHost(FileSystem files, Path state, String... arguments) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of("--port=0", "--portmap=off", "--state=" + state));
        words.addAll(List.of(arguments));
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        Serve serve = new Serve(files, out);
        running = Thread.ofPlatform().name("serve").start(() -> {
            new CommandLine(serve)
                    .setErr(new PrintWriter(output, true, StandardCharsets.UTF_8))
                    .setExecutionExceptionHandler((end, command, parsed) -> 0)
                    .execute(words.toArray(String[]::new));
            output.ready.countDown();
        });
        if (!output.ready.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not ready: " + output.text());
        }
        Matcher ready = READY.matcher(output.text());
        if (!ready.find()) {
            throw new IllegalStateException("ended: " + output.text());
        }
        port = Integer.parseInt(ready.group(1));
        mountPort = Integer.parseInt(ready.group(2));
    }

    int port() {
        return port;
    }

    /** A client with this user's numbers. */
    NfsClient client(Protocol protocol, int user, int group) {
        return NfsClient.builder(InetAddress.getLoopbackAddress())
                .protocol(protocol)
                .port(Nfs3.VERSION.program(), port)
                .mountPort(mountPort)
                .credential(new Credential.Sys(0, "test", user, group, List.of()))
                .build();
    }

    String printed() {
        return output.text();
    }

    @Override
    public void close() {
        running.interrupt();
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
