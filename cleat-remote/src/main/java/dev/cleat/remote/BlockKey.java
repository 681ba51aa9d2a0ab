package dev.cleat.remote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names a block of one version of a file: a hash of origin, path, size and version, and the block's number.
 *
 * @param high first half of the hash
 * @param low second half
 */
record BlockKey(long high, long low, long index) {
    private static final HexFormat HEX = HexFormat.of();

    /** The key of the file's first block. */
    static BlockKey of(String origin, RemoteFile file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {origin, file.path(), Long.toString(file.size()), file.version()}) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            if (file.version().isEmpty()) {
                digest.update(file.modified().toString().getBytes(StandardCharsets.UTF_8));
            }
            ByteBuffer hash = ByteBuffer.wrap(digest.digest());
            return new BlockKey(hash.getLong(), hash.getLong(), 0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    BlockKey at(long otherIndex) {
        return new BlockKey(high, low, otherIndex);
    }

    /** Where it is kept, in one of 256 folders. */
    String path() {
        String hash = HEX.toHexDigits(high) + HEX.toHexDigits(low);
        return hash.substring(0, 2) + "/" + hash.substring(2) + "-" + Long.toHexString(index);
    }

    static BlockKey parse(String folder, String name) {
        int dash = name.indexOf('-');
        String hash = folder + name.substring(0, dash);
        return new BlockKey(
                HexFormat.fromHexDigitsToLong(hash, 0, 16),
                HexFormat.fromHexDigitsToLong(hash, 16, 32),
                HexFormat.fromHexDigitsToLong(name, dash + 1, name.length()));
    }
}
