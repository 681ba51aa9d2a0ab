package dev.cleat.vfs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of a directory entry, or the target of a symbolic link: bytes, as POSIX and the protocols have it.
 *
 * <p>Most names are UTF-8, and {@link #toString} shows them as such; but nothing is lost for those that are not. Two names
 * are equal when their bytes are.
 */
public final class Name implements Comparable<Name> {
    /** The directory itself. Listings and look-ups answer it before a back end is asked. */
    public static final Name SELF = of(".");

    /** The directory above. A back end is asked for it by {@link Vfs#lookup}, but never at its root. */
    public static final Name PARENT = of("..");

    private final byte[] bytes;
    private int hash;

    private Name(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The name with this text, in UTF-8. */
    public static Name of(String text) {
        return new Name(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The name with a copy of these bytes. */
    public static Name of(byte[] bytes) {
        return new Name(bytes.clone());
    }

    /** The name with a copy of the remaining bytes, which are consumed. */
    public static Name of(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return new Name(copy);
    }

    /** In bytes. */
    public int length() {
        return bytes.length;
    }

    public byte byteAt(int index) {
        return bytes[index];
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Appends the bytes to a buffer that has room for them. */
    public void copyTo(ByteBuffer target) {
        target.put(bytes);
    }

    /** Whether this is "." or "..", the two names that always exist and can be neither made nor removed. */
    public boolean isDots() {
        return equals(SELF) || equals(PARENT);
    }

    /** Whether an entry could have this name: not empty, without a slash or a zero byte. "." and ".." pass. */
    public boolean isComponent() {
        for (byte b : bytes) {
            if (b == '/' || b == 0) {
                return false;
            }
        }
        return bytes.length > 0;
    }

    /** Whether the bytes are well-formed UTF-8, so that the text view is exact. */
    public boolean isText() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Name name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = Arrays.hashCode(bytes);
        }
        return hash;
    }

    /** In the order of the unsigned bytes. */
    @Override
    public int compareTo(Name other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    /** The bytes read as UTF-8; what is not UTF-8 shows as the replacement character. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
