package dev.cleat.archive;

import dev.cleat.vfs.Name;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The targets of symbolic links: in a tar file they stand in the header, in a zip file they are the contents. */
final class Links {
    private static final int MAX_TARGET = 4096;

    private Links() {}

    static Name target(OpenArchive archive, int link) throws IOException {
        Name told = archive.catalog().target(link);
        if (told != null) {
            return told;
        }
        long size = archive.catalog().size(link);
        if (size > MAX_TARGET) {
            throw new ArchiveException("a link has a target of " + size + " bytes");
        }
        ByteBuffer target = ByteBuffer.allocate((int) size);
        if (size > 0) {
            archive.read(link, 0, target);
        }
        return Name.of(target.flip());
    }
}
