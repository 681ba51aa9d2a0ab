package dev.cleat.rpc.auth;

import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the credential and the verifier of a call (RFC 5531 §8.2). Equal AUTH_SYS credentials mostly give the same instance,
 * whatever their stamps, so that what follows from one can be remembered with it. Not for several threads.
 */
public final class CredentialReader {
    /** The longest body of a credential or verifier (RFC 5531 §8.2). */
    public static final int MAX_BODY = 400;

    private static final Credential NONE = new Credential.None();
    private static final int AUTH_SHORT = 2;
    private static final int STAMP = 4;
    private static final int SLOTS = 128;

    private final @Nullable Known[] known = new Known[SLOTS];
    private final XdrReader reader = new XdrReader(ByteBuffer.allocate(0));

    public CredentialReader() {}

    /**
     * Moves the buffer's position behind the verifier.
     *
     * @throws XdrException if the message ends before
     * @throws AuthException if the caller is to be turned away
     */
    public Credential read(ByteBuffer in) throws XdrException, AuthException {
        need(in, 8);
        int flavor = in.getInt();
        int start = in.position() + 4;
        int length = skipBody(in);
        need(in, 8);
        int verifierFlavor = in.getInt();
        int verifierLength = skipBody(in);
        Credential credential = switch (flavor) {
            case Credential.None.FLAVOR -> none(length);
            case Credential.Sys.FLAVOR -> sys(in, start, length);
            // The client falls back to the full credential on this answer.
            case AUTH_SHORT -> throw new AuthException(AuthStatus.REJECTEDCRED);
            default -> throw new AuthException(AuthStatus.BADCRED);
        };
        if (verifierFlavor != Credential.None.FLAVOR || verifierLength != 0) {
            throw new AuthException(AuthStatus.BADVERF);
        }
        return credential;
    }

    private static int skipBody(ByteBuffer in) throws XdrException, AuthException {
        int length = in.getInt();
        if (length < 0 || length > MAX_BODY) {
            throw new AuthException(AuthStatus.BADCRED);
        }
        int padded = length + 3 & ~3;
        need(in, padded);
        in.position(in.position() + padded);
        return length;
    }

    private static Credential none(int length) throws AuthException {
        if (length != 0) {
            throw new AuthException(AuthStatus.BADCRED);
        }
        return NONE;
    }

    private Credential sys(ByteBuffer in, int start, int length) throws AuthException {
        if (length < STAMP) {
            throw new AuthException(AuthStatus.BADCRED);
        }
        int hash = hash(in, start + STAMP, start + length);
        Known candidate = known[hash & SLOTS - 1];
        if (candidate != null && candidate.hash == hash && candidate.matches(in, start + STAMP, length - STAMP)) {
            return candidate.credential;
        }
        Credential credential = decode(in.slice(start, length));
        byte[] raw = new byte[length - STAMP];
        in.get(start + STAMP, raw);
        known[hash & SLOTS - 1] = new Known(hash, raw, credential);
        return credential;
    }

    private Credential decode(ByteBuffer body) throws AuthException {
        reader.reset(body);
        try {
            int stamp = reader.readInt();
            String machine = reader.readString(Credential.Sys.MAX_MACHINE);
            int uid = reader.readInt();
            int gid = reader.readInt();
            int count = reader.readCount(Credential.Sys.MAX_GIDS, 4);
            List<Integer> gids = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                gids.add(reader.readInt());
            }
            reader.expectEnd();
            return new Credential.Sys(stamp, machine, uid, gid, gids);
        } catch (XdrException malformed) {
            throw new AuthException(AuthStatus.BADCRED);
        }
    }

    private static int hash(ByteBuffer in, int from, int to) {
        int hash = to - from;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            hash = (hash ^ in.getInt(i)) * 0x9E3779B1;
            hash ^= hash >>> 15;
        }
        for (; i < to; i++) {
            hash = (hash ^ in.get(i)) * 0x9E3779B1;
        }
        return hash ^ hash >>> 16;
    }

    private static void need(ByteBuffer in, int bytes) throws XdrException {
        if (in.remaining() < bytes) {
            throw new XdrException("truncated header");
        }
    }

    /** A credential with the bytes it was read from, less its stamp. */
    private static final class Known {
        final int hash;
        final ByteBuffer raw;
        final Credential credential;

        Known(int hash, byte[] raw, Credential credential) {
            this.hash = hash;
            this.raw = ByteBuffer.wrap(raw);
            this.credential = credential;
        }

        boolean matches(ByteBuffer in, int start, int length) {
            if (length != raw.capacity()) {
                return false;
            }
            int i = 0;
            for (; i + 8 <= length; i += 8) {
                if (in.getLong(start + i) != raw.getLong(i)) {
                    return false;
                }
            }
            for (; i < length; i++) {
                if (in.get(start + i) != raw.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
