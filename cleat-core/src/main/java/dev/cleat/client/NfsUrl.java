package dev.cleat.client;

import dev.cleat.vfs.Name;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place on a server, as {@code nfs://host[:port]/export/path} (after RFC 2224 §2). IPv6 addresses stand in brackets, and
 * {@code %20} is a space.
 *
 * @param host a name or an address, without brackets
 * @param port where NFS and MOUNT listen; 0 where the port mapper is to be asked
 * @param path absolute; the export and what is in it
 */
public record NfsUrl(String host, int port, Name path) {
    private static final Pattern SHAPE =
            Pattern.compile("nfs://(?:\\[([^\\]/]+)\\]|([^:\\[\\]/@?#]+))(?::(\\d{1,5}))?(/.*)?", Pattern.DOTALL);

    private static final int MAX_PORT = 0xFFFF;

    /** Whether a text means to be such a URL, be it a good one or not. */
    public static boolean isMeant(String text) {
        return text.regionMatches(true, 0, "nfs:", 0, 4);
    }

    /**
     * Reads a URL; "?" and "#" in its path are characters like others.
     *
     * @throws IllegalArgumentException with a line for the user
     */
    public static NfsUrl parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new IllegalArgumentException("a place on a server is written nfs://HOST[:PORT]/EXPORT/PATH");
        }
        String host = shape.group(1) != null ? shape.group(1) : shape.group(2);
        int port = shape.group(3) == null ? 0 : Integer.parseInt(shape.group(3));
        if (shape.group(3) != null && (port == 0 || port > MAX_PORT)) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535, not " + port);
        }
        return new NfsUrl(host, port, decoded(shape.group(4) == null ? "/" : shape.group(4)));
    }

    /** Names are bytes, so escapes are: {@code %ff} is a byte that is no UTF-8. */
    private static Name decoded(String path) {
        byte[] written = path.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < written.length; i++) {
            if (written[i] == '%') {
                bytes.write(16 * digit(written, i + 1) + digit(written, i + 2));
                i += 2;
            } else {
                bytes.write(written[i]);
            }
        }
        return Name.of(bytes.toByteArray());
    }

    private static int digit(byte[] written, int index) {
        int value = index < written.length ? Character.digit(written[index], 16) : -1;
        if (value < 0) {
            throw new IllegalArgumentException("% in a URL is followed by two hexadecimal digits; % itself is %25");
        }
        return value;
    }

    @Override
    public String toString() {
        String server = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return "nfs://" + server + (port == 0 ? "" : ":" + port)
                + path.toString().replace("%", "%25");
    }
}
