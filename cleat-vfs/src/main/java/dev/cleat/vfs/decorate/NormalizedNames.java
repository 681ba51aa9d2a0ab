package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Name;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;

/**
 * Names in one of Unicode's normal forms, for clients and hosts that compose differently: macOS types {@code ü} as two
 * characters (NFD) that most others write as one (NFC), and then finds nothing. Names that are not UTF-8 stay as they are.
 *
 * @param host the form in which new entries are kept
 * @param client the form in which entries are listed
 */
public record NormalizedNames(Form host, Form client) implements NameMapping {
    /** Composed on both sides, as Linux, Windows and the web write. */
    public static final NormalizedNames NFC = new NormalizedNames(Form.NFC, Form.NFC);

    @Override
    public Name toHost(Name name) {
        return normalize(name, host);
    }

    @Override
    public Name toClient(Name hostName) {
        return normalize(hostName, client);
    }

    /** The other form, in which somebody on the host may have made it. */
    @Override
    public List<Name> alsoOnHost(Name name) {
        Name other = normalize(name, host == Form.NFC || host == Form.NFKC ? Form.NFD : Form.NFC);
        return other.equals(toHost(name)) ? List.of() : List.of(other);
    }

    @Override
    public boolean isHostName(Name name) {
        return true;
    }

    private static Name normalize(Name name, Form form) {
        if (isAscii(name)) {
            return name;
        }
        return name.isText() ? Name.of(Normalizer.normalize(name.toString(), form)) : name;
    }

    private static boolean isAscii(Name name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.byteAt(i) < 0) {
                return false;
            }
        }
        return true;
    }
}
