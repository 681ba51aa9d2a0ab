package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.decorate.VfsOperation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A file system that fails or waits where a test wants it to. Any number of threads may call it and change its faults.
 *
 * <p>It says of itself that its methods may wait on the network, and has no view that never does.
 */
public final class FaultyVfs extends ForwardingVfs {
    /** Happens before an operation, instead of which it may throw. */
    @FunctionalInterface
    public interface Fault {
        void strike() throws IOException;
    }

    private final Map<VfsOperation, Fault> faults = new ConcurrentHashMap<>();
    private final Map<VfsOperation, AtomicInteger> calls = new ConcurrentHashMap<>();

    public FaultyVfs(Vfs below) {
        super(below);
    }

    /** From now on the operation fails with this error, before it has any effect. */
    public void fail(VfsOperation operation, VfsError error) {
        strike(operation, () -> {
            throw new VfsException(error);
        });
    }

    /** The next call of the operation fails with this error, and no other does. */
    public void failOnce(VfsOperation operation, VfsError error) {
        strike(operation, () -> {
            heal(operation);
            throw new VfsException(error);
        });
    }

    /** From now on the operation begins only when the latch is open. */
    public void hold(VfsOperation operation, CountDownLatch until) {
        strike(operation, () -> {
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        });
    }

    /** From now on this happens before the operation. Unchecked exceptions play a back end with a bug. */
    public void strike(VfsOperation operation, Fault fault) {
        faults.put(operation, fault);
    }

    /** The operation works again. */
    public void heal(VfsOperation operation) {
        faults.remove(operation);
    }

    /** How often the operation was called, failures included. */
    public int calls(VfsOperation operation) {
        AtomicInteger count = calls.get(operation);
        return count == null ? 0 : count.get();
    }

    void enter(VfsOperation operation) throws IOException {
        calls.computeIfAbsent(operation, key -> new AtomicInteger()).incrementAndGet();
        Fault fault = faults.get(operation);
        if (fault != null) {
            fault.strike();
        }
    }

    @Override
    protected Writable writable(Writable writableBelow) {
        return new FaultyWritable(this, writableBelow);
    }

    @Override
    protected HardLinks hardLinks(HardLinks hardLinksBelow) {
        return (file, directory, name, caller) -> {
            enter(VfsOperation.LINK);
            hardLinksBelow.link(file, directory, name, caller);
        };
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        enter(VfsOperation.ATTRIBUTES);
        return super.attributes(file);
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        enter(VfsOperation.LOOKUP);
        return super.lookup(directory, name, caller);
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        enter(VfsOperation.READ);
        return super.read(file, offset, into, caller);
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        enter(VfsOperation.LIST);
        super.list(directory, cookie, caller, listing);
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws IOException {
        enter(VfsOperation.READ_LINK);
        return super.readLink(link, caller);
    }

    @Override
    public int access(FileId file, Attributes attributes, Caller caller) throws IOException {
        enter(VfsOperation.ACCESS);
        return super.access(file, attributes, caller);
    }

    @Override
    public Space space(FileId object) throws IOException {
        enter(VfsOperation.SPACE);
        return super.space(object);
    }

    @Override
    public Limits limits(FileId object) throws IOException {
        enter(VfsOperation.LIMITS);
        return super.limits(object);
    }

    @Override
    public Blocking blocking() {
        return Blocking.NETWORK;
    }

    @Override
    public @Nullable Vfs immediate() {
        return null;
    }
}
