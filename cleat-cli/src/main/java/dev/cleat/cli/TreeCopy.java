package dev.cleat.cli;

import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.Consumer;

/**
 * Copies files and what is in directories, one after the other. What fails is said, and the rest is copied.
 *
 * @param recursive whether directories are copied
 * @param keep whether permissions and times are
 * @param complain hears of each failure
 */
record TreeCopy(boolean recursive, boolean keep, Consumer<IOException> complain) {
    private static final int BYTES = 1 << 20;
    /** Deeper trees are a server's joke, or a copy into itself. */
    private static final int MOST_DEPTH = 500;

    /** Copies to exactly this place. */
    void copy(Place from, Place to) throws IOException {
        copy(from, to, 0);
    }

    private void copy(Place from, Place to, int depth) throws IOException {
        Place.Kind kind = from.kind(!recursive);
        if (kind == null) {
            throw new VfsException(VfsError.NOENT, shown(from));
        }
        switch (kind.type()) {
            case REGULAR -> copyFile(from, to);
            case DIRECTORY -> copyDirectory(from, to, depth);
            case SYMBOLIC_LINK -> to.makeLink(from.link());
            case BLOCK_DEVICE, CHARACTER_DEVICE, FIFO, SOCKET ->
                throw new IOException(shown(from) + " is neither a file, a directory nor a link: left out");
        }
        if (keep && kind.type() != FileType.SYMBOLIC_LINK) {
            to.keep(kind);
        }
    }

    private static String shown(Place place) {
        return String.valueOf(place.name());
    }

    private static void copyFile(Place from, Place to) throws IOException {
        try (ReadableByteChannel in = from.read();
                WritableByteChannel out = to.write()) {
            ByteBuffer buffer = ByteBuffer.allocate(BYTES);
            while (in.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
        }
    }

    private void copyDirectory(Place from, Place to, int depth) throws IOException {
        if (!recursive) {
            throw new VfsException(VfsError.ISDIR, shown(from) + " (-r copies directories)");
        }
        if (depth == MOST_DEPTH) {
            throw new IOException(shown(from) + " is nested too deep");
        }
        to.makeDirectory();
        for (Name name : from.names()) {
            try {
                copy(from.child(name), to.child(name), depth + 1);
            } catch (IOException e) {
                complain.accept(e);
            }
        }
    }
}
