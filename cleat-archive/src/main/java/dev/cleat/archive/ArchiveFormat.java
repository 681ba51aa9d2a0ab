package dev.cleat.archive;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What kind of archive a file is, told by what is in it, not by its name. */
enum ArchiveFormat {
    ZIP,
    TAR,
    GZIPPED_TAR;

    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int ZIP_MAGIC = 0x504B0304;

    /**
     * @param size of the file
     * @throws ArchiveException where it is none that we know
     */
    static ArchiveFormat of(Data data, long size) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(TarHeader.BYTES);
        int read = data.read(0, start);
        if (read >= 2 && Short.toUnsignedInt(start.getShort(0)) == GZIP_MAGIC) {
            return GZIPPED_TAR;
        }
        TarHeader header = new TarHeader(start.array());
        if (read == TarHeader.BYTES && ((header.isSound() && !header.isEmpty()) || isEmptyTar(header, size))) {
            return TAR;
        }
        if (read < Integer.BYTES || start.getInt(0) != ZIP_MAGIC) {
            ZipEnd.find(data, size); // behind something else
        }
        return ZIP;
    }

    private static boolean isEmptyTar(TarHeader header, long size) {
        return header.isEmpty() && size % TarHeader.BYTES == 0;
    }
}
