package dev.cleat.export.file;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.Stamp;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What changes a file or a directory. Each change of an object happens under the object's lock, between two looks at its
 * attributes, and is then made durable, outside of the lock, so that many can share one flush.
 */
public final class WritableFile {
    /** How often a name may vanish between "exists" and a look at it before that is the client's to sort out. */
    private static final int RACES = 8;

    private final ExportTable table;
    private final ExportedFile file;
    private final Writable vfs;
    private final FileId id;
    private final Caller caller;

    WritableFile(ExportTable table, ExportedFile file, Writable vfs) {
        this.table = table;
        this.file = file;
        this.vfs = vfs;
        this.id = file.id();
        this.caller = file.caller();
    }

    /** A change of the file system under one object's lock. */
    @FunctionalInterface
    private interface Action<T> {
        T run() throws IOException;
    }

    private record Changed<T>(T result, Change change) {}

    /** Makes an object under a new name; EXIST where the name is taken. */
    public Created create(Name name, NewObject object) throws IOException {
        LateChanges.Key deed = deed(new LateChanges.Deed.Create(id, name, object));
        try {
            return make(name, object, made -> noteIfLate(deed, made.id()));
        } catch (IOException e) {
            FileId own = doneLate(deed, e, VfsError.EXIST);
            Found found = file.lookup(name);
            if (!found.file().id().equals(own)) {
                throw e;
            }
            settle(deed, own, e);
            return new Created(found, unchanged());
        }
    }

    /**
     * @param note of what was made; null for what can be asked for twice
     */
    private Created make(Name name, NewObject object, @Nullable Consumer<Node> note) throws IOException {
        checkNewName(name);
        Changed<Node> made = change(() -> {
            Node node = vfs.create(id, name, object, caller);
            if (note != null) {
                note.accept(node);
            }
            return node;
        });
        makeNamesDurable();
        return new Created(file.found(made.result), made.change);
    }

    /**
     * Makes a file, or takes the regular file of this name as it is, but for its size if one is wanted (RFC 1813 §3.3.8,
     * UNCHECKED).
     */
    public Created createUnchecked(Name name, SetAttributes attributes) throws IOException {
        for (int race = 0; race < RACES; race++) {
            try {
                return make(name, new NewObject.RegularFile(attributes), null);
            } catch (IOException e) {
                rethrowUnless(e, VfsError.EXIST);
            }
            try {
                Found found = existing(name);
                Long size = attributes.size();
                if (size != null) {
                    Change change = found.file().writable().setAttributes(SetAttributes.size(size), null);
                    found = new Found(found.file(), change.after());
                }
                return new Created(found, unchanged());
            } catch (IOException e) {
                rethrowUnless(e, VfsError.NOENT, VfsError.STALE);
            }
        }
        throw new VfsException(VfsError.JUKEBOX);
    }

    /**
     * Makes a file marked with the verifier, or finds the one that an earlier try with the same verifier made, before or after
     * a restart (RFC 1813 §3.3.8, EXCLUSIVE). The mark is kept in the seconds of two times, 31 bits each, until the first
     * SETATTR.
     */
    public Created createExclusive(Name name, long verifier) throws IOException {
        Instant accessed = Instant.ofEpochSecond((verifier >>> 32) & 0x7FFF_FFFF);
        Instant modified = Instant.ofEpochSecond(verifier & 0x7FFF_FFFF);
        SetAttributes marked = SetAttributes.mode(0600).withTimes(new ClientTime(accessed), new ClientTime(modified));
        for (int race = 0; race < RACES; race++) {
            try {
                return make(name, new NewObject.RegularFile(marked), null);
            } catch (IOException e) {
                rethrowUnless(e, VfsError.EXIST);
            }
            try {
                Found found = existing(name);
                Attributes known = found.attributes();
                if (known == null
                        || known.accessed().getEpochSecond() != accessed.getEpochSecond()
                        || known.modified().getEpochSecond() != modified.getEpochSecond()) {
                    throw new VfsException(VfsError.EXIST);
                }
                makeNamesDurable();
                return new Created(found, unchanged());
            } catch (IOException e) {
                rethrowUnless(e, VfsError.NOENT, VfsError.STALE);
            }
        }
        throw new VfsException(VfsError.JUKEBOX);
    }

