package dev.cleat.client;

import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A regular file of a server, as a channel. Nothing is read ahead and nothing written late: each call is one of the server's
 * own, or some where more is moved than it takes at a time.
 *
 * <p>What was written is safe once {@link #force} or {@link #close} has returned. Until then it is kept here as well, and sent
 * again if the server lost it.
 *
 * <p>For any number of threads. {@link #lock} guards the position and what is not yet safe; it is held while the server is
 * asked, so that changes come one after another.
 */
public final class NfsFile implements SeekableByteChannel {
    private final Calls calls;
    private final Opaque handle;
    private final NfsPath path;
    private final OpenMode how;
    private final Transfer transfer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Uncommitted uncommitted;
    private long position;
    private volatile boolean open = true;

    NfsFile(Calls calls, Opaque handle, NfsPath path, OpenMode how, Transfer transfer) {
        this.calls = calls;
        this.handle = handle;
        this.path = path;
        this.how = how;
        this.transfer = transfer;
        this.uncommitted = new Uncommitted(calls, handle, path);
    }

    /** For raw calls. */
    public Opaque handle() {
        return handle;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        lock.lock();
        try {
            int count = read(into, position);
            position += Math.max(0, count);
            return count;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads without moving the position, by one call.
     *
     * @param offset in bytes
     * @return how many bytes, at least one where there is room for one; -1 at the file's end
     */
    public int read(ByteBuffer into, long offset) throws IOException {
        checkOpen();
        if (!how.read()) {
            throw new NonReadableChannelException();
        }
        int wanted = Math.min(into.remaining(), transfer.readBytes());
        if (wanted == 0) {
            return 0;
        }
        Read reading = new Read(handle, checked(offset), wanted);
        Read.Ok answer = calls.patiently(() -> switch (calls.call(reading)) {
            case Read.Ok ok -> ok;
            case Read.Failed failed -> throw NfsFailure.of(failed.status(), path);
        });
        int count = answer.data().remaining();
        if (count > wanted || (count == 0 && !answer.eof())) {
            throw NfsFailure.nonsense(count + " of " + wanted + " bytes read, and no end");
        }
        into.put(answer.data());
        return count == 0 ? -1 : count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        lock.lock();
        try {
            int count = from.remaining();
            if (how.append()) {
                position = size();
            }
            write(from, position);
            position += count;
            return count;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes all of it, without moving the position.
     *
     * @param offset in bytes
     */
    public void write(ByteBuffer from, long offset) throws IOException {
        lock.lock();
        try {
            checkWritable();
            long at = checked(offset);
            while (from.hasRemaining()) {
                byte[] data = new byte[Math.min(from.remaining(), transfer.writeBytes())];
                from.duplicate().get(data);
                uncommitted.write(at, ByteBuffer.wrap(data), how.stability());
                from.position(from.position() + data.length);
                at += data.length;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long position() throws IOException {
        lock.lock();
        try {
            checkOpen();
            return position;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public NfsFile position(long newPosition) throws IOException {
        lock.lock();
        try {
            checkOpen();
            position = checked(newPosition);
            return this;
        } finally {
            lock.unlock();
        }
    }

    private static long checked(long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("before the beginning: " + offset);
        }
        return offset;
    }

    /** In bytes, as the server has it now. */
    @Override
    public long size() throws IOException {
        return attributes().size();
    }

    /** As the server has them now. */
    public Attributes attributes() throws IOException {
        checkOpen();
        return calls.patiently(() -> switch (calls.call(new GetAttr(handle))) {
            case GetAttr.Ok ok -> ok.attributes();
            case GetAttr.Failed failed -> throw NfsFailure.of(failed.status(), path);
        });
    }

    public void setAttributes(SetAttributes changes) throws IOException {
        lock.lock();
        try {
            checkOpen();
            // What may have to be written again must not land behind a new end.
            uncommitted.commit();
            calls.patiently(() -> switch (calls.call(new SetAttr(handle, changes, null))) {
                case Changed.Ok ok -> ok;
                case Changed.Failed failed -> throw NfsFailure.of(failed.status(), path);
            });
        } finally {
            lock.unlock();
        }
    }

    @Override
    public NfsFile truncate(long size) throws IOException {
        lock.lock();
        try {
            checkWritable();
            if (checked(size) < size()) {
                setAttributes(SetAttributes.size(size));
            }
            position = Math.min(position, size);
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** Makes safe what was written. */
    public void force() throws IOException {
        lock.lock();
        try {
            checkOpen();
            uncommitted.commit();
        } finally {
            lock.unlock();
        }
    }

    private void checkWritable() throws ClosedChannelException {
        checkOpen();
        if (!how.write()) {
            throw new NonWritableChannelException();
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /**
     * Makes safe what was written.
     *
     * @throws IOException if that failed: then it may be lost
     */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (open) {
                open = false;
                uncommitted.commit();
            }
        } finally {
            lock.unlock();
        }
    }
}
