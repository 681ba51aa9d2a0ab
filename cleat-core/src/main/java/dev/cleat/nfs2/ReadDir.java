package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * READDIR: list a directory (RFC 1094 §2.2.17).
 *
 * @param cookie 0 to start, or that of the entry to go on behind
 * @param count at most so many bytes of results; clamped to 2^31-1
 */
public record ReadDir(Opaque directory, int cookie, int count) implements Request<ReadDir.Result> {
    public static final Procedure<ReadDir, Result> PROCEDURE = Procedure.of(
            Nfs2.VERSION, 16, "READDIR", ReadDir::decode, Result::decode, Trait.IDEMPOTENT, Trait.BULK_REPLY);

    static ReadDir decode(XdrReader in) throws XdrException {
        return new ReadDir(Nfs2.readHandle(in), in.readInt(), in.readClamped());
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, directory);
        out.writeInt(cookie);
        out.writeInt(count);
    }

    @Override
    public Procedure<ReadDir, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            if (status != Status.OK) {
                return new Failed(status);
            }
            List<Entry> entries = new ArrayList<>();
            while (in.readBoolean()) {
                entries.add(Entry.decode(in));
            }
            return new Ok(entries, in.readBoolean());
        }
    }

    /**
     * @param eof whether the last entry is the directory's last
     */
    public record Ok(List<Entry> entries, boolean eof) implements Result {
        /** What {@link #count} counts if there are no entries, in bytes: status, the list's end, and eof. */
        public static final int BYTES = 4 + 4 + 4;

        public Ok {
            entries = List.copyOf(entries);
        }

        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            for (Entry entry : entries) {
                entry.encode(out);
            }
            out.writeBoolean(false);
            out.writeBoolean(eof);
        }
    }

    /**
     * {@code entry}, with the mark before it that says that it follows.
     *
     * @param cookie where to go on behind this entry
     */
    public record Entry(int fileId, Name name, int cookie) {
        /** What an entry of this name adds to the answer, in bytes. */
        public static int encodedSize(Name name) {
            int length = name.length();
            return 4 + 4 + (4 + length + (-length & 3)) + 4;
        }

        private static Entry decode(XdrReader in) throws XdrException {
            return new Entry(in.readInt(), Nfs2.readName(in), in.readInt());
        }

        private void encode(XdrWriter out) {
            out.writeBoolean(true);
            out.writeInt(fileId);
            Nfs2.writeName(out, name);
            out.writeInt(cookie);
        }
    }

    public record Failed(Status status) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
        }
    }
}
