package dev.cleat.nio;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileType;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Owners and modes in an {@link AttributeStore}. What a client makes is its own. What others make on the host belongs to nobody,
 * and everybody may do everything with it, until a client changes its mode or owner: from then on it is that client's.
 */
record KeptOwners(AttributeStore store, ReadOnlyFlags flags, InstantSource clock) implements Owners {
    @Override
    public Attributes judgedFor(Located object, Attributes attributes, Caller caller) throws IOException {
        return store.find(object.id()) != null
                ? attributes
                : attributes.toBuilder().owner(caller.uid(), caller.gid()).build();
    }

    @Override
    public void change(
            Located object, @Nullable Integer uid, @Nullable Integer gid, @Nullable Integer mode, Caller caller)
            throws IOException {
        if (uid == null && gid == null && mode == null) {
            return;
        }
        KeptAttributes known = store.find(object.id());
        KeptAttributes before = known != null
                ? known
                : new KeptAttributes(object.stat().mode(), caller.uid(), caller.gid(), clock.instant());
        boolean clears = (uid != null || gid != null)
                && !object.stat().isDirectory()
                && object.stat().type() != FileType.SYMBOLIC_LINK;
        int otherwise = clears ? Stat.withoutSetIds(before.mode()) : before.mode();
        keep(
                object,
                mode != null ? mode : otherwise,
                uid != null ? uid : before.uid(),
                gid != null ? gid : before.gid());
        if (mode != null) {
            flags.clearFor(object.path(), mode);
        }
    }

    @Override
    public void touched(Located object) throws IOException {
        KeptAttributes known = store.find(object.id());
        if (known != null) {
            keep(object, known.mode(), known.uid(), known.gid());
        }
    }

    private void keep(Located object, int mode, int uid, int gid) throws IOException {
        store.keep(object.id(), new KeptAttributes(mode, uid, gid, clock.instant()));
    }
}
