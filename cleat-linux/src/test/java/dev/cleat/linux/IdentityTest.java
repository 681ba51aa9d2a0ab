package dev.cleat.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.ServingThread;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the kernel takes a thread for. */
class IdentityTest {
    private static final int THREADS = 4;
    /** A million with -Dcleat.identity.calls=1000000. */
    private static final int CALLS = Integer.getInteger("cleat.identity.calls", 40_000);

    private static final Caller ANN = new Caller(3001, 4001, 5001);
    private static final Caller BOB = new Caller(3002, 4002, 5002, 5003);

    @TempDir
    Path folder;

    private LinuxVfs vfs;
    private VfsUser root;

    @BeforeEach
    void open() throws IOException {
        HostUser.assumeRoot();
        vfs = LinuxVfs.open(folder, LinuxOptions.DEFAULT);
        root = new VfsUser(vfs, Caller.ROOT);
    }

    @AfterEach
    void close() throws IOException {
        if (vfs != null) {
            vfs.close();
        }
    }

    private record Owned(VfsUser user, FileId home, FileId diary) {}

    private Owned prepare(Caller caller) throws IOException {
        VfsUser user = root.as(caller);
        FileId home = root.directory(vfs.root(), "home-" + caller.uid(), 0777).id();
        FileId diary = user.file(home, "diary", 0600).id();
        user.write(diary, 0, "dear diary");
        return new Owned(user, home, diary);
    }

    @Test
    void interleavedCallsNeverActAsTheOther() throws Exception {
        Owned ann = prepare(ANN);
        Owned bob = prepare(BOB);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = IntStream.range(0, THREADS)
                .<Thread>mapToObj(number -> new ServingThread(
                        () -> {
                            try {
                                interleave(ann, bob, number);
                            } catch (Throwable e) {
                                failures.add(e);
                            }
                        },
                        "interleaving-" + number))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    private static void interleave(Owned ann, Owned bob, int number) throws IOException {
        Random random = new Random(number);
        for (int call = 0; call < CALLS / THREADS; call++) {
            boolean annsTurn = random.nextBoolean();
            Owned me = annsTurn ? ann : bob;
            Owned other = annsTurn ? bob : ann;
            switch (random.nextInt(4)) {
                case 0 -> assertThat(me.user.text(me.diary)).isEqualTo("dear diary");
                case 1 ->
                    assertThatExceptionOfType(VfsException.class)
                            .isThrownBy(() -> me.user.text(other.diary))
                            .matches(e -> e.error() == VfsError.ACCES);
                case 2 -> {
                    String name = number + "-" + call;
                    Attributes made = me.user.file(other.home, name).attributes();
                    assertThat(made.uid()).isEqualTo(me.user.caller().uid());
                    assertThat(made.gid()).isEqualTo(me.user.caller().gid());
                    me.user.remove(other.home, name);
                }
                default ->
                    assertThatExceptionOfType(VfsException.class)
                            .isThrownBy(() -> me.user.write(other.diary, 0, "forged"))
                            .matches(e -> e.error() == VfsError.ACCES);
            }
        }
    }

    @Test
    void aSupplementaryGroupOpensWhatItMay() throws IOException {
        FileId shared = root.file(vfs.root(), "shared", 0040).id();
        root.set(shared, SetAttributes.owner(0, 5003));
        assertThat(root.as(BOB).text(shared)).isEmpty();
        assertThatExceptionOfType(VfsException.class)
                .isThrownBy(() -> root.as(ANN).text(shared));
    }

    @Test
    void anAccessListDecidesAsOnTheHost() throws Exception {
        FileId listed = root.file(vfs.root(), "listed", 0600).id();
        assertThat(vfs.access(listed, vfs.attributes(listed), ANN)).isZero();
        AccessList.letRead(folder.resolve("listed"), ANN.uid());
        assertThat(root.as(ANN).text(listed)).isEmpty();
        assertThat(vfs.access(listed, vfs.attributes(listed), ANN)).isEqualTo(4);
        assertThat(vfs.attributes(listed).mode())
                .as("the group's bits show the mask")
                .isEqualTo(0640);
        Caller member = new Caller(3003, 0);
        assertThatExceptionOfType(VfsException.class)
                .isThrownBy(() -> root.as(member).text(listed));
    }

    @Test
    void aUserWhomTheKernelDoesNotKnowGetsNothing() throws IOException {
        root.set(vfs.root(), SetAttributes.mode(0777));
        Caller nobodyAtAll = new Caller(-1, 100);
        assertThatExceptionOfType(VfsException.class)
                .isThrownBy(() -> root.as(nobodyAtAll).file(vfs.root(), "forged"))
                .matches(e -> e.error() == VfsError.ACCES);
    }

    @Test
    void othersThreadsAreLeftAsTheyWere() throws IOException {
        String before = status();
        root.set(vfs.root(), SetAttributes.mode(0777));
        root.as(ANN).file(vfs.root(), "anns");
        assertThat(status()).isEqualTo(before);
    }

    private static String status() throws IOException {
        return String.join(
                "\n",
                Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                        .filter(line -> line.matches("(Umask|Uid|Gid|Groups|Cap.*):.*"))
                        .toList());
    }

    @Test
    void aServingThreadKeepsNoRightToPassQuotas() throws Exception {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        Thread thread = new ServingThread(
                () -> {
                    try {
                        root.file(vfs.root(), "made");
                        lines.add(status());
                    } catch (IOException e) {
                        lines.add(e.toString());
                    }
                },
                "serving");
        thread.start();
        thread.join();
        String effective = lines.remove().replaceAll("(?s).*CapEff:\\s*(\\p{XDigit}+).*", "$1");
        long capabilities = Long.parseLong(effective, 16);
        assertThat(capabilities & (1 << Capabilities.SYS_RESOURCE | 1 << Capabilities.FSETID))
                .isZero();
    }

    @Test
    void virtualThreadsAreRefused() throws Exception {
        Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        vfs.attributes(vfs.root());
                    } catch (IOException | RuntimeException e) {
                        thrown.add(e);
                    }
                })
                .join();
        assertThatIllegalStateException().isThrownBy(() -> {
            throw (RuntimeException) thrown.remove();
        });
    }
}
