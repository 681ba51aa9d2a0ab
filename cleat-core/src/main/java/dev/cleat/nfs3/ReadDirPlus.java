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
 * READDIRPLUS: list a directory, with attributes and handles (RFC 1813 §3.3.17).
 *
 * @param cookie 0 to start, or that of the entry to go on behind
 * @param verifier 0 to start, or as it was answered
 * @param directoryCount at most so many bytes of entries without their attributes and handles; a hint, clamped to 2^31-1
 * @param maxCount at most so many bytes of {@link Ok}, status not included; clamped to 2^31-1
 */
public record ReadDirPlus(Opaque directory, long cookie, long verifier, int directoryCount, int maxCount)
        implements Request<ReadDirPlus.Result> {
    public static final Procedure<ReadDirPlus, Result> PROCEDURE = Procedure.of(
            Nfs3.VERSION, 17, "READDIRPLUS", ReadDirPlus::decode, Result::decode, Trait.IDEMPOTENT, Trait.BULK_REPLY);

    static ReadDirPlus decode(XdrReader in) throws XdrException {
        return new ReadDirPlus(Nfs3.readHandle(in), in.readLong(), in.readLong(), in.readClamped(), in.readClamped());
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(directory);
        out.writeLong(cookie);
        out.writeLong(verifier);
        out.writeInt(directoryCount);
        out.writeInt(maxCount);
    }

    @Override
    public Procedure<ReadDirPlus, Result> procedure() {
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

        /** What {@link #maxCount} counts if there are no entries, in bytes. */
        public static int encodedSize(@Nullable Attributes directory) {
            return ReadDir.Ok.encodedSize(directory);
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
     * {@code entryplus3}, with the mark before it that says that it follows.
     *
     * @param cookie where to go on behind this entry
     * @param attributes null where a client has to ask GETATTR
     * @param handle null where a client has to ask LOOKUP
     */
    public record Entry(
            long fileId,
            Name name,
            long cookie,
            @Nullable Attributes attributes,
            @Nullable Opaque handle) {
        /** What this entry adds to {@link #maxCount}, in bytes. */
        public int encodedSize() {
            return directorySize() + Fattr.encodedSize(attributes) + Nfs3.encodedSize(handle);
        }

        /** What this entry adds to {@link #directoryCount}, in bytes. */
        public int directorySize() {
            return ReadDir.Entry.encodedSize(name);
        }

        private static Entry decode(XdrReader in) throws XdrException {
            return new Entry(
                    in.readLong(),
                    Nfs3.readName(in),
                    in.readLong(),
                    Fattr.decodeOptional(in),
                    Nfs3.readOptionalHandle(in));
        }

        private void encode(XdrWriter out) {
            out.writeBoolean(true);
            out.writeLong(fileId);
            Nfs3.writeName(out, name);
            out.writeLong(cookie);
            Fattr.encodeOptional(out, attributes);
            Nfs3.writeOptionalHandle(out, handle);
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
