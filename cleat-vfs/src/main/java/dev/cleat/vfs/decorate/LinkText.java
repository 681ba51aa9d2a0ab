package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The target of a link as the text of a file: UTF-8 of one line, with or without a line break behind it. Notepad puts a byte
 * order mark before the text, which belongs to the file and not to the target.
 */
final class LinkText {
    /** In bytes. */
    static final int MAX_TARGET = 4096;

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** The mark, the target and a line break of two characters. */
    static final int MAX_TEXT = MARK.length + MAX_TARGET + 2;

    private LinkText() {}

    /** The target that the whole contents of a file stand for, or null where they are no plausible target. */
    static @Nullable Name target(byte[] text) {
        int start = startsWithMark(text) ? MARK.length : 0;
        int end = text.length;
        if (end > start && text[end - 1] == '\n') {
            end--;
            if (end > start && text[end - 1] == '\r') {
                end--;
            }
        }
        if (end - start > MAX_TARGET) {
            return null;
        }
        Name target = Name.of(Arrays.copyOfRange(text, start, end));
        return isPlausible(target) ? target : null;
    }

    /** What to write so that {@link #target} reads the target again. */
    static byte[] of(Name target) throws VfsException {
        if (target.length() > MAX_TARGET) {
            throw new VfsException(VfsError.NAMETOOLONG);
        }
        if (!isPlausible(target)) {
            throw new VfsException(VfsError.INVAL, "a target of several lines or none, or not in UTF-8");
        }
        byte[] bytes = target.toBytes();
        if (!startsWithMark(bytes)) {
            return bytes;
        }
        byte[] marked = Arrays.copyOf(MARK, MARK.length + bytes.length);
        System.arraycopy(bytes, 0, marked, MARK.length, bytes.length);
        return marked;
    }

    private static boolean isPlausible(Name target) {
        for (int i = 0; i < target.length(); i++) {
            byte b = target.byteAt(i);
            boolean control = (b >= 0 && b < ' ' && b != '\t') || b == 0x7f;
            if (control) {
                return false;
            }
        }
        return target.length() > 0 && target.isText();
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
    }
}
