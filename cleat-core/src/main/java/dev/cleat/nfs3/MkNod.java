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
        private static Data decode(XdrReader in) throws XdrException {
            FileType type = Fattr.decodeType(in);
            return switch (type) {
                case CHARACTER_DEVICE -> new CharacterDevice(Sattr.decode(in), readDevice(in));
                case BLOCK_DEVICE -> new BlockDevice(Sattr.decode(in), readDevice(in));
                case SOCKET -> new Socket(Sattr.decode(in));
                case FIFO -> new Fifo(Sattr.decode(in));
                case REGULAR, DIRECTORY, SYMBOLIC_LINK -> new Other(type);
            };
        }
    }

    public record CharacterDevice(SetAttributes attributes, Device device) implements Data {
        @Override
        public void encode(XdrWriter out) {
            write(out, FileType.CHARACTER_DEVICE, attributes);
            writeDevice(out, device);
        }
    }

    public record BlockDevice(SetAttributes attributes, Device device) implements Data {
        @Override
        public void encode(XdrWriter out) {
            write(out, FileType.BLOCK_DEVICE, attributes);
            writeDevice(out, device);
        }
    }

    public record Socket(SetAttributes attributes) implements Data {
        @Override
        public void encode(XdrWriter out) {
            write(out, FileType.SOCKET, attributes);
        }
    }

    public record Fifo(SetAttributes attributes) implements Data {
        @Override
        public void encode(XdrWriter out) {
            write(out, FileType.FIFO, attributes);
        }
    }

    /** What other procedures make: {@link Status#BADTYPE}. */
    public record Other(FileType type) implements Data {
        @Override
        public void encode(XdrWriter out) {
            out.writeInt(Fattr.numberOf(type));
        }
    }

    private static void write(XdrWriter out, FileType type, SetAttributes attributes) {
        out.writeInt(Fattr.numberOf(type));
        Sattr.encode(out, attributes);
    }

    private static Device readDevice(XdrReader in) throws XdrException {
        return new Device(in.readInt(), in.readInt());
    }

    private static void writeDevice(XdrWriter out, Device device) {
        out.writeInt(device.major());
        out.writeInt(device.minor());
    }
}
