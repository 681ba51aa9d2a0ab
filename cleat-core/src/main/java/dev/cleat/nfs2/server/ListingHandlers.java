package dev.cleat.nfs2.server;

import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.ShortCookies;
import dev.cleat.nfs2.Nfs2;
import dev.cleat.nfs2.ReadDir;
import dev.cleat.rpc.Call;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
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
        Page page = new Page(Math.min(arguments.count(), Nfs2.DATA_BYTES) - ReadDir.Ok.BYTES);
        exports.open(arguments.directory(), call).listShort(arguments.cookie(), page);
        if (page.full) {
            ShortCookies.endBetween(page.entries, ReadDir.Entry::cookie, arguments.cookie());
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
            int size = ReadDir.Entry.encodedSize(name);
            if (size > budget) {
                full = true;
                return false;
            }
            budget -= size;
            entries.add(new ReadDir.Entry(Nfs2.fold(fileId), name, (int) cookie));
            return true;
        }
    }
}
