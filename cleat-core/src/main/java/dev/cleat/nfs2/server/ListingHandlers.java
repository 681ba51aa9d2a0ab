package dev.cleat.nfs2.server;

import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.ShortCookies;
import dev.cleat.nfs2.Nfs2;
import dev.cleat.nfs2.ReadDir;
import dev.cleat.rpc.Call;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lists directories, a page of so many bytes at a time. */
final class ListingHandlers {
    private final ExportTable exports;

    ListingHandlers(ExportTable exports) {
        this.exports = exports;
    }

    /** RFC 1094 §2.2.17. */
    ReadDir.Result readDir(ReadDir arguments, Call call) throws IOException {
        if (arguments.cookie() < 0) {
            throw new VfsException(VfsError.BAD_COOKIE);
        }
        Page page = new Page(Math.min(arguments.count(), Nfs2.DATA_BYTES) - ReadDir.Ok.BYTES);
        exports.open(arguments.directory(), call).list(ShortCookies.behind(arguments.cookie()), page);
        // A page without entries that is not the last would have the client ask for ever.
        if (page.full && page.entries.isEmpty()) {
            throw new VfsException(VfsError.TOOSMALL);
        }
        return new ReadDir.Ok(page.entries, !page.full);
    }

    private static final class Page implements Listing {
        private final List<ReadDir.Entry> entries = new ArrayList<>();
        private int budget;
        private boolean full;

        Page(int budget) {
            this.budget = budget;
        }

        @Override
        public boolean wantsNodes() {
            return false;
        }

        @Override
        public boolean add(Name name, long fileId, long cookie, @Nullable Node node) {
            int shortCookie = ShortCookies.of(cookie);
            int size = ReadDir.Entry.encodedSize(name);
            if (size > budget) {
                full = true;
                // Whoever goes on behind a cookie goes on behind all entries that have it.
                while (!entries.isEmpty() && entries.getLast().cookie() == shortCookie) {
                    entries.removeLast();
                }
                return false;
            }
            budget -= size;
            entries.add(new ReadDir.Entry(Nfs2.fold(fileId), name, shortCookie));
            return true;
        }
    }
}
