package dev.cleat.rpc.replay;

import dev.cleat.rpc.auth.Credential;
import dev.cleat.vfs.hash.SipHash;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What two transmissions of one call have in common: 128 bits, made with a key that nobody knows, of
 *
 * <pre>
 *   client's address · xid · program · version · procedure · principal · length of the arguments · their first 256 bytes
 * </pre>
 *
 * The port is not among it, for a client may come back from another one; nor is the stamp of a credential. Not for several
 * threads; each has one and takes it anew for each call.
 */
public final class Fingerprint {
    private static final int ARGUMENT_BYTES = 256;
    private static final int HEAD_BYTES = 256;

    private final SipHash.Digester digester;
    private final ByteBuffer scratch = ByteBuffer.allocate(HEAD_BYTES + ARGUMENT_BYTES);

    Fingerprint(SipHash hash) {
        this.digester = hash.digester();
    }

    /**
     * Takes that of a call.
     *
     * @param arguments from the position to the limit; neither moves
     * @param program with its version in the lower half
     * @param call the xid, with the procedure in the lower half
     */
    public void take(InetAddress client, Credential credential, ByteBuffer arguments, long program, long call) {
        scratch.clear();
        scratch.put(client.getAddress());
        scratch.putLong(program).putLong(call);
        putPrincipal(credential);
        int length = arguments.remaining();
        scratch.putInt(length);
        int hashed = Math.min(length, ARGUMENT_BYTES);
        scratch.put(scratch.position(), arguments, arguments.position(), hashed);
        digester.digest(scratch.array(), scratch.position() + hashed);
    }

    private void putPrincipal(Credential credential) {
        scratch.putInt(credential.flavor());
        switch (credential) {
            case Credential.None nobody -> {}
            case Credential.Sys sys -> {
                List<Integer> gids = sys.gids();
                scratch.putInt(sys.uid()).putInt(sys.gid()).putInt(gids.size());
                for (int i = 0; i < gids.size(); i++) {
                    scratch.putInt(gids.get(i));
                }
            }
        }
    }

    long first() {
        return digester.first();
    }

    long second() {
        return digester.second();
    }
}
