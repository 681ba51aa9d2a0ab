package dev.cleat.client;

import dev.cleat.vfs.Name;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where something is below the directory that was mounted: names, of which none is "." or empty. ".." is
 * resolved where it stands, behind links that were followed, and never leads above that directory.
 *
 * @param names from the top; none means the directory itself
 */
public record NfsPath(List<Name> names) {
    /** The directory that was mounted. */
    public static final NfsPath ROOT = new NfsPath(List.of());

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException where one cannot stand in a path
     */
    public NfsPath {
        names = List.copyOf(names);
        for (Name name : names) {
            if (!name.isComponent() || name.equals(Name.SELF)) {
                throw new IllegalArgumentException("not a name in a path: " + name);
            }
        }
    }

    /** Reads names with slashes between them; further slashes and "." mean nothing. */
    public static NfsPath of(String text) {
        return of(Name.of(text));
    }

    /** As the other {@code of}, for names that need not be text. */
    public static NfsPath of(Name text) {
        byte[] bytes = text.toBytes();
        List<Name> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '/') {
                Name name = Name.of(Arrays.copyOfRange(bytes, start, i));
                if (name.length() > 0 && !name.equals(Name.SELF)) {
                    names.add(name);
                }
                start = i + 1;
            }
        }
        return new NfsPath(names);
    }

    /** An entry of the directory here. */
    public NfsPath resolve(Name name) {
        List<Name> longer = new ArrayList<>(names);
        longer.add(name);
        return new NfsPath(longer);
    }

    /** As the other {@code resolve}, for several names with slashes between them. */
    public NfsPath resolve(String more) {
        List<Name> longer = new ArrayList<>(names);
        longer.addAll(of(more).names);
        return new NfsPath(longer);
    }

    public boolean isRoot() {
        return names.isEmpty();
    }

    /**
     * The last name.
     *
     * @throws IllegalStateException at the root, which has none
     */
    public Name name() {
        if (isRoot()) {
            throw new IllegalStateException("the directory that was mounted has no name");
        }
        return names.getLast();
    }

    /** The directory that holds this; the root holds itself. */
    public NfsPath parent() {
        return isRoot() ? this : new NfsPath(names.subList(0, names.size() - 1));
    }

    /** With a slash before each name, and nothing but a slash for the root. */
    Name absolute() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Name name : names) {
            bytes.write('/');
            bytes.writeBytes(name.toBytes());
        }
        return isRoot() ? Name.of("/") : Name.of(bytes.toByteArray());
    }

    /** Names with slashes between them; a dot for the root. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        names.forEach(name -> text.append(text.isEmpty() ? "" : "/").append(name));
        return text.isEmpty() ? "." : text.toString();
    }
}
