package dev.cleat.rpc;

import dev.cleat.rpc.auth.AuthStatus;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.rpc.auth.CredentialWriter;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Calls the procedures of a server (RFC 5531 §9). For any number of threads, each of which waits for its own answer; clients
 * made from one another share the channel.
 */
public final class RpcClient implements RpcCaller, Closeable {
    private static final int CALL = 0;
    private static final int REPLY = 1;
    private static final int RPC_VERSION = 2;
    private static final int VERIFIER_BYTES = 400;

    private final ClientChannel channel;
    private final AtomicInteger nextXid;
    private final Credential credential;
    private final Duration timeout;

    /**
     * As nobody, with ten seconds for each call.
     *
     * @param random where the numbering of calls begins; it should differ after each start, or a server may take a call for
     *     an earlier one's duplicate
     */
    public RpcClient(ClientChannel channel, RandomGenerator random) {
        this(channel, new AtomicInteger(random.nextInt()), new Credential.None(), Duration.ofSeconds(10));
    }

    private RpcClient(ClientChannel channel, AtomicInteger nextXid, Credential credential, Duration timeout) {
        this.channel = channel;
        this.nextXid = nextXid;
        this.credential = credential;
        this.timeout = timeout;
    }

    /** Over the same channel, on somebody's behalf. */
    public RpcClient as(Credential other) {
        return new RpcClient(channel, nextXid, other, timeout);
    }

    /** Over the same channel, with another limit for each call. */
    public RpcClient within(Duration other) {
        return new RpcClient(channel, nextXid, credential, other);
    }

    @Override
    public <R extends XdrEncodable> R call(Procedure<?, R> procedure, Request<R> request) throws IOException {
        int xid = nextXid.getAndIncrement();
        XdrWriter out = new XdrWriter();
        writeHeader(out, xid, procedure);
        request.encode(out);
        ByteBuffer answer = channel.call(out.toBuffer(), timeout);
        XdrReader in = new XdrReader(answer);
        readHeader(in);
        R results = procedure.results().decode(in);
        in.expectEnd();
        return results;
    }

    private void writeHeader(XdrWriter out, int xid, Procedure<?, ?> procedure) {
        out.writeInt(xid);
        out.writeInt(CALL);
        out.writeInt(RPC_VERSION);
        out.writeInt(procedure.version().program());
        out.writeInt(procedure.version().version());
        out.writeInt(procedure.number());
        CredentialWriter.write(out, credential);
        CredentialWriter.write(out, new Credential.None()); // the verifier
    }

    /** Up to the results; see {@link Answers} for the layout. */
    private static void readHeader(XdrReader in) throws IOException {
        in.readInt(); // the xid, by which the channel found the answer
        if (in.readInt() != REPLY) {
            throw new XdrException("not a reply");
        }
        boolean denied = in.readBoolean();
        if (denied) {
            throw new RpcException(readDenial(in));
        }
        in.readInt();
        in.readSlice(VERIFIER_BYTES);
        AcceptStatus status = AcceptStatus.of(in.readInt());
        switch (status) {
            case SUCCESS -> {}
            case PROG_MISMATCH -> throw new RpcException(new RpcException.ProgramMismatch(in.readInt(), in.readInt()));
            case PROG_UNAVAIL, PROC_UNAVAIL, GARBAGE_ARGS, SYSTEM_ERR ->
                throw new RpcException(new RpcException.Unaccepted(status));
        }
    }

    private static RpcException.Reason readDenial(XdrReader in) throws XdrException {
        boolean unauthentic = in.readBoolean();
        return unauthentic
                ? new RpcException.Denied(AuthStatus.of(in.readInt()))
                : new RpcException.RpcMismatch(in.readInt(), in.readInt());
    }

    /** Closes the channel, for all clients that share it. */
    @Override
    public void close() {
        channel.close();
    }
}
