package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A file system whose calls are counted and timed. A call that its view which never waits could not answer, and that is
 * therefore made again, counts once.
 */
public final class MeteredVfs extends ForwardingVfs {
    private final VfsMeter meter;
    private final LongSupplier clock;

    public MeteredVfs(Vfs below, VfsMeter meter) {
        this(below, meter, System::nanoTime);
    }

    /**
     * @param nanos tells the time as {@link System#nanoTime} does
     */
    public MeteredVfs(Vfs below, VfsMeter meter, LongSupplier nanos) {
        super(below);
        this.meter = meter;
        this.clock = nanos;
    }

    @FunctionalInterface
    private interface Call<T extends @Nullable Object> {
        T run() throws IOException;
    }

    @FunctionalInterface
    private interface Change {
        void run() throws IOException;
    }

    private <T extends @Nullable Object> T measure(VfsOperation operation, Call<T> call) throws IOException {
        return measure(operation, null, call);
    }

    /**
     * @param data whose position moves by as many bytes as count
     */
    private <T extends @Nullable Object> T measure(VfsOperation operation, @Nullable ByteBuffer data, Call<T> call)
            throws IOException {
        long start = clock.getAsLong();
        int position = data == null ? 0 : data.position();
        Throwable failure = null;
        try {
            return call.run();
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            if (!(failure instanceof VfsException e && e.error() == VfsError.WOULD_BLOCK)) {
                int bytes = data == null ? 0 : data.position() - position;
                meter.ended(operation, clock.getAsLong() - start, bytes, failure);
            }
        }
    }

    private void count(VfsOperation operation, Change change) throws IOException {
        measure(operation, () -> {
            change.run();
            return true;
        });
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        return measure(VfsOperation.ATTRIBUTES, () -> super.attributes(file));
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        return measure(VfsOperation.LOOKUP, () -> super.lookup(directory, name, caller));
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        return measure(VfsOperation.READ, into, () -> super.read(file, offset, into, caller));
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        count(VfsOperation.LIST, () -> super.list(directory, cookie, caller, listing));
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws IOException {
        return measure(VfsOperation.READ_LINK, () -> super.readLink(link, caller));
    }

    @Override
    public int access(FileId file, Attributes attributes, Caller caller) throws IOException {
        return measure(VfsOperation.ACCESS, () -> super.access(file, attributes, caller));
    }

    @Override
    public Space space(FileId object) throws IOException {
        return measure(VfsOperation.SPACE, () -> super.space(object));
    }

    @Override
    public Limits limits(FileId object) throws IOException {
        return measure(VfsOperation.LIMITS, () -> super.limits(object));
    }

    @Override
    protected Vfs immediate(Vfs immediateBelow) {
        return new MeteredVfs(immediateBelow, meter, clock);
    }

    @Override
    protected Writable writable(Writable writableBelow) {
        return new Metered(writableBelow);
    }

    @Override
    protected HardLinks hardLinks(HardLinks hardLinksBelow) {
        return (file, directory, name, caller) ->
                count(VfsOperation.LINK, () -> hardLinksBelow.link(file, directory, name, caller));
    }

    private final class Metered extends ForwardingWritable {
        Metered(Writable below) {
            super(below);
        }

        @Override
        public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
            return measure(VfsOperation.CREATE, () -> below().create(directory, name, object, caller));
        }

        @Override
        public void setAttributes(FileId file, SetAttributes changes, Caller caller) throws IOException {
            count(VfsOperation.SET_ATTRIBUTES, () -> below().setAttributes(file, changes, caller));
        }

        @Override
        public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
            measure(VfsOperation.WRITE, data, () -> {
                below().write(file, offset, data, caller);
                return true;
            });
        }

        @Override
        public void commit(FileId object) throws IOException {
            count(VfsOperation.COMMIT, () -> below().commit(object));
        }

        @Override
        public void remove(FileId directory, Name name, Caller caller) throws IOException {
            count(VfsOperation.REMOVE, () -> below().remove(directory, name, caller));
        }

        @Override
        public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
            count(VfsOperation.REMOVE_DIRECTORY, () -> below().removeDirectory(directory, name, caller));
        }

        @Override
        public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller)
                throws IOException {
            count(VfsOperation.RENAME, () -> below().rename(fromDirectory, from, toDirectory, to, caller));
        }
    }
}
