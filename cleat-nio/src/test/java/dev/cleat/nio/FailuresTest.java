package dev.cleat.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.ReadOnlyFileSystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            No space left on device, NOSPC
            There is not enough space on the disk, NOSPC
            Disk quota exceeded, DQUOT
            Read-only file system, ROFS
            File name too long, NAMETOOLONG
            Invalid cross-device link, XDEV
            Cross-device link, XDEV
            Too many links, MLINK
            File too large, FBIG
            Too many open files in system, JUKEBOX
            Directory not empty, NOTEMPTY
            Operation not permitted, PERM
            Input/output error, IO
            Etwas ging schief, IO
            """)
    void theSystemsTextTells(String reason, VfsError error) {
        assertThat(errorOf(new FileSystemException("/some/file", null, reason))).isEqualTo(error);
        assertThat(errorOf(new IOException(reason))).isEqualTo(error);
    }

    @Test
    void classesTellBeforeTexts() {
        assertThat(errorOf(new AccessDeniedException("/x", null, "Operation not permitted")))
                .isEqualTo(VfsError.ACCES);
        assertThat(errorOf(new AtomicMoveNotSupportedException("a", "b", "Read-only file system")))
                .isEqualTo(VfsError.XDEV);
        assertThat(errorOf(new VfsException(VfsError.STALE))).isEqualTo(VfsError.STALE);
        assertThat(errorOf(new IOException())).isEqualTo(VfsError.IO);
    }

    @Test
    void uncheckedRefusalsOfProvidersAreErrorsToo() {
        assertThat(errorOf(new ReadOnlyFileSystemException())).isEqualTo(VfsError.ROFS);
        assertThat(errorOf(new UnsupportedOperationException())).isEqualTo(VfsError.NOTSUPP);
        assertThat(errorOf(new InvalidPathException("a:b", "Illegal char"))).isEqualTo(VfsError.INVAL);
        assertThat(errorOf(new SecurityException())).isEqualTo(VfsError.ACCES);
    }

    private static VfsError errorOf(Exception thrown) {
        Throwable seen = catchThrowable(() -> Failures.translating(() -> {
            if (thrown instanceof RuntimeException e) {
                throw e;
            }
            throw (IOException) thrown;
        }));
        return VfsException.errorOf((IOException) seen);
    }
}
