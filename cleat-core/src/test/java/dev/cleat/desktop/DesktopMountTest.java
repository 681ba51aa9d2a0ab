package dev.cleat.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cleat.client.NfsClient;
import dev.cleat.client.NfsUrl;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DesktopMountTest {
    /** Says what a system's commands say, and keeps a table of mounts as it does. */
    private static final class FakeSystem implements Programs {
        final List<List<String>> heard = new ArrayList<>();
        final List<String> table = new ArrayList<>(List.of("/dev/sda1 / ext4 rw 0 0"));
        boolean busy;
        boolean refuses;

        @Override
        public Outcome run(List<String> words) {
            heard.add(words);
            return switch (words.getFirst()) {
                case "cat" -> new Outcome(0, String.join("\n", table));
                case "mount" -> mount(words);
                case "umount" -> unmount(words);
                default -> throw new AssertionError(words);
            };
        }

        private Outcome mount(List<String> words) {
            if (refuses) {
                return new Outcome(32, "mount.nfs: Operation not permitted\n");
            }
            table.add(words.get(5) + " " + words.get(6) + " nfs rw,vers=3 0 0");
            return new Outcome(0, "");
        }

        private Outcome unmount(List<String> words) {
            if (busy && !words.contains("-l")) {
                return new Outcome(32, "umount: target is busy.\n");
            }
            table.removeIf(line -> line.contains(" " + words.getLast() + " nfs"));
            return new Outcome(0, "");
        }

        DesktopMount open() throws IOException {
            return DesktopMount.open("photos", new MemoryVfs(), "/mnt", DesktopSystem.LINUX, this);
        }
    }

    private final FakeSystem system = new FakeSystem();

    @Test
    void whatIsServedIsMountedUntilItIsClosed() throws IOException {
        try (DesktopMount mount = system.open()) {
            int port = mount.server().port();
            assertThat(system.table).hasSize(2).last().asString().startsWith("127.0.0.1:/photos /mnt nfs");
            assertThat(system.heard)
                    .anyMatch(words -> words.toString().contains("port=" + port + ",mountport=" + port));
            try (NfsClient client =
                    NfsClient.builder(NfsUrl.parse("nfs://127.0.0.1:" + port)).build()) {
                client.mount(Name.of("/photos"));
            }
        }
        assertThat(system.table).hasSize(1);
    }

    @Test
    void refusalsSayWhatTheSystemSaid() {
        system.refuses = true;
        assertThatIOException().isThrownBy(system::open).withMessageContaining("Operation not permitted");
        assertThat(system.table).hasSize(1);
    }

    @Test
    void whatAKilledProgramLeftIsClearedAway() throws IOException {
        system.table.add("127.0.0.1:/photos /mnt nfs rw,vers=3 0 0");
        system.open().close();
        assertThat(system.heard).contains(List.of("umount", "-f", "-l", "/mnt"));
        assertThat(system.table).hasSize(1);
    }

    @Test
    void otherMountsAreLeftAlone() throws IOException {
        system.table.add("nas:/photos /mnt nfs rw 0 0");
        system.table.add("127.0.0.1:/photos /mnt2 nfs rw 0 0");
        try (DesktopMount mount = system.open()) {
            assertThat(mount.target()).isEqualTo("/mnt");
            assertThat(system.heard).noneMatch(words -> words.getFirst().equals("umount"));
        }
    }

    @Test
    void busyMountsAreUnmountedLazily() throws IOException {
        DesktopMount mount = system.open();
        system.busy = true;
        mount.close();
        mount.close();
        assertThat(system.table).hasSize(1);
    }

    @Test
    void namesInTheTableOfMountsAreEscaped() {
        MountCommand command =
                new MountCommand("::1", "/a b", OptionalInt.empty(), OptionalInt.empty(), true, List.of());
        String line = "[::1]:/a\\040b /mnt/c\\040d nfs ro 0 0";
        assertThat(DesktopSystem.LINUX.isMount(line, command, "/mnt/c d")).isTrue();
        assertThat(DesktopSystem.LINUX.isMount(line, command, "/mnt/c")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void everySystemHasItsWords(DesktopSystem each) {
        MountCommand command =
                new MountCommand("127.0.0.1", "/x", OptionalInt.of(1), OptionalInt.of(2), false, each.options());
        assertThat(each.mount(command, "T")).endsWith("T");
        assertThat(each.unmount("T", true)).endsWith("T").isNotEqualTo(each.unmount("T", false));
    }

    @Test
    void tablesOfOtherSystemsAreRead() {
        MountCommand command =
                new MountCommand("127.0.0.1", "/x", OptionalInt.of(1), OptionalInt.of(2), false, List.of());
        assertThat(DesktopSystem.MACOS.isMount("127.0.0.1:/x on /Users/me/x (nfs, nodev)", command, "/Users/me/x"))
                .isTrue();
        assertThat(DesktopSystem.WINDOWS.isMount("Z:       \\\\127.0.0.1\\x    UID=-2, GID=-2", command, "Z:"))
                .isTrue();
    }
}