    /**
     * Changes attributes.
     *
     * @param guard only if the object's time of change is still this one, else NOT_SYNC; null for always
     */
    public Change setAttributes(SetAttributes changes, @Nullable Instant guard) throws IOException {
        Integer uid = changes.uid();
        Integer gid = changes.gid();
        if ((uid != null && uid == -1) || (gid != null && gid == -1)) {
            throw new VfsException(VfsError.INVAL); // chown(2) means "leave it" by that
        }
        Long size = changes.size();
        if (size != null && size < 0) {
            throw new VfsException(VfsError.FBIG);
        }
        if (guard == null) {
            return changeNames(() -> vfs.setAttributes(id, changes, caller));
        }
        LateChanges.Key deed = deed(new LateChanges.Deed.Guarded(id, changes, guard));
        return onceMore(deed, VfsError.NOT_SYNC, () -> {
            if (!guard.equals(file.attributes().changed())) {
                throw new VfsException(VfsError.NOT_SYNC);
            }
            vfs.setAttributes(id, changes, caller);
        });
    }

    /** Writes all bytes; they are durable after {@link #commit}. As {@link #change}, but leaves fewer objects behind. */
    public Change write(long offset, ByteBuffer data) throws IOException {
        if (offset < 0 || offset > Long.MAX_VALUE - data.remaining()) {
            throw new VfsException(VfsError.FBIG);
        }
        ObjectLocks.Held held = file.locks().lock(id);
        try {
            file.checkInTime();
            Stamp before = before();
            vfs.write(id, offset, data, caller);
            return new Change(before, file.attributesIfKnown());
        } finally {
            held.close();
        }
    }

    /** Writes all bytes and makes them durable. */
    public Change writeStable(long offset, ByteBuffer data) throws IOException {
        if (ExportTable.neverBlocks(file.export())) {
            Change change = write(offset, data);
            vfs.commit(id);
            return change;
        }
        try (GroupCommit.Coming coming = table.commits().expect(file.export().vfs(), vfs, id)) {
            Change change = write(offset, data);
            coming.commit();
            return change;
        }
    }

    /** Makes all changes of this object durable. */
    public void commit() throws IOException {
        if (ExportTable.neverBlocks(file.export())) {
            vfs.commit(id);
        } else {
            table.commits().commit(file.export().vfs(), vfs, id);
        }
    }

    public Change remove(Name name) throws IOException {
        checkOldName(name);
        LateChanges.Key deed = deed(new LateChanges.Deed.Remove(id, name, false));
        return onceMore(deed, VfsError.NOENT, () -> vfs.remove(id, name, caller));
    }

    public Change removeDirectory(Name name) throws IOException {
        checkOldName(name);
        LateChanges.Key deed = deed(new LateChanges.Deed.Remove(id, name, true));
        return onceMore(deed, VfsError.NOENT, () -> vfs.removeDirectory(id, name, caller));
    }

    /** Gives a file one more name, in this directory. */
    public Change link(ExportedFile target, Name name) throws IOException {
        checkNewName(name);
        HardLinks links = file.export().vfs().capability(HardLinks.class);
        if (links == null) {
            throw new VfsException(VfsError.NOTSUPP);
        }
        checkSameExport(target);
        LateChanges.Key deed = deed(new LateChanges.Deed.Link(target.id(), id, name));
        return onceMore(deed, VfsError.EXIST, () -> links.link(target.id(), id, name, caller));
    }

    /** What a rename did to the two directories. */
    public record Renamed(Change from, Change to) {}

    public Renamed rename(Name from, WritableFile toDirectory, Name to) throws IOException {
        checkOldName(from);
        checkOldName(to);
        checkSameExport(toDirectory.file);
        LateChanges.Key deed = deed(new LateChanges.Deed.Rename(id, from, toDirectory.id, to));
        Renamed renamed;
        try {
            renamed = renameLocked(from, toDirectory, to, deed);
        } catch (IOException e) {
            settle(deed, doneLate(deed, e, VfsError.NOENT), e);
            renamed = new Renamed(unchanged(), toDirectory.unchanged());
        }
        toDirectory.makeNamesDurable();
        if (!id.equals(toDirectory.id)) {
            makeNamesDurable();
        }
        return renamed;
    }

