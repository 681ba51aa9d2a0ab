package dev.cleat.nfs3.server;

import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.ExportedFile;
import dev.cleat.export.file.ShortCookies;
import dev.cleat.nfs3.ReadDir;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.rpc.Call;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What lists directories, a page of so many bytes at a time. The cookie verifier is always 0 and never checked: cookies stay
 * valid whatever happens to the directory.
 */
final class ListingHandlers {
    private final ExportTable exports;

    ListingHandlers(ExportTable exports) {
        this.exports = exports;
    }

    /** RFC 1813 §3.3.16. */
    ReadDir.Result readDir(ReadDir arguments, Call call) throws IOException {
        ExportedFile directory = exports.open(arguments.directory(), call);
        Attributes attributes = directory.attributes();
        int budget = Math.min(arguments.count(), Transfer.maxListingOf(call)) - ReadDir.Ok.encodedSize(attributes);
        Names page = new Names(budget);
        directory.list(arguments.cookie(), page);
        if (page.full) {
            end(page.entries, ReadDir.Entry::cookie, arguments.cookie(), directory);
        }
        return new ReadDir.Ok(attributes, 0, page.entries, !page.full);
    }

    /** RFC 1813 §3.3.17. */
    ReadDirPlus.Result readDirPlus(ReadDirPlus arguments, Call call) throws IOException {
        ExportedFile directory = exports.open(arguments.directory(), call);
        Attributes attributes = directory.attributes();
        int budget =
                Math.min(arguments.maxCount(), Transfer.maxListingOf(call)) - ReadDirPlus.Ok.encodedSize(attributes);
        Nodes page = new Nodes(directory, budget, arguments.directoryCount());
        directory.list(arguments.cookie(), page);
        if (page.full) {
            end(page.entries, ReadDirPlus.Entry::cookie, arguments.cookie(), directory);
        }
        return new ReadDirPlus.Ok(attributes, 0, page.entries, !page.full);
    }

    /** A page without entries that is not the last would have the client ask for ever. */
    private static <E> void end(List<E> entries, ToLongFunction<E> cookie, long start, ExportedFile directory)
            throws VfsException {
        if (directory.tellsShortNumbers()) {
            ShortCookies.endBetween(entries, cookie, start);
        }
        if (entries.isEmpty()) {
            throw new VfsException(VfsError.TOOSMALL);
        }
    }

    private static final class Names implements Listing {
        private final List<ReadDir.Entry> entries = new ArrayList<>();
        private int budget;
        private boolean full;

        Names(int budget) {
            this.budget = budget;
        }

        @Override
        public boolean wantsNodes() {
            return false;
        }

        @Override
        public boolean add(Name name, long fileId, long cookie, @Nullable Node node) {
            int size = ReadDir.Entry.encodedSize(name);
            if (size > budget) {
                full = true;
                return false;
            }
            budget -= size;
            entries.add(new ReadDir.Entry(fileId, name, cookie));
            return true;
        }
    }

    private static final class Nodes implements Listing {
        private final ExportedFile directory;
        private final List<ReadDirPlus.Entry> entries = new ArrayList<>();
        private int budget;
        private int directoryBudget;
        private boolean full;

        Nodes(ExportedFile directory, int budget, int directoryBudget) {
            this.directory = directory;
            this.budget = budget;
            this.directoryBudget = directoryBudget;
        }

        @Override
        public boolean wantsNodes() {
            return true;
        }

        @Override
        public boolean add(Name name, long fileId, long cookie, @Nullable Node node) {
            ReadDirPlus.Entry entry = node == null
                    ? new ReadDirPlus.Entry(fileId, name, cookie, null, null)
                    : new ReadDirPlus.Entry(fileId, name, cookie, node.attributes(), directory.handleOf(node.id()));
            // The count of names alone is a hint: one entry always fits it, or the client would get none at all.
            boolean hinted = entry.directorySize() > directoryBudget && !entries.isEmpty();
            if (hinted || entry.encodedSize() > budget) {
                full = true;
                return false;
            }
            budget -= entry.encodedSize();
            directoryBudget -= entry.directorySize();
            entries.add(entry);
            return true;
        }
    }
}
