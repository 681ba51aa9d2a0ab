package dev.cleat.rpc.transport;

import static dev.cleat.rpc.Messages.call;
import static dev.cleat.rpc.Messages.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.TestProgram;
import dev.cleat.vfs.hash.SipHash;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process of its own, because the limit is the process's. */
@Timeout(60)
class DescriptorsTest {
    private static final int DESCRIPTORS = 64;

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "ulimit -n is how descriptors are limited")
    void acceptingGoesOnAfterDescriptorsRanOut() throws Exception {
        Process process = serve();
        List<Peer> flood = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(out.readLine()));
            for (int i = 0; i < 2 * DESCRIPTORS; i++) {
                flood.add(new Peer(address));
            }
            assertThat(answers(flood.getFirst())).isTrue();
            Peer last = flood.removeLast();
            for (Peer peer : flood) {
                peer.close();
            }
            assertThat(answers(last)).isTrue();
            last.close();
            try (Peer next = new Peer(address)) {
                assertThat(answers(next)).isTrue();
            }
        } finally {
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        assertThat(process.exitValue()).isZero();
    }

    private static boolean answers(Peer peer) throws IOException {
        peer.call(call(1, TestProgram.INLINE, 5));
        return Arrays.equals(peer.hear(), success(1, 5));
    }

    private static Process serve() throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        String path = Stream.of(RpcServer.class, TestProgram.class, SipHash.class)
                .map(DescriptorsTest::folderOf)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        String command = "ulimit -n " + DESCRIPTORS + " && exec '" + java + "' -XX:-MaxFDLimit -XX:+UseSerialGC -cp '"
                + path + "' " + ServeAlone.class.getName();
        return new ProcessBuilder("sh", "-c", command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Where a class was loaded from. */
    private static String folderOf(Class<?> type) {
        String name = "/" + type.getName().replace('.', '/') + ".class";
        String url = String.valueOf(type.getResource(type.getSimpleName() + ".class"));
        if (url.startsWith("jar:")) {
            return Path.of(URI.create(url.substring("jar:".length(), url.indexOf("!/"))))
                    .toString();
        }
        return Path.of(URI.create(url.substring(0, url.length() - name.length()) + "/"))
                .toString();
    }
}
