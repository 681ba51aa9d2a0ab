package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Attributes;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** FSINFO: what a server can do with a file system, and how it likes to be asked (RFC 1813 §3.3.19). */
public record FsInfo(Opaque object) implements Request<FsInfo.Result> {
    public static final Procedure<FsInfo, Result> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 19, "FSINFO", FsInfo::decode, Result::decode, Trait.IDEMPOTENT);

    /** Hard links can be made. */
    public static final int LINK = 0x01;
    /** Symbolic links can be made. */
    public static final int SYMLINK = 0x02;
    /** PATHCONF answers the same for every object. */
    public static final int HOMOGENEOUS = 0x08;
    /** SETATTR can set times as precisely as {@link Ok#timeDelta} says. */
    public static final int CANSETTIME = 0x10;

    static FsInfo decode(XdrReader in) throws XdrException {
        return new FsInfo(Nfs3.readHandle(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(object);
    }

    @Override
    public Procedure<FsInfo, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            Attributes attributes = Fattr.decodeOptional(in);
            return status == Status.OK ? Ok.decode(in, attributes) : new Failed(status, attributes);
        }
    }

    /**
     * @param readMax the longest READ, in bytes
     * @param readPreferred the best length of a READ, in bytes
     * @param readMultiple lengths of READ should be multiples of this
     * @param writeMax the longest WRITE, in bytes
     * @param writePreferred the best length of a WRITE, in bytes
     * @param writeMultiple lengths of WRITE should be multiples of this
     * @param listPreferred the best count of READDIR, in bytes
     * @param maxFileSize in bytes
     * @param timeDelta the smallest difference between two times that is kept
     * @param properties {@link #LINK}, {@link #SYMLINK}, {@link #HOMOGENEOUS} and {@link #CANSETTIME}, or-ed
     */
    public record Ok(
            @Nullable Attributes attributes,
            int readMax,
            int readPreferred,
            int readMultiple,
            int writeMax,
            int writePreferred,
            int writeMultiple,
            int listPreferred,
            long maxFileSize,
            Duration timeDelta,
            int properties)
            implements Result {
        private static Ok decode(XdrReader in, @Nullable Attributes attributes) throws XdrException {
            return new Ok(
                    attributes,
                    in.readClamped(),
                    in.readClamped(),
                    in.readClamped(),
                    in.readClamped(),
                    in.readClamped(),
                    in.readClamped(),
                    in.readClamped(),
                    in.readLong(),
                    Duration.between(Instant.EPOCH, Fattr.decodeTime(in)),
                    in.readInt());
        }

        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            Fattr.encodeOptional(out, attributes);
            out.writeInt(readMax);
            out.writeInt(readPreferred);
            out.writeInt(readMultiple);
            out.writeInt(writeMax);
            out.writeInt(writePreferred);
            out.writeInt(writeMultiple);
            out.writeInt(listPreferred);
            out.writeLong(maxFileSize);
            Fattr.encodeTime(out, Instant.EPOCH.plus(timeDelta));
            out.writeInt(properties);
        }
    }

    public record Failed(Status status, @Nullable Attributes attributes) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
            Fattr.encodeOptional(out, attributes);
        }
    }
}
