package dev.cleat.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Caller;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class HostUsersTest {
    @Test
    void theGroupsAreThoseThatTheHostTells() throws Exception {
        try (HostUsers users = HostUsers.open()) {
            Caller root = users.find(0);

            assertThat(root).isNotNull();
            assertThat(root.uid()).isZero();
            assertThat(String.valueOf(root.gid())).isEqualTo(said("id", "-g", "root"));
            assertThat(IntStream.range(0, root.groupCount())
                            .mapToObj(i -> String.valueOf(root.group(i)))
                            .collect(Collectors.toSet()))
                    .isEqualTo(Set.copyOf(Arrays.asList(said("id", "-G", "root").split(" "))));
        }
    }

    @Test
    void aNumberThatNobodyHasIsNobodys() throws Exception {
        try (HostUsers users = HostUsers.open()) {
            assertThat(users.find(-559038737)).isNull();
        }
    }

    @Test
    void virtualThreadsMayAsk() throws Exception {
        try (HostUsers users = HostUsers.open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Caller> found = threads.submit(() -> users.find(0));

            assertThat(found.get()).isEqualTo(users.find(0));
        }
    }

    private static String said(String... command) throws Exception {
        Process process = new ProcessBuilder(command).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).trim();
    }
}
