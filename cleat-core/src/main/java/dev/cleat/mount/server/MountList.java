package dev.cleat.mount.server;

import dev.cleat.mount.Dump.Mounted;
import dev.cleat.vfs.Name;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who mounted what, for DUMP alone: a hint, since clients come and go without a word (RFC 1813 §5.2.2). Bounded: the newest
 * stay. Guarded by this object.
 */
final class MountList {
    private final int capacity;
    private final Set<Mounted> mounts = new LinkedHashSet<>();

    MountList(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(InetAddress client, Name path) {
        Mounted mounted = new Mounted(client.getHostAddress(), path);
        mounts.remove(mounted);
        mounts.add(mounted);
        if (mounts.size() > capacity) {
            mounts.remove(mounts.iterator().next());
        }
    }

    /** Whether it was there. */
    synchronized boolean remove(InetAddress client, Name path) {
        return mounts.remove(new Mounted(client.getHostAddress(), path));
    }

    /** All of a client's, which are no longer there. */
    synchronized List<Name> removeAll(InetAddress client) {
        String host = client.getHostAddress();
        List<Name> removed = new ArrayList<>();
        for (Mounted mounted : mounts) {
            if (mounted.hostname().equals(host)) {
                removed.add(mounted.directory());
            }
        }
        removed.forEach(path -> mounts.remove(new Mounted(host, path)));
        return removed;
    }

    /** The oldest first. */
    synchronized List<Mounted> all() {
        return List.copyOf(mounts);
    }
}
