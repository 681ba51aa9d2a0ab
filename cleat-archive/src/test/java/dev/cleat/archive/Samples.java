package dev.cleat.archive;

import dev.cleat.vfs.testkit.SampleTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Archives of the {@link SampleTree}, written by somebody else's program. */
final class Samples {
    private Samples() {}

    static Path zip(Path folder, boolean directories, int method) throws IOException {
        Path archive = Files.createTempFile(folder, "sample", ".zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            zip.setMethod(method);
            for (String path : SampleTree.DIRECTORIES) {
                if (directories || path.equals("hollow")) {
                    ZipArchiveEntry entry = new ZipArchiveEntry(path + "/");
                    entry.setMethod(ZipArchiveEntry.STORED);
                    entry.setSize(0);
                    entry.setCrc(0);
                    zip.putArchiveEntry(entry);
                    zip.closeArchiveEntry();
                }
            }
            for (Map.Entry<String, byte[]> file : SampleTree.FILES.entrySet()) {
                zip(zip, new ZipArchiveEntry(file.getKey()), file.getValue());
            }
        }
        return archive;
    }

    static void zip(ZipArchiveOutputStream zip, ZipArchiveEntry entry, byte[] contents) throws IOException {
        entry.setSize(contents.length);
        CRC32 crc = new CRC32();
        crc.update(contents);
        entry.setCrc(crc.getValue());
        zip.putArchiveEntry(entry);
        zip.write(contents);
        zip.closeArchiveEntry();
    }

    static Path tar(Path folder) throws IOException {
        Path archive = Files.createTempFile(folder, "sample", ".tar");
        try (OutputStream out = Files.newOutputStream(archive)) {
            tar(out);
        }
        return archive;
    }

    static Path gzippedTar(Path folder) throws IOException {
        Path archive = Files.createTempFile(folder, "sample", ".tgz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
            tar(out);
        }
        return archive;
    }

    private static void tar(OutputStream out) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            for (String path : SampleTree.DIRECTORIES) {
                tar.putArchiveEntry(new TarArchiveEntry(path + "/"));
                tar.closeArchiveEntry();
            }
            for (Map.Entry<String, byte[]> file : SampleTree.FILES.entrySet()) {
                tar(tar, new TarArchiveEntry(file.getKey()), file.getValue());
            }
        }
    }

    static void tar(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] contents) throws IOException {
        entry.setSize(contents.length);
        tar.putArchiveEntry(entry);
        tar.write(contents);
        tar.closeArchiveEntry();
    }
}
