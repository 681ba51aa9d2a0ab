package dev.cleat.rpc.auth;

import java.util.List;

/** What a caller says of itself. */
public sealed interface Credential {
    /** The flavor's number (RFC 5531 §8.2). */
    int flavor();

    /** Nobody in particular: AUTH_NONE. */
    record None() implements Credential {
        public static final int FLAVOR = 0;

        @Override
        public int flavor() {
            return FLAVOR;
        }
    }

    /**
     * AUTH_SYS (RFC 5531 appendix A): believed without proof.
     *
     * @param stamp arbitrary; a server may keep that of an earlier call which was equal otherwise
     * @param machine the client's name of itself
     * @param uid unsigned
     * @param gid unsigned
     * @param gids at most 16 further groups, unsigned
     */
    record Sys(int stamp, String machine, int uid, int gid, List<Integer> gids) implements Credential {
        public static final int FLAVOR = 1;
        public static final int MAX_MACHINE = 255;
        public static final int MAX_GIDS = 16;

        public Sys {
            gids = List.copyOf(gids);
        }

        @Override
        public int flavor() {
            return FLAVOR;
        }
    }
}
