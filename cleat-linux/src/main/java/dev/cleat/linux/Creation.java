package dev.cleat.linux;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;

/**
 * Makes one object, as the caller. A file that is given more than a mode is made without a name and named when all holds; the
 * kernel has no such thing for other types, where the rest follows at once.
 */
final class Creation {
    private static final int FILE_MODE = 0644;
    private static final int DIRECTORY_MODE = 0755;

    private final Worker worker;
    private final Syscalls calls;
    private final int directory;
    private final Name name;
    private final Caller caller;
    private final boolean exactModes;

    Creation(Worker worker, Descriptor directory, Name name, Caller caller) {
        this.worker = worker;
        this.calls = worker.calls;
        this.directory = directory.fd;
        this.name = name;
        this.caller = caller;
        this.exactModes = worker.clearUmask();
    }

    /**
     * @return a descriptor of the object; of a file open for reading and writing, of others naming it; or the negated error
     *     number
     */
    int make(NewObject object) throws VfsException {
        return switch (object) {
            case NewObject.RegularFile(var attributes) -> file(attributes);
            case NewObject.Directory(var attributes) -> directory(attributes);
            case NewObject.SymbolicLink(var target, var attributes) -> link(target, attributes);
            case NewObject.Special special -> special(special);
        };
    }

    private int file(SetAttributes attributes) throws VfsException {
        int mode = mode(attributes, FILE_MODE);
        SetAttributes rest = rest(attributes, exactModes ? 0 : Attributes.MODE_MASK);
        if (!rest.isNone()) {
            int made = unnamedFile(mode, rest);
            if (made != -Errno.EOPNOTSUPP) {
                return made;
            }
        }
        int flags = Flags.O_CREAT | Flags.O_EXCL | Flags.O_RDWR | Flags.O_CLOEXEC | CallNumber.O_NOFOLLOW;
        int made;
        worker.become(caller);
        try {
            made = calls.open(directory, name, flags, mode, 0);
        } finally {
            worker.service();
        }
        return made < 0 ? made : finish(made, rest, 0);
    }

    private int unnamedFile(int mode, SetAttributes rest) throws VfsException {
        int made;
        worker.become(caller);
        try {
            made = calls.openUnnamed(directory, mode);
        } finally {
            worker.service();
        }
        if (made < 0) {
            // Older file systems see a directory opened for writing.
            return made == -Errno.EISDIR || made == -Errno.EINVAL ? -Errno.EOPNOTSUPP : made;
        }
        int linked = -Errno.EIO;
        try {
            setRest(made, rest);
            worker.become(caller);
            try {
                linked = calls.link(made, directory, name);
            } finally {
                worker.service();
            }
        } finally {
            if (linked < 0) {
                calls.close(made);
            }
        }
        return linked < 0 ? linked : made;
    }

    private int directory(SetAttributes attributes) throws VfsException {
        int mode = mode(attributes, DIRECTORY_MODE);
        int made;
        worker.become(caller);
        try {
            made = calls.makeDirectory(directory, name, mode & ~(Attributes.SETUID | Attributes.SETGID));
            if (made == 0) {
                made = calls.open(directory, name, Flags.NAME_ONLY | CallNumber.O_DIRECTORY, 0, 0);
            }
        } finally {
            worker.service();
        }
        int repeated = exactModes ? Attributes.SETUID | Attributes.SETGID : Attributes.MODE_MASK;
        return made < 0 ? made : finish(made, rest(attributes.withSize(null), repeated), Flags.AT_REMOVEDIR);
    }

    private int link(Name target, SetAttributes attributes) throws VfsException {
        int made;
        worker.become(caller);
        try {
            made = calls.makeLink(directory, name, target);
            if (made == 0) {
                made = calls.open(directory, name, Flags.NAME_ONLY, 0, 0);
            }
        } finally {
            worker.service();
        }
        // A link's mode means nothing on Linux.
        return made < 0 ? made : finish(made, rest(attributes.withMode(null).withSize(null), 0), 0);
    }

    private int special(NewObject.Special special) throws VfsException {
        int mode = mode(special.attributes(), FILE_MODE) | format(special.type());
        int made;
        worker.become(caller);
        try {
            made = calls.makeSpecial(
                    directory,
                    name,
                    mode,
                    special.device().major(),
                    special.device().minor());
            if (made == 0) {
                made = calls.open(directory, name, Flags.NAME_ONLY, 0, 0);
            }
        } finally {
            worker.service();
        }
        SetAttributes rest = rest(special.attributes().withSize(null), exactModes ? 0 : Attributes.MODE_MASK);
        return made < 0 ? made : finish(made, rest, 0);
    }

    /** What the call that makes the object cannot do: all but the mode, and that too where it has one of these bits. */
    private SetAttributes rest(SetAttributes attributes, int repeatedBits) {
        SetAttributes rest = attributes;
        Integer mode = rest.mode();
        boolean ownerGiven = (rest.uid() != null && rest.uid() != caller.uid()) || rest.gid() != null;
        // A new owner costs a file its setuid bit.
        boolean modeAgain = mode != null
                && ((mode & repeatedBits) != 0
                        || (ownerGiven && (mode & (Attributes.SETUID | Attributes.SETGID)) != 0));
        if (!modeAgain) {
            rest = rest.withMode(null);
        }
        if (rest.uid() != null && rest.uid() == caller.uid()) {
            rest = rest.withOwner(null, rest.gid());
        }
        Long size = rest.size();
        return size != null && size == 0 ? rest.withSize(null) : rest;
    }

    /** Gives a new object what is missing, or takes it away again. */
    private int finish(int made, SetAttributes rest, int removal) throws VfsException {
        if (rest.isNone()) {
            return made;
        }
        boolean done = false;
        try {
            setRest(made, rest);
            done = true;
        } finally {
            if (!done) {
                calls.close(made);
                worker.become(caller);
                try {
                    calls.remove(directory, name, removal);
                } finally {
                    worker.service();
                }
            }
        }
        return made;
    }

    private void setRest(int made, SetAttributes rest) throws VfsException {
        Errno.check(calls.stat(made));
        Statx stat = calls.scratch.stat;
        int inherited = stat.isDirectory() ? stat.mode() & Attributes.SETGID : 0;
        Integer mode = rest.mode();
        Integer group = rest.gid();
        SetAttributes all = mode == null ? rest : rest.withMode(mode | inherited);
        AttributeChange.applyTo(worker, made, all, caller, group != null ? group : stat.gid());
    }

    private static int mode(SetAttributes attributes, int otherwise) {
        Integer mode = attributes.mode();
        return mode == null ? otherwise : mode & Attributes.MODE_MASK;
    }

    private static int format(FileType type) throws VfsException {
        return switch (type) {
            case BLOCK_DEVICE -> Flags.S_IFBLK;
            case CHARACTER_DEVICE -> Flags.S_IFCHR;
            case FIFO -> Flags.S_IFIFO;
            case SOCKET -> Flags.S_IFSOCK;
            case REGULAR, DIRECTORY, SYMBOLIC_LINK -> throw new VfsException(VfsError.BADTYPE);
        };
    }
}
