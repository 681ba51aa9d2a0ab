package dev.cleat.export;

import java.security.SecureRandom;

/** The secret that seals file handles. Servers that share it, and the names of their exports, understand each other's handles. */
public final class HandleKey {
    public static final int BYTES = 16;

    private final byte[] secret;

    private HandleKey(byte[] secret) {
        this.secret = secret;
    }

    /**
     * @param secret {@link #BYTES} bytes; copied
     */
    public static HandleKey of(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a handle key has " + BYTES + " bytes, not " + secret.length);
        }
        return new HandleKey(secret.clone());
    }

    /** One that nobody knows: handles end with the server. */
    public static HandleKey random() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return new HandleKey(secret);
    }

    /** A copy of the secret: not for logs. */
    public byte[] toBytes() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return "HandleKey"; // it may end in a log
    }
}
