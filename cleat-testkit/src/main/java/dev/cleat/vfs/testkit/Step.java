package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/**
 * One call of a random sequence. Objects are named by their place among all those made so far, removed ones included, and
 * callers by their place in a list, so that a step means the same on every file system.
 */
sealed interface Step {
    /** Makes the call and answers what can be compared. */
    Object run(ModelSide side) throws IOException;

    record MakeFile(int by, int directory, String name, int mode) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            return side.add(side.user(by).file(side.directory(directory), name, side.mode(mode)));
        }
    }

    record MakeDirectory(int by, int directory, String name, int mode) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            return side.add(side.user(by).directory(side.directory(directory), name, side.mode(mode)));
        }
    }

    record MakeLink(int by, int directory, String name, String target) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            return side.add(side.user(by).symbolicLink(side.directory(directory), name, target));
        }
    }

    record MakeFifo(int by, int directory, String name, int mode) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            NewObject fifo = new NewObject.Special(FileType.FIFO, Device.NONE, SetAttributes.mode(side.mode(mode)));
            return side.add(side.user(by).make(side.directory(directory), name, fifo));
        }
    }

    record HardLink(int object, int directory, String name) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            FileId linked = side.object(FileType.REGULAR, object);
            // Not everywhere can a link have several names.
            if (side.isLink(linked)) {
                return "";
            }
            // Linux lets others than root link only what they may write (fs.protected_hardlinks).
            side.user(0).link(linked, side.directory(directory), name);
            return side.view(linked);
        }
    }

    record Write(int by, int object, int offset, int length) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            FileId written = side.object(FileType.REGULAR, object);
            side.user(by).write(written, offset, Bytes.pattern(length));
            return side.view(written);
        }
    }

    record Read(int by, int object, int offset, int count) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            return ByteBuffer.wrap(side.user(by).read(side.object(FileType.REGULAR, object), offset, count));
        }
    }

    record Resize(int by, int object, int size) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            return side.set(by, side.object(FileType.REGULAR, object), SetAttributes.size(size));
        }
    }

    record Chmod(int by, int object, int mode) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            FileId changed = side.object(object);
            // Systems differ in whether they refuse or ignore the mode of a link.
            return side.isLink(changed) ? "" : side.set(by, changed, SetAttributes.mode(side.mode(mode)));
        }
    }

    record Chown(int by, int object, int uid, int gid) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            return side.set(by, side.object(object), SetAttributes.owner(uid, gid));
        }
    }

    record SetModified(int by, int object, int second) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            FileId changed = side.object(object);
            ClientTime time = new ClientTime(Instant.ofEpochSecond(second));
            return side.isLink(changed) && side.lacks(Feature.LINK_TIMES)
                    ? ""
                    : side.set(by, changed, SetAttributes.times(null, time));
        }
    }

    record Remove(int by, int directory, String name) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            side.user(by).remove(side.directory(directory), name);
            return side.view(side.directory(directory));
        }
    }

    record RemoveDirectory(int by, int directory, String name) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            side.user(by).removeDirectory(side.directory(directory), name);
            return side.view(side.directory(directory));
        }
    }

    record Rename(int by, int from, String name, int to, String newName) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            side.user(by).rename(side.directory(from), name, side.directory(to), newName);
            return List.of(side.view(side.directory(from)), side.view(side.directory(to)));
        }
    }

    record LookUp(int by, int directory, String name) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            Node found = side.user(by).lookup(side.directory(directory), name);
            return List.of(side.index(found.id()), side.view(found.id()));
        }
    }

    record ListNames(int by, int directory) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            return new TreeSet<>(side.user(by).names(side.directory(directory)));
        }
    }

    record ReadLink(int by, int object) implements Step {
        @Override
        public Object run(ModelSide side) throws IOException {
            return side.user(by).readLink(side.object(FileType.SYMBOLIC_LINK, object));
        }
    }
}
