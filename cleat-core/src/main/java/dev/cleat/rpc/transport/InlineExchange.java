package dev.cleat.rpc.transport;

import dev.cleat.rpc.Exchange;
import dev.cleat.rpc.Protocol;
import dev.cleat.xdr.Lease;
import dev.cleat.xdr.XdrWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of a call that is answered by the event thread that read it. There is one for each event thread; its answers
 * go into the thread's burst. Belongs to that thread.
 */
final class InlineExchange implements Exchange {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final EventLoop loop;
    private @Nullable TcpConnection connection;
    private ByteBuffer message = NOTHING;
    private @Nullable Lease owned;
    private int start;
    private int mark;
    private boolean writing;

    InlineExchange(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Has a message carried out.
     *
     * @param lease of the message, or null if it lies in the thread's own buffer; will be released
     */
    void run(TcpConnection from, ByteBuffer bytes, @Nullable Lease lease) {
        connection = from;
        message = bytes;
        start = bytes.position();
        owned = lease;
        try {
            from.receiver().receive(this);
        } finally {
            if (writing) {
                discard(loop.burst());
            }
            if (owned != null) {
                owned.release();
                owned = null;
            }
            connection = null;
            message = NOTHING;
        }
    }

    private TcpConnection connection() {
        TcpConnection current = connection;
        if (current == null) {
            throw new IllegalStateException("the call is over");
        }
        return current;
    }

    @Override
    public InetSocketAddress client() {
        return connection().client();
    }

    @Override
    public InetSocketAddress local() {
        return connection().local();
    }

    @Override
    public Protocol protocol() {
        return Protocol.TCP;
    }

    @Override
    public ByteBuffer message() {
        return message;
    }

    @Override
    public int maxMessage() {
        return connection().maxMessage();
    }

    @Override
    public Lease payload(int capacity) {
        return loop.network().buffers().lease(capacity);
    }

    @Override
    public Exchange detach() {
        Lease lease = owned;
        owned = null;
        if (lease == null) {
            int length = message.limit() - start;
            lease = loop.network().buffers().lease(length);
            lease.buffer().put(0, message, start, length).limit(length);
        }
        lease.buffer().position(0);
        return new DetachedExchange(connection(), lease);
    }

    @Override
    public XdrWriter open() {
        XdrWriter burst = loop.burst();
        mark = burst.size();
        writing = true;
        burst.writeInt(0);
        return burst;
    }

    @Override
    public void send(XdrWriter answer) {
        writing = false;
        answer.setInt(mark, RecordMark.last(answer.size() - mark - RecordMark.BYTES));
    }

    @Override
    public void discard(XdrWriter answer) {
        writing = false;
        answer.truncate(mark);
    }

    @Override
    public void drop() {}

    @Override
    public void sendEarly(XdrWriter answer) {
        throw new IllegalStateException("not detached");
    }

    @Override
    public void release() {
        throw new IllegalStateException("not detached");
    }
}
