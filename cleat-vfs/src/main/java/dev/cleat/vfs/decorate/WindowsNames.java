package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * All that POSIX allows in a name, on hosts with the rules of Windows: a byte that cannot be there is kept as the character
 * U+F000 plus its value, as Cygwin and several clients for SMB do.
 *
 * <p>That are {@code < > : " | ? * \} and control characters anywhere, a dot or a blank at the end, the first letter of a reserved
 * name ({@code CON}, {@code nul.txt}), each byte that is not UTF-8; and each byte of a character from U+F000 to U+F0FF that a
 * client itself puts into a name, so that every name comes back as it was. What is longer than 255 UTF-16 units then is
 * NAMETOOLONG.
 */
public record WindowsNames() implements NameMapping {
    private static final int MAX_UNITS = 255;
    private static final char ESCAPE = '\uF000';
    private static final String FORBIDDEN = "<>:\"|?*\\";
    /** COM0 and LPT0 are reserved by some versions only; the superscript digits count as digits. */
    private static final Pattern RESERVED =
            Pattern.compile("(con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])([ .].*)?", Pattern.DOTALL);

    @Override
    public Name toHost(Name name) throws VfsException {
        String mapped = map(name, true);
        if (mapped.length() > MAX_UNITS) {
            throw new VfsException(VfsError.NAMETOOLONG);
        }
        return Name.of(mapped);
    }

    @Override
    public boolean isHostName(Name name) {
        String text = name.toString();
        return name.isText() && text.length() <= MAX_UNITS && map(name, false).equals(text);
    }

    @Override
    public Name toClient(Name hostName) {
        String text = hostName.toString();
        if (text.chars().noneMatch(WindowsNames::isEscape) || !hostName.isText()) {
            return hostName;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(hostName.length());
        text.codePoints().forEach(c -> {
            if (isEscape(c)) {
                bytes.write(c - ESCAPE);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return Name.of(bytes.toByteArray());
    }

    /**
     * @param escapesToo whether characters that look like escapes are escaped themselves
     */
    private static String map(Name name, boolean escapesToo) {
        StringBuilder mapped = new StringBuilder(name.length());
        ByteBuffer bytes = ByteBuffer.wrap(name.toBytes());
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result;
        do {
            CharBuffer text = CharBuffer.allocate(bytes.remaining());
            result = decoder.decode(bytes, text, true);
            text.flip().chars().forEach(c -> append(mapped, (char) c, escapesToo));
            for (int i = 0; result.isMalformed() && i < result.length(); i++) {
                mapped.append(escaped(bytes.get()));
            }
        } while (result.isMalformed());
        escapeAt(mapped, mapped.length() - 1, endsBadly(mapped));
        escapeAt(
                mapped,
                0,
                RESERVED.matcher(mapped.toString().toLowerCase(Locale.ROOT)).matches());
        return mapped.toString();
    }

    private static void append(StringBuilder mapped, char c, boolean escapesToo) {
        if ((c > 0 && c < ' ') || FORBIDDEN.indexOf(c) >= 0) {
            mapped.append(escaped((byte) c));
        } else if (escapesToo && isEscape(c)) {
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                mapped.append(escaped(b));
            }
        } else {
            mapped.append(c);
        }
    }

    private static boolean endsBadly(StringBuilder mapped) {
        char last = mapped.isEmpty() ? 'x' : mapped.charAt(mapped.length() - 1);
        boolean dots = mapped.toString().equals(".") || mapped.toString().equals("..");
        return (last == '.' || last == ' ') && !dots;
    }

    private static void escapeAt(StringBuilder mapped, int index, boolean needed) {
        if (needed) {
            mapped.setCharAt(index, escaped((byte) mapped.charAt(index)));
        }
    }

    private static char escaped(byte b) {
        return (char) (ESCAPE + (b & 0xff));
    }

    private static boolean isEscape(int c) {
        return c >= ESCAPE && c <= ESCAPE + 0xff;
    }
}
