package dev.cleat.rpc.auth;

/** Why a caller is turned away (RFC 5531 §9, auth_stat). */
public enum AuthStatus {
    OK(0),
    /** The credential is malformed or of a flavor that is not served. */
    BADCRED(1),
    /** The client must start a new session. */
    REJECTEDCRED(2),
    BADVERF(3),
    REJECTEDVERF(4),
    /** A stronger flavor is needed. */
    TOOWEAK(5),
    INVALIDRESP(6),
    FAILED(7);

    private final int number;

    AuthStatus(int number) {
        this.number = number;
    }

    /** On the wire. */
    public int number() {
        return number;
    }

    /** Numbers that are not known, of flavors that are not either, are all {@link #FAILED}. */
    public static AuthStatus of(int number) {
        for (AuthStatus status : values()) {
            if (status.number == number) {
                return status;
            }
        }
        return FAILED;
    }
}
