package dev.cleat.rpc;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Calls and replies as bytes, made by hand. */
public final class Messages {
    private Messages() {}

    /** Integers, one after the other. */
    public static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A call with AUTH_NONE to the test program's version 3. */
    public static byte[] call(int xid, int procedure, int... arguments) {
        return join(words(xid, 0, 2, TestProgram.PROGRAM, 3, procedure, 0, 0, 0, 0), words(arguments));
    }

    /** The same with a credential. */
    public static byte[] callAs(byte[] credential, int xid, int procedure, int... arguments) {
        return join(words(xid, 0, 2, TestProgram.PROGRAM, 3, procedure), credential, words(0, 0), words(arguments));
    }

    /** An AUTH_SYS credential with its flavor and length. */
    public static byte[] sys(int stamp, String machine, int uid, int gid, int... gids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            byte[] name = machine.getBytes(StandardCharsets.UTF_8);
            out.writeInt(stamp);
            out.writeInt(name.length);
            out.write(name);
            out.write(new byte[-name.length & 3]);
            out.writeInt(uid);
            out.writeInt(gid);
            out.writeInt(gids.length);
            for (int more : gids) {
                out.writeInt(more);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] body = bytes.toByteArray();
        return join(words(1, body.length), body);
    }

    /** The reply to a call that was carried out. */
    public static byte[] success(int xid, int... results) {
        return join(words(xid, 1, 0, 0, 0, 0), words(results));
    }

    /** The reply to a call that was accepted and not carried out. */
    public static byte[] accepted(int xid, int status, int... more) {
        return join(words(xid, 1, 0, 0, 0, status), words(more));
    }

    public static byte[] denied(int xid, int why, int... more) {
        return join(words(xid, 1, 1, why), words(more));
    }

    /** As one record of one fragment. */
    public static byte[] record(byte[] message) {
        return join(words(0x8000_0000 | message.length), message);
    }

    /** As a fragment that is not the last. */
    public static byte[] fragment(byte[] part) {
        return join(words(part.length), part);
    }
}
