package dev.cleat.rpc;

import dev.cleat.rpc.auth.AuthStatus;
import java.io.IOException;
import java.time.Duration;

/** A call did not come back with results. */
public final class RpcException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Reason reason;

    public RpcException(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why not. */
    public sealed interface Reason {}

    /** Nothing came within this time. */
    public record NoAnswer(Duration waited) implements Reason {
        @Override
        public String toString() {
            return "no answer within " + waited.toMillis() + " ms";
        }
    }

    /**
     * The server does not have this version of the program (RFC 5531 §9, PROG_MISMATCH).
     *
     * @param low the lowest version that it has, unsigned
     * @param high the highest version that it has, unsigned
     */
    public record ProgramMismatch(int low, int high) implements Reason {
        @Override
        public String toString() {
            return "the server has versions " + Integer.toUnsignedString(low) + " to " + Integer.toUnsignedString(high);
        }
    }

    /**
     * The server understood the header and still did not carry out the call.
     *
     * @param status neither SUCCESS nor PROG_MISMATCH
     */
    public record Unaccepted(AcceptStatus status) implements Reason {
        @Override
        public String toString() {
            return status.toString();
        }
    }

    /** The server does not speak version 2 of the protocol (RFC 5531 §9, RPC_MISMATCH). */
    public record RpcMismatch(int low, int high) implements Reason {
        @Override
        public String toString() {
            return "RPC_MISMATCH";
        }
    }

    /** The credential will not do (RFC 5531 §9, AUTH_ERROR). */
    public record Denied(AuthStatus status) implements Reason {
        @Override
        public String toString() {
            return "AUTH_" + status;
        }
    }
}
