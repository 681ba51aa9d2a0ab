package dev.cleat.archive;

import dev.cleat.vfs.Name;
import java.nio.charset.StandardCharsets;

/** Which bytes the names of a zip file stand for (APPNOTE 6.3.10 appendix D, and what is done). */
final class ZipNames {
    /** The upper half of the IBM PC's characters, which names without a flag are in. */
    private static final String UPPER = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
            + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";

    private ZipNames() {}

    /**
     * @param isUtf8 the entry says so
     * @param isUnix the entry was made on Unix, which takes names as bytes
     */
    static byte[] path(byte[] name, boolean isUtf8, boolean isUnix) {
        if (isUtf8 || Name.of(name).isText()) {
            return isUnix ? name : withSlashes(name);
        }
        return isUnix ? name : withSlashes(text(name).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] name) {
        StringBuilder text = new StringBuilder(name.length);
        for (byte each : name) {
            text.append(each >= 0 ? (char) each : UPPER.charAt(each & 0x7F));
        }
        return text.toString();
    }

    /** Early .NET parted names by back-slashes, which cannot be in a name on Windows. */
    private static byte[] withSlashes(byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (name[i] == '\\') {
                name[i] = '/';
            }
        }
        return name;
    }
}
