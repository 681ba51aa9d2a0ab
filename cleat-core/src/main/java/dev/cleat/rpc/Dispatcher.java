package dev.cleat.rpc;

import dev.cleat.rpc.auth.AuthException;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.rpc.auth.CredentialReader;
import dev.cleat.rpc.replay.ReplayCache;
import dev.cleat.xdr.XdrException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of each call that one thread receives (RFC 5531 §9) and starts it, or answers that it cannot be:
 *
 * <pre>
 *   xid  CALL=0  rpcvers=2  prog  vers  proc  credential: flavor length body  verifier: flavor length body  [ arguments ]
 * </pre>
 */
final class Dispatcher implements Receiver {
    private static final int FIXED_PART = 24;

    private final RpcServer server;
    private final CredentialReader credentials = new CredentialReader();
    private final @Nullable Duplicates duplicates;
    private @Nullable Execution execution;

    Dispatcher(RpcServer server) {
        this.server = server;
        ReplayCache replays = server.replays();
        this.duplicates = replays == null ? null : new Duplicates(replays, server.listener());
    }

    @Override
    public boolean ready() {
        return server.workers().ready();
    }

    @Override
    public void receive(Exchange exchange) {
        ByteBuffer message = exchange.message();
        int start = message.position();
        if (message.remaining() < FIXED_PART || message.getInt(start + 4) != Answers.CALL) {
            drop(exchange);
            return;
        }
        int xid = message.getInt(start);
        if (message.getInt(start + 8) != Answers.RPC_VERSION) {
            reject(exchange, Rejection.RPC_MISMATCH);
            Answers.rpcMismatch(exchange, xid);
            return;
        }
        message.position(start + FIXED_PART);
        try {
            Credential credential = credentials.read(message);
            Row<?, ?> row = find(
                    exchange, xid, message.getInt(start + 12), message.getInt(start + 16), message.getInt(start + 20));
            if (row != null) {
                start(row, exchange, credential, xid);
            }
        } catch (AuthException denied) {
            reject(exchange, Rejection.AUTH_ERROR);
            Answers.deny(exchange, xid, denied.status());
        } catch (XdrException truncated) {
            drop(exchange);
        }
    }

    /** The row, or null where an answer went out instead. */
    private @Nullable Row<?, ?> find(Exchange exchange, int xid, int number, int version, int procedure) {
        ServiceTable.Program program = server.table().program(number);
        if (program == null) {
            reject(exchange, Rejection.PROG_UNAVAIL);
            Answers.accept(exchange, xid, AcceptStatus.PROG_UNAVAIL);
            return null;
        }
        Service service = program.version(version);
        if (service == null) {
            reject(exchange, Rejection.PROG_MISMATCH);
            Answers.programMismatch(exchange, xid, program.low(), program.high());
            return null;
        }
        Row<?, ?> row = service.row(procedure);
        if (row == null) {
            reject(exchange, Rejection.PROC_UNAVAIL);
            Answers.accept(exchange, xid, AcceptStatus.PROC_UNAVAIL);
        }
        return row;
    }

    private void start(Row<?, ?> row, Exchange exchange, Credential credential, int xid) {
        Execution reused = execution;
        if (reused == null) {
            reused = new Execution(server, row, new Call(exchange, credential, xid, false), duplicates);
            execution = reused;
        } else {
            reused.reuse(row, exchange, credential, xid);
        }
        reused.start();
    }

    private void drop(Exchange exchange) {
        reject(exchange, Rejection.NOT_A_CALL);
        exchange.drop();
    }

    private void reject(Exchange exchange, Rejection why) {
        server.listener().rejected(exchange.client(), why);
    }
}
