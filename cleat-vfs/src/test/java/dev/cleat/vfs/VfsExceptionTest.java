package dev.cleat.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VfsExceptionTest {
    record Understood(IOException thrown, VfsError error) {}

    static Stream<Understood> understood() {
        return Stream.of(
                new Understood(new NoSuchFileException("a"), VfsError.NOENT),
                new Understood(new FileNotFoundException("a"), VfsError.NOENT),
                new Understood(new AccessDeniedException("a"), VfsError.ACCES),
                new Understood(new FileAlreadyExistsException("a"), VfsError.EXIST),
                new Understood(new DirectoryNotEmptyException("a"), VfsError.NOTEMPTY),
                new Understood(new NotDirectoryException("a"), VfsError.NOTDIR),
                new Understood(new FileSystemException("a", null, "No space left on device"), VfsError.NOSPC),
                new Understood(new FileSystemException("a", null, "Disk quota exceeded"), VfsError.DQUOT),
                new Understood(new FileSystemException("a", null, "Is a directory"), VfsError.ISDIR),
                new Understood(
                        new FileSystemException("No space left on device"), VfsError.IO), // that is a file's name
                new Understood(new IOException("No space left on device"), VfsError.NOSPC),
                new Understood(new IOException("Too many open files"), VfsError.JUKEBOX),
                new Understood(new IOException("the tape broke"), VfsError.IO),
                new Understood(new IOException(), VfsError.IO));
    }

    @ParameterizedTest
    @MethodSource("understood")
    void plainExceptionsAreUnderstood(Understood each) {
        assertThat(VfsException.errorOf(each.thrown)).isEqualTo(each.error);
    }

    @Test
    void whatHadToBeWrappedIsTakenOutAgain() {
        IOException inside = new NoSuchFileException("a");
        assertThat(VfsException.checked(new UncheckedIOException(inside))).isSameAs(inside);
        IOException readOnly = VfsException.checked(new ReadOnlyFileSystemException());
        assertThat(readOnly)
                .isInstanceOfSatisfying(
                        VfsException.class,
                        failure -> assertThat(failure.error()).isEqualTo(VfsError.ROFS));
        assertThat(VfsException.checked(new IllegalStateException("a bug"))).isNull();
    }
}
