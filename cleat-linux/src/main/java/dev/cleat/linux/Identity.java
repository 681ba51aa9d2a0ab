package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Who the kernel takes a thread for when it opens, makes and removes files.
 *
 * <p>A thread is the service (file-system user 0, with all the process's capabilities over files) at all times but between
 * {@link #become} and {@link #service}. Only system calls stand between the two: a class loaded there would be looked for
 * with the caller's rights. Group and groups stay as the last caller left them, since the service's rights do not come from
 * them; so the same caller again costs two calls, and the superuser none.
 */
final class Identity {
    private static final int NOBODY = -1;

    private final Syscalls calls;

    private int uid = NOBODY;
    private int verifiedUid = NOBODY;
    private @Nullable Caller groupsOf;

    /** What the thread was before, to be put back on threads that are not the server's. */
    private int ownUid;

    private int ownGid;
    private int[] ownGroups = new int[0];

    Identity(Syscalls calls) {
        this.calls = calls;
    }

    /** Notes what the thread is, and makes it the service. */
    void begin() {
        ownUid = setUid(NOBODY);
        ownGid = setGid(NOBODY);
        MemorySegment memory = calls.scratch.path;
        int count = (int) call(CallNumber.GETGROUPS, memory.byteSize() / 4, memory.address());
        ownGroups = memory.asSlice(0, 4L * Math.max(count, 0)).toArray(JAVA_INT);
        uid = ownUid;
        service();
    }

    /** Makes the thread again what it was at {@link #begin}. */
    void end() {
        if (groupsOf != null) {
            MemorySegment.copy(ownGroups, 0, calls.scratch.path, JAVA_INT, 0, ownGroups.length);
            call(CallNumber.SETGROUPS, ownGroups.length, calls.scratch.path.address());
            setGid(ownGid);
            groupsOf = null;
        }
        if (uid != ownUid) {
            setUid(ownUid);
            uid = ownUid;
        }
    }

    /**
     * From here on the kernel decides as for this caller.
     *
     * @throws VfsException {@link VfsError#ACCES} for a caller whose ids the kernel does not know; the thread is the service
     */
    void become(Caller caller) throws VfsException {
        becomeMember(caller);
        int wanted = caller.uid();
        if (wanted != uid) {
            setUid(wanted);
            // An id that is not mapped here changes nothing, silently: the thread would go on as the superuser.
            if (wanted != verifiedUid && setUid(NOBODY) != wanted) {
                throw new VfsException(VfsError.ACCES, "no user " + Integer.toUnsignedString(wanted) + " here");
            }
            verifiedUid = wanted;
            uid = wanted;
        }
    }

    /** From here on the kernel decides as for the service. */
    void service() {
        if (uid != 0) {
            setUid(0);
            uid = 0;
        }
    }

    @SuppressWarnings("ReferenceEquality") // one person's calls mostly carry one instance
    private void becomeMember(Caller caller) throws VfsException {
        if (caller == groupsOf) {
            return;
        }
        Caller last = groupsOf;
        if (last == null || !sameGroups(last, caller)) {
            groupsOf = null;
            setGroups(caller);
        }
        if (last == null || last.gid() != caller.gid()) {
            groupsOf = null;
            setGid(caller.gid());
            if (setGid(NOBODY) != caller.gid()) {
                throw new VfsException(VfsError.ACCES, "no group " + Integer.toUnsignedString(caller.gid()) + " here");
            }
        }
        groupsOf = caller;
    }

    private void setGroups(Caller caller) throws VfsException {
        int count = caller.groupCount();
        MemorySegment memory = calls.scratch.path;
        if (4L * count > memory.byteSize()) {
            memory = Arena.ofAuto().allocate(4L * count, 4);
        }
        for (int i = 0; i < count; i++) {
            memory.setAtIndex(JAVA_INT, i, caller.group(i));
        }
        if (call(CallNumber.SETGROUPS, count, memory.address()) != 0) {
            throw new VfsException(VfsError.ACCES, "groups unknown here: " + caller);
        }
    }

    private static boolean sameGroups(Caller one, Caller other) {
        if (one.groupCount() != other.groupCount()) {
            return false;
        }
        for (int i = 0; i < one.groupCount(); i++) {
            if (one.group(i) != other.group(i)) {
                return false;
            }
        }
        return true;
    }

    private int setUid(int wanted) {
        return (int) call(CallNumber.SETFSUID, Integer.toUnsignedLong(wanted), 0);
    }

    private int setGid(int wanted) {
        return (int) call(CallNumber.SETFSGID, Integer.toUnsignedLong(wanted), 0);
    }

    private long call(long number, long a, long b) {
        return calls.call(number, a, b, 0, 0, 0, 0);
    }
}
