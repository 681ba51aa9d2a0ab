package dev.cleat.cli;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where something is copied from or to: on this machine or on a server. */
interface Place {
    /**
     * What is there.
     *
     * @param mode the twelve permission bits
     */
    record Kind(FileType type, int mode, Instant modified) {
        static Kind of(Attributes attributes) {
            return new Kind(attributes.type(), attributes.mode() & Attributes.MODE_MASK, attributes.modified());
        }
    }

    /**
     * Null where nothing is.
     *
     * @param follow whether a link is followed
     */
    @Nullable Kind kind(boolean follow) throws IOException;

    /** The last name of the path; null where it has none. */
    @Nullable Name name();

    /**
     * An entry of the directory here.
     *
     * @throws IOException if there can be none of this name
     */
    Place child(Name name) throws IOException;

    /** Of the directory here. */
    List<Name> names() throws IOException;

    Name link() throws IOException;

    ReadableByteChannel read() throws IOException;

    /** Makes a file, or empties it. */
    WritableByteChannel write() throws IOException;

    /** Unless it is there. */
    void makeDirectory() throws IOException;

    void makeLink(Name target) throws IOException;

    /** Takes over permissions and time of change. */
    void keep(Kind kind) throws IOException;
}
