package dev.cleat.vfs;

import java.util.Arrays;

/**
 * On whose behalf a call is made, after the export's rules (squashing, mapping) were applied.
 *
 * <p>A back end may compare callers by reference first: the same person's calls mostly carry the same instance.
 */
public final class Caller {
    /** The superuser, with no further groups. */
    public static final Caller ROOT = new Caller(0, 0);

    private final int uid;
    private final int gid;
    private final int[] groups;

    /**
     * @param uid unsigned
     * @param gid the primary group, unsigned
     * @param groups the supplementary groups, unsigned; copied
     */
    public Caller(int uid, int gid, int... groups) {
        this.uid = uid;
        this.gid = gid;
        this.groups = groups.clone();
    }

    public int uid() {
        return uid;
    }

    public int gid() {
        return gid;
    }

    public int groupCount() {
        return groups.length;
    }

    /** A supplementary group. */
    public int group(int index) {
        return groups[index];
    }

    public boolean isRoot() {
        return uid == 0;
    }

    /** Whether the group is the primary or a supplementary one. */
    public boolean isMember(int group) {
        if (group == gid) {
            return true;
        }
        for (int member : groups) {
            if (member == group) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Caller caller
                && uid == caller.uid
                && gid == caller.gid
                && Arrays.equals(groups, caller.groups);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * uid + gid) + Arrays.hashCode(groups);
    }

    @Override
    public String toString() {
        return "uid=" + Integer.toUnsignedString(uid) + " gid=" + Integer.toUnsignedString(gid)
                + (groups.length == 0 ? "" : " groups=" + Arrays.toString(groups));
    }
}
