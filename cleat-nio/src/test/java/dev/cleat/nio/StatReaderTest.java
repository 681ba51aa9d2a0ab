package dev.cleat.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.FileType;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;

/** What Windows says of its objects, which no file system in memory does. */
class StatReaderTest {
    /** As the JDK reads them from Windows' attributes: a junction is a folder, and something else. */
    private record Said(boolean isDirectory, boolean isSymbolicLink, boolean isOther) implements BasicFileAttributes {
        @Override
        public boolean isRegularFile() {
            return !isDirectory && !isSymbolicLink && !isOther;
        }

        @Override
        public FileTime lastModifiedTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime lastAccessTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime creationTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public Object fileKey() {
            return this;
        }
    }

    @Test
    void aJunctionIsNoFolderThatCouldBeEntered() {
        assertThat(StatReader.type(new Said(true, false, true), true)).isEqualTo(FileType.FIFO);
        assertThat(StatReader.type(new Said(true, false, false), true)).isEqualTo(FileType.DIRECTORY);
    }

    @Test
    void aFileKeptInAnotherWayIsAFile() {
        assertThat(StatReader.type(new Said(false, false, true), true)).isEqualTo(FileType.REGULAR);
        assertThat(StatReader.type(new Said(false, false, true), false)).isEqualTo(FileType.FIFO);
    }

    @Test
    void aLinkIsALinkWhateverItLeadsTo() {
        assertThat(StatReader.type(new Said(false, true, false), true)).isEqualTo(FileType.SYMBOLIC_LINK);
    }
}