    private Renamed renameLocked(Name from, WritableFile toDirectory, Name to, LateChanges.Key deed)
            throws IOException {
        if (id.equals(toDirectory.id)) {
            Change within = change(() -> moveTo(from, toDirectory, to, deed)).change;
            return new Renamed(within, within);
        }
        ObjectLocks.Held held = file.locks().lock(id, toDirectory.id);
        try {
            file.checkInTime();
            Stamp fromBefore = before();
            Stamp toBefore = toDirectory.before();
            moveTo(from, toDirectory, to, deed);
            return new Renamed(
                    new Change(fromBefore, file.attributesIfKnown()),
                    new Change(toBefore, toDirectory.file.attributesIfKnown()));
        } finally {
            held.close();
        }
    }

    private boolean moveTo(Name from, WritableFile toDirectory, Name to, LateChanges.Key deed) throws IOException {
        vfs.rename(id, from, toDirectory.id, to, caller);
        noteIfLate(deed, id);
        return true;
    }

    @FunctionalInterface
    private interface NameAction {
        void run() throws IOException;
    }

    private Change changeNames(NameAction action) throws IOException {
        Changed<Boolean> changed = change(() -> {
            action.run();
            return true;
        });
        makeNamesDurable();
        return changed.change;
    }

    /** As {@link #changeNames}, for what cannot be done twice: if this caller did it late, then it is done. */
    private Change onceMore(LateChanges.Key deed, VfsError again, NameAction action) throws IOException {
        try {
            return changeNames(() -> {
                action.run();
                noteIfLate(deed, id);
            });
        } catch (IOException e) {
            settle(deed, doneLate(deed, e, again), e);
            return unchanged();
        }
    }

    private LateChanges.Key deed(LateChanges.Deed deed) {
        return new LateChanges.Key(file.client(), caller, file.export().vfs(), deed);
    }

    private void noteIfLate(LateChanges.Key deed, FileId object) {
        file.whenLate(() -> table.lateChanges().put(deed, object));
    }

    /** What this caller did when it was told to ask again; throws the failure if it is not of that, or did nothing. */
    private FileId doneLate(LateChanges.Key deed, IOException failure, VfsError again) throws IOException {
        FileId object =
                VfsException.errorOf(failure) == again ? table.lateChanges().find(deed) : null;
        if (object == null) {
            throw failure;
        }
        return object;
    }

    /** Answers for the late change, if nobody else of this caller's has been answered for it. */
    private void settle(LateChanges.Key deed, FileId object, IOException failure) throws IOException {
        makeNamesDurable();
        if (!table.lateChanges().take(deed)) {
            throw failure;
        }
        noteIfLate(deed, object);
    }

    private <T> Changed<T> change(Action<T> action) throws IOException {
        ObjectLocks.Held held = file.locks().lock(id);
        try {
            file.checkInTime();
            Stamp before = before();
            T result = action.run();
            return new Changed<>(result, new Change(before, file.attributesIfKnown()));
        } finally {
            held.close();
        }
    }

    private @Nullable Stamp before() throws IOException {
        return file.export().options().hostWrites() ? null : file.stamp();
    }

    private Change unchanged() {
        return new Change(null, file.attributesIfKnown());
    }

    private void makeNamesDurable() throws IOException {
        if (file.export().options().metadataSync()) {
            commit();
        }
    }

    private Found existing(Name name) throws IOException {
        Found found = file.lookup(name);
        Attributes attributes = found.attributes();
        if (attributes == null || !attributes.isRegular()) {
            throw new VfsException(VfsError.EXIST);
        }
        return found;
    }

    private void checkSameExport(ExportedFile other) throws VfsException {
        if (!other.sharesExport(file)) {
            throw new VfsException(VfsError.XDEV);
        }
    }

    private static void checkNewName(Name name) throws VfsException {
        checkName(name, VfsError.EXIST);
    }

    private static void checkOldName(Name name) throws VfsException {
        checkName(name, VfsError.INVAL);
    }

    private static void checkName(Name name, VfsError ofDots) throws VfsException {
        ExportedFile.checkName(name);
        if (name.isDots()) {
            throw new VfsException(ofDots);
        }
    }

    private static void rethrowUnless(IOException failure, VfsError... expected) throws IOException {
        if (!Arrays.asList(expected).contains(VfsException.errorOf(failure))) {
            throw failure;
        }
    }
}
