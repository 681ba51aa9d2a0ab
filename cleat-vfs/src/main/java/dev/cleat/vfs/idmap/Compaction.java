package dev.cleat.vfs.idmap;

import dev.cleat.vfs.idmap.JournalRecord.Gone;
import dev.cleat.vfs.idmap.JournalRecord.Named;
import dev.cleat.vfs.idmap.JournalRecord.Opened;
import dev.cleat.vfs.idmap.JournalStore.Held;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a map, and how a journal that is mostly garbage is replaced by one with nothing but what holds.
 *
 * <p>A journal is {@code ids-N.journal}, its index {@code ids-N.index}; the highest N counts. A new journal is written under
 * a name that does not count, made durable, and renamed; only then are the old files removed. A number is not used again, so
 * that no open file is ever replaced, which Windows would refuse.
 *
 * <p>A thread of its own copies the records that hold, while others go on using the old store. Then it takes the writer's
 * lock, catches up with what happened meanwhile, and exchanges the stores.
 */
final class Compaction {
    private static final String JOURNAL = ".journal";
    private static final String INDEX = ".index";
    private static final String UNFINISHED = ".new";
    private static final Pattern NUMBERED = Pattern.compile("ids-(\\d{1,18})\\.journal");

    private final Path folder;
    private final long threshold;
    private long number;
    private volatile @Nullable Thread running;
    private volatile boolean closed;
    /** After a failure: how long the journal must be before the next attempt, in bytes. */
    private volatile long notBefore;

    Compaction(Path folder, long threshold) {
        this.folder = folder;
        this.threshold = threshold;
    }

    /** The newest store; what other files a killed process left is removed. */
    JournalStore openStore() throws IOException {
        number = 0;
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(folder, "ids-*" + JOURNAL)) {
            for (Path journal : journals) {
                Matcher name = NUMBERED.matcher(journal.getFileName().toString());
                number = Math.max(number, name.matches() ? Long.parseLong(name.group(1)) : 0);
            }
        }
        if (number == 0) {
            JournalFile journal = JournalFile.create(path(1, JOURNAL + UNFINISHED), new SecureRandom().nextLong(), 0);
            return finish(journal, JournalStore.open(journal, path(1, INDEX)));
        }
        JournalStore store = JournalStore.open(JournalFile.open(path(number, JOURNAL)), path(number, INDEX));
        removeOthers();
        return store;
    }

    /** Starts compacting if it is worth it and not being done. Called with the writer's lock. */
    void consider(JournalStore store, ReadWriteLock lock, Consumer<JournalStore> exchange) {
        long garbage = store.garbage();
        long end = store.journal().end();
        if (garbage < threshold || garbage < end / 2 || end < notBefore || running != null || closed) {
            return;
        }
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("cleat-idmap-compaction")
                .unstarted(() -> compact(store, end, lock, exchange));
        // Before it starts, lest it is over by then.
        running = thread;
        thread.start();
    }

    private void compact(JournalStore from, long end, ReadWriteLock lock, Consumer<JournalStore> exchange) {
        try {
            JournalFile journal = JournalFile.create(
                    path(number + 1, JOURNAL + UNFINISHED), from.journal().map(), from.session());
            JournalStore to = open(journal, path(number + 1, INDEX));
            JournalStore unneeded = to;
            try {
                copy(from, end, lock, to);
                lock.writeLock().lock();
                try {
                    if (!closed) {
                        from.journal().scan(end, from.journal().end(), (record, offset) -> repeat(record, from, to));
                        exchange.accept(finish(journal, to));
                        notBefore = 0;
                        unneeded = from;
                    }
                } finally {
                    lock.writeLock().unlock();
                }
            } finally {
                unneeded.discard();
                removeOthers();
            }
        } catch (IOException e) {
            if (notBefore == 0) {
                System.getLogger(Compaction.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "The journal of identities in {0} cannot be compacted for now: {1}",
                                folder,
                                e);
            }
            // A full disk, say. Not again at once: it would cost as much as before, and fail as before.
            notBefore = end + Math.max(threshold, end / 4);
        } finally {
            running = null;
        }
    }

    private static JournalStore open(JournalFile journal, Path index) throws IOException {
        try {
            return JournalStore.open(journal, index);
        } catch (IOException e) {
            journal.close();
            throw e;
        }
    }

    private void copy(JournalStore from, long end, ReadWriteLock lock, JournalStore to) throws IOException {
        from.journal().scan(JournalFile.HEADER, end, (record, offset) -> {
            if (record instanceof Named named && holds(from, named, offset, lock)) {
                to.name(named.file(), named.place(), null, null);
            }
        });
        // Most of it now, so that nobody has to wait for it below the lock.
        to.force();
    }

    private boolean holds(JournalStore from, Named named, long offset, ReadWriteLock lock) throws IOException {
        lock.readLock().lock();
        try {
            return !closed && from.holds(named, offset);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Does in the new store what was done in the old one while it was copied. */
    private static void repeat(JournalRecord record, JournalStore from, JournalStore to) throws IOException {
        switch (record) {
            case Opened opened -> to.open(opened.session());
            case Named named -> {
                forget(named.moved(), from, to);
                forget(named.replaced(), from, to);
                to.name(named.file(), named.place(), null, null);
            }
            case Gone gone -> forget(gone.record(), from, to);
        }
    }

    private static void forget(long offset, JournalStore from, JournalStore to) throws IOException {
        if (offset != 0) {
            Held copied = to.find(from.journal().named(offset).place());
            // A name that was gone before the copying reached it was not copied.
            if (copied != null) {
                to.forget(copied);
            }
        }
    }

    private JournalStore finish(JournalFile journal, JournalStore store) throws IOException {
        store.force();
        Files.move(journal.path(), path(number + 1, JOURNAL), StandardCopyOption.ATOMIC_MOVE);
        number++;
        return store;
    }

    private void removeOthers() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "ids-*")) {
            for (Path file : files) {
                if (!file.equals(path(number, JOURNAL)) && !file.equals(path(number, INDEX))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path path(long of, String suffix) {
        return folder.resolve("ids-" + of + suffix);
    }

    /** Gives up a compaction that is running. Called without any lock. */
    void close() {
        closed = true;
        Thread thread = running;
        if (thread != null) {
            joinUninterruptibly(thread);
        }
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
