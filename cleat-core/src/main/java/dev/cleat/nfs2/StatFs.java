package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Space;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** STATFS: how full a file system is (RFC 1094 §2.2.18). */
public record StatFs(Opaque object) implements Request<StatFs.Result> {
    public static final Procedure<StatFs, Result> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 17, "STATFS", StatFs::decode, Result::decode, Trait.IDEMPOTENT);

    static StatFs decode(XdrReader in) throws XdrException {
        return new StatFs(Nfs2.readHandle(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, object);
    }

    @Override
    public Procedure<StatFs, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            return status == Status.OK
                    ? new Ok(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt())
                    : new Failed(status);
        }
    }

    /**
     * @param transferSize the best length of READ and WRITE, in bytes
     * @param blockSize in bytes
     * @param blocks the size of the file system
     * @param freeBlocks what is free
     * @param availableBlocks what is free for callers without privilege
     */
    public record Ok(int transferSize, int blockSize, int blocks, int freeBlocks, int availableBlocks)
            implements Result {
        private static final int SMALLEST_BLOCK = 4096;

        /** Larger ones a signed integer could not hold. */
        private static final int LARGEST_BLOCK = 1 << 30;

        /** In blocks so large that their number fits into 31 bits. */
        public static Ok of(Space space) {
            int block = SMALLEST_BLOCK;
            while (block < LARGEST_BLOCK && Long.divideUnsigned(space.totalBytes(), block) > Integer.MAX_VALUE) {
                block <<= 1;
            }
            return new Ok(
                    Nfs2.DATA_BYTES,
                    block,
                    blocks(space.totalBytes(), block),
                    blocks(space.freeBytes(), block),
                    blocks(space.availableBytes(), block));
        }

        private static int blocks(long bytes, int block) {
            return (int) Math.min(Long.divideUnsigned(bytes, block), Integer.MAX_VALUE);
        }

        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            out.writeInt(transferSize);
            out.writeInt(blockSize);
            out.writeInt(blocks);
            out.writeInt(freeBlocks);
            out.writeInt(availableBlocks);
        }
    }

    public record Failed(Status status) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
        }
    }
}
