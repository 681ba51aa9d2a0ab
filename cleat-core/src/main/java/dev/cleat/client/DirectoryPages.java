package dev.cleat.client;

import dev.cleat.nfs3.ReadDir;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.nfs3.Status;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One listing of a directory, page by page: by READDIRPLUS, or by READDIR where the server has not got that. Whatever the
 * server answers, it ends: a page that leads nowhere or back to an earlier one is an error, and so are too many bytes.
 */
final class DirectoryPages {
    /** No file system has longer names; those of most end at 255 bytes. */
    private static final int LONGEST_NAME = 1024;
    /** Of names, for the whole listing: a few million. */
    private static final long MOST_BYTES = 256L << 20;
    /** What an entry takes here besides its name, in bytes, roughly. */
    private static final int ENTRY_BYTES = 64;

    private final Calls calls;
    private final Opaque directory;
    private final int pageBytes;
    private final List<NfsEntry> entries = new ArrayList<>();
    private final Set<Long> continued = new HashSet<>();
    private boolean plus = true;
    private long cookie;
    private long verifier;
    private long bytes;

    DirectoryPages(Calls calls, Opaque directory, int pageBytes) {
        this.calls = calls;
        this.directory = directory;
        this.pageBytes = pageBytes;
    }

    /** All entries but "." and "..", in the server's order. */
    List<NfsEntry> all(NfsPath path) throws IOException {
        boolean more = true;
        while (more) {
            more = calls.patiently(() -> page(path));
        }
        return entries;
    }

    private boolean page(NfsPath path) throws IOException {
        return plus ? plusPage(path) : plainPage(path);
    }

    private boolean plusPage(NfsPath path) throws IOException {
        return switch (calls.call(new ReadDirPlus(directory, cookie, verifier, pageBytes, pageBytes))) {
            case ReadDirPlus.Ok ok -> {
                for (ReadDirPlus.Entry entry : ok.entries()) {
                    add(new NfsEntry(entry.name(), entry.fileId(), entry.attributes()), entry.cookie());
                }
                verifier = ok.verifier();
                yield goesOn(ok.eof(), ok.entries().size());
            }
            // Servers may refuse it for a file system on which attributes are dear.
            case ReadDirPlus.Failed(Status status, var unused)
            when status == Status.NOTSUPP && cookie == 0 -> {
                plus = false;
                yield true;
            }
            case ReadDirPlus.Failed failed -> throw NfsFailure.of(failed.status(), path);
        };
    }

    private boolean plainPage(NfsPath path) throws IOException {
        return switch (calls.call(new ReadDir(directory, cookie, verifier, pageBytes))) {
            case ReadDir.Ok ok -> {
                for (ReadDir.Entry entry : ok.entries()) {
                    add(new NfsEntry(entry.name(), entry.fileId(), null), entry.cookie());
                }
                verifier = ok.verifier();
                yield goesOn(ok.eof(), ok.entries().size());
            }
            case ReadDir.Failed failed -> throw NfsFailure.of(failed.status(), path);
        };
    }

    private void add(NfsEntry entry, long next) throws VfsException {
        Name name = entry.name();
        if (!name.isComponent() || name.length() > LONGEST_NAME) {
            throw NfsFailure.nonsense("a directory with a name that no file can have");
        }
        bytes += ENTRY_BYTES + name.length();
        if (bytes > MOST_BYTES) {
            throw new VfsException(VfsError.FBIG, "a directory of more than " + entries.size() + " entries");
        }
        if (!name.isDots()) {
            entries.add(entry);
        }
        cookie = next;
    }

    private boolean goesOn(boolean eof, int count) throws VfsException {
        if (eof) {
            return false;
        }
        if (count == 0 || !continued.add(cookie)) {
            throw NfsFailure.nonsense("a directory that has no end");
        }
        return true;
    }
}
