package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * READDIR: list a directory (RFC 1813 §3.3.16).
 *
 * @param cookie 0 to start, or that of the entry to go on behind
 * @param verifier 0 to start, or as it was answered
 * @param count at most so many bytes of {@link Ok}, status not included; clamped to 2^31-1
 */
public record ReadDir(Opaque directory, long cookie, long verifier, int count) implements Request<ReadDir.Result> {
    public static final Procedure<ReadDir, Result> PROCEDURE = Procedure.of(
            Nfs3.VERSION, 16, "READDIR", ReadDir::decode, Result::decode, Trait.IDEMPOTENT, Trait.BULK_REPLY);

    static ReadDir decode(XdrReader in) throws XdrException {
        return new ReadDir(Nfs3.readHandle(in), in.readLong(), in.readLong(), in.readClamped());
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(directory);
        out.writeLong(cookie);
        out.writeLong(verifier);
        out.writeInt(count);
    }

    @Override
    public Procedure<ReadDir, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            Attributes directory = Fattr.decodeOptional(in);
            if (status != Status.OK) {
                return new Failed(status, directory);
            }
            long verifier = in.readLong();
            List<Entry> entries = new ArrayList<>();
            while (in.readBoolean()) {
                entries.add(Entry.decode(in));
            }
            return new Ok(directory, verifier, entries, in.readBoolean());
        }
    }

    /**
     * @param eof whether the last entry is the directory's last
     */
    public record Ok(@Nullable Attributes directory, long verifier, List<Entry> entries, boolean eof)
            implements Result {
        public Ok {
            entries = List.copyOf(entries);
        }

        /** What {@link #count} counts if there are no entries, in bytes: attributes, verifier, the list's end, and eof. */
        public static int encodedSize(@Nullable Attributes directory) {
            return Fattr.encodedSize(directory) + 8 + 4 + 4;
        }

        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            Fattr.encodeOptional(out, directory);
            out.writeLong(verifier);
            for (Entry entry : entries) {
                entry.encode(out);
            }
            out.writeBoolean(false);
            out.writeBoolean(eof);
        }
    }

    /**
     * {@code entry3}, with the mark before it that says that it follows.
     *
     * @param cookie where to go on behind this entry
     */
    public record Entry(long fileId, Name name, long cookie) {
        /** What an entry of this name adds to the answer, in bytes. */
        public static int encodedSize(Name name) {
            return 4 + 8 + Nfs3.encodedSize(name) + 8;
        }

        private static Entry decode(XdrReader in) throws XdrException {
            return new Entry(in.readLong(), Nfs3.readName(in), in.readLong());
        }

        private void encode(XdrWriter out) {
            out.writeBoolean(true);
            out.writeLong(fileId);
            Nfs3.writeName(out, name);
            out.writeLong(cookie);
        }
    }

    public record Failed(Status status, @Nullable Attributes directory) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
            Fattr.encodeOptional(out, directory);
        }
    }
}
