package dev.cleat.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose locale knows nothing but ASCII. */
class LocaleTest {
    @TempDir
    Path folder;

    @Test
    void namesAreExactInEveryLocale() throws Exception {
        assumeTrue(File.separatorChar == '/', "it is not a system where the locale matters");
        String[] names = {"größe", "尺寸", "plain", "a%20b", "\uD83D\uDEA2"};
        for (String name : names) {
            assertThat(listedBy(Name.of(name))).contains(hex(Name.of(name)));
        }
        byte[] noText = {(byte) 0xff, 'x', (byte) 0x80};
        assertThat(listedBy(Name.of(noText))).contains(hex(Name.of(noText)));
    }

    private String listedBy(Name made) throws IOException, InterruptedException {
        String classes = location(NioVfs.class)
                + File.pathSeparator
                + location(Vfs.class)
                + File.pathSeparator
                + Path.of("target", "test-classes").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes,
                MakeAndList.class.getName(),
                folder.toString(),
                hex(made));
        builder.environment().put("LC_ALL", "C");
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Path location(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static String hex(Name name) {
        return HexFormat.of().formatHex(name.toBytes());
    }

    /** Makes a file, and a link to it, and prints what it then finds. */
    static final class MakeAndList {
        private MakeAndList() {}

        public static void main(String[] arguments) throws IOException {
            Name name = Name.of(HexFormat.of().parseHex(arguments[1]));
            try (NioVfs vfs = NioVfs.of(Path.of(arguments[0]))) {
                FileId root = vfs.root();
                Node file = vfs.create(root, name, new NewObject.RegularFile(SetAttributes.NONE), Caller.ROOT);
                Node link = vfs.create(
                        root, Name.of("link"), new NewObject.SymbolicLink(name, SetAttributes.NONE), Caller.ROOT);
                check(vfs.lookup(root, name, Caller.ROOT).id().equals(file.id()));
                check(vfs.readLink(link.id(), Caller.ROOT).equals(name));
                vfs.remove(root, Name.of("link"), Caller.ROOT);
                vfs.list(root, 0, Caller.ROOT, new Listing() {
                    @Override
                    public boolean wantsNodes() {
                        return false;
                    }

                    @Override
                    public boolean add(Name listed, long fileId, long cookie, @Nullable Node node) {
                        System.out.println(hex(listed));
                        return true;
                    }
                });
            }
        }

        private static void check(boolean holds) {
            if (!holds) {
                throw new IllegalStateException();
            }
        }
    }
}
