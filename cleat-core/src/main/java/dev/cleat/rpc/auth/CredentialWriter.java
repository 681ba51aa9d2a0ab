package dev.cleat.rpc.auth;

import dev.cleat.xdr.XdrWriter;
import java.nio.ByteBuffer;

/** Writes credentials: flavor, length, body (RFC 5531 §8.2). */
public final class CredentialWriter {
    private CredentialWriter() {}

    public static void write(XdrWriter out, Credential credential) {
        out.writeInt(credential.flavor());
        switch (credential) {
            case Credential.None none -> out.writeInt(0);
            case Credential.Sys sys -> out.writeOpaque(body(sys));
        }
    }

    private static ByteBuffer body(Credential.Sys sys) {
        XdrWriter body = new XdrWriter();
        body.writeInt(sys.stamp());
        body.writeString(sys.machine());
        body.writeInt(sys.uid());
        body.writeInt(sys.gid());
        body.writeInt(sys.gids().size());
        sys.gids().forEach(body::writeInt);
        return body.toBuffer();
    }
}
