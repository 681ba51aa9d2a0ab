package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** MKNOD: make a device, a socket or a FIFO (RFC 1813 §3.3.11). */
public record MkNod(Opaque directory, Name name, Data data) implements Request<Created> {
    public static final Procedure<MkNod, Created> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 11, "MKNOD", MkNod::decode, Created::decode);

    static MkNod decode(XdrReader in) throws XdrException {
        return new MkNod(Nfs3.readHandle(in), Nfs3.readName(in), Data.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(directory);
        Nfs3.writeName(out, name);
        data.encode(out);
    }

    @Override
    public Procedure<MkNod, Created> procedure() {
        return PROCEDURE;
    }

    /** {@code mknoddata3}: what to make. */
    public sealed interface Data extends XdrEncodable {
        FileType type();

        private static Data decode(XdrReader in) throws XdrException {
            FileType type = Fattr.decodeType(in);
            return switch (type) {
                case CHARACTER_DEVICE, BLOCK_DEVICE ->
                    new DeviceData(type, Sattr.decode(in), new Device(in.readInt(), in.readInt()));
                case SOCKET, FIFO -> new PipeData(type, Sattr.decode(in));
                case REGULAR, DIRECTORY, SYMBOLIC_LINK -> new NoData(type);
            };
        }
    }

    /**
     * @param type one of the two devices
     */
    public record DeviceData(FileType type, SetAttributes attributes, Device device) implements Data {
        @Override
        public void encode(XdrWriter out) {
            out.writeInt(Fattr.numberOf(type));
            Sattr.encode(out, attributes);
            out.writeInt(device.major());
            out.writeInt(device.minor());
        }
    }

    /**
     * @param type a socket or a FIFO
     */
    public record PipeData(FileType type, SetAttributes attributes) implements Data {
        @Override
        public void encode(XdrWriter out) {
            out.writeInt(Fattr.numberOf(type));
            Sattr.encode(out, attributes);
        }
    }

    /**
     * What this procedure cannot make: {@link Status#BADTYPE}.
     *
     * @param type any other
     */
    public record NoData(FileType type) implements Data {
        @Override
        public void encode(XdrWriter out) {
            out.writeInt(Fattr.numberOf(type));
        }
    }
}
