package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.decorate.ForwardingWritable;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model sees what is wrong with a file system. */
class VfsModelTest {
    private static final Step FILE = new Step.MakeFile(0, 0, "a", 0644);
    private static final Step WRITE = new Step.Write(0, 1, 0, 100);

    @Test
    void aRightFileSystemPasses() {
        assertThatCode(() -> compare(new MemoryVfs(), FILE, WRITE)).doesNotThrowAnyException();
    }

    @Test
    void wrongAttributesAreSeen() {
        Vfs wrong = new ForwardingVfs(new MemoryVfs()) {
            @Override
            public Attributes attributes(FileId file) throws IOException {
                return super.attributes(file).toBuilder().mode(0600).build();
            }
        };
        assertThatThrownBy(() -> compare(wrong, FILE)).isInstanceOf(AssertionError.class);
    }

    @Test
    void lostContentsAreSeenInTheEnd() {
        Vfs wrong = withWritable(below -> new ForwardingWritable(below) {
            @Override
            public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
                super.write(file, offset, ByteBuffer.allocate(data.remaining()), caller);
            }
        });
        assertThatThrownBy(() -> compare(wrong, FILE, WRITE)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aRefusalThatTheModelDoesNotKnowIsSeen() {
        Vfs wrong = withWritable(below -> new ForwardingWritable(below) {
            @Override
            public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
                throw new VfsException(VfsError.ACCES);
            }
        });
        assertThatThrownBy(() -> compare(wrong, FILE, WRITE)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aFaultIsSeenEvenWhereTheModelRefuses() {
        Vfs wrong = withWritable(below -> new ForwardingWritable(below) {
            @Override
            public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
                throw new IOException("broken");
            }
        });
        assertThatThrownBy(() -> compare(wrong, new Step.Write(0, 0, 0, 10))).hasRootCauseMessage("broken");
    }

    private interface Change {
        Writable of(Writable below);
    }

    private static Vfs withWritable(Change change) {
        return new ForwardingVfs(new MemoryVfs()) {
            @Override
            protected Writable writable(Writable writableBelow) {
                return change.of(writableBelow);
            }
        };
    }

    private static void compare(Vfs actual, Step... steps) throws IOException {
        List<Caller> callers = List.of(Caller.ROOT);
        EnumSet<Feature> all = EnumSet.allOf(Feature.class);
        VfsModel.compare(
                List.of(steps), new ModelSide(new MemoryVfs(), callers, all), new ModelSide(actual, callers, all));
    }
}
