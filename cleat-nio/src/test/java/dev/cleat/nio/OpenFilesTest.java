package dev.cleat.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.FileId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(7 * SECOND);
    private final OpenFiles files = new OpenFiles(3, now::get, task -> {});

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    @Test
    void aFileStaysOpenBetweenCalls() throws IOException {
        FileChannel first = use(1).channel;
        assertThat(use(1).channel).isSameAs(first);
        assertThat(first.isOpen()).isTrue();
    }

    @Test
    void whatNobodyUsesIsClosedWithinTwoSeconds() throws IOException {
        FileChannel idle = use(1).channel;
        OpenFile used = acquire(2);
        now.addAndGet(2 * SECOND);
        files.sweep();
        assertThat(idle.isOpen()).isFalse();
        assertThat(used.channel.isOpen()).isTrue();
        files.release(used);
        files.sweep();
        assertThat(used.channel.isOpen()).isTrue();
    }

    @Test
    void theOldestMakeRoom() throws IOException {
        FileChannel first = use(1).channel;
        use(2);
        use(3);
        use(2);
        use(4);
        assertThat(first.isOpen()).isFalse();
        assertThat(files.count()).isEqualTo(3);
    }

    @Test
    void aFileInUseIsClosedByItsLastUser() throws IOException {
        OpenFile used = acquire(1);
        files.close(used.id);
        assertThat(used.channel.isOpen()).isTrue();
        files.release(used);
        assertThat(used.channel.isOpen()).isFalse();
    }

    @Test
    void aChannelThatAnInterruptClosedIsOpenedAgain() throws IOException {
        OpenFile broken = use(1);
        broken.channel.close();
        assertThat(use(1).channel.isOpen()).isTrue();
    }

    @Test
    void aFileOpenForReadingIsOpenedAgainForWriting() throws IOException {
        FileId id = new FileId(1, 1);
        OpenFile reading = files.acquire(id, false, () -> open("f1"));
        files.release(reading);
        OpenFile writing = files.acquire(id, true, () -> open("f1"));
        assertThat(writing).isNotSameAs(reading);
        assertThat(reading.channel.isOpen()).isFalse();
        files.release(writing);
        OpenFile again = files.acquire(id, false, () -> open("f1"));
        assertThat(again).isSameAs(writing);
        files.release(again);
    }

    @Test
    void aFailedForceIsTriedAgain() throws IOException {
        OpenFile file = acquire(1);
        file.written();
        file.channel.close();
        assertThatThrownBy(file::force).isInstanceOf(IOException.class);
        assertThatThrownBy(file::force).isInstanceOf(IOException.class);
        files.release(file);
        file.forgetWritten();
        file.force();
    }

    @Test
    void theSizeIsKnownWhileAFileIsOpen() throws IOException {
        OpenFile file = acquire(1);
        file.channel.write(ByteBuffer.allocate(12), 0);
        files.release(file);
        assertThat(files.size(file.id)).isEqualTo(12);
        files.close(file.id);
        assertThat(files.size(file.id)).isNull();
    }

    private OpenFile use(int number) throws IOException {
        OpenFile file = acquire(number);
        files.release(file);
        return file;
    }

    private OpenFile acquire(int number) throws IOException {
        return files.acquire(new FileId(1, number), true, () -> open("f" + number));
    }

    private FileChannel open(String name) throws IOException {
        return FileChannel.open(
                folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
