package dev.cleat.linux;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors of the objects last used: a table of fixed size in which each identity has eight places. Nothing in it
 * answers for the file system; it only saves opening an object again.
 *
 * <p>Locking: found without a lock. Insertion and eviction hold the monitor of the identity's stripe and make no system call
 * under it; a descriptor's own monitor, which is held while a file is opened, is taken below it only where nobody uses that
 * descriptor.
 */
final class Descriptors {
    private static final int WAYS = 8;
    private static final int STRIPES = 64;
    private static final int FEW = 8;

    final Tick tick = new Tick();

    private final int sets;
    private final AtomicReferenceArray<@Nullable Descriptor> places;
    private final Object[] stripes = new Object[STRIPES];
    private final AtomicBoolean lostWrites = new AtomicBoolean();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger hand = new AtomicInteger();
    private final DescriptorBudget budget;

    /**
     * @param capacity how many objects; rounded down to a power of two, at least 64
     * @param budget what this table and others may hold together
     */
    Descriptors(int capacity, DescriptorBudget budget) {
        this.budget = budget;
        int rounded = Math.max(64, Integer.highestOneBit(capacity));
        sets = rounded / WAYS;
        places = new AtomicReferenceArray<>(rounded);
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    /** The descriptor of this object, held by the caller, or null. */
    @Nullable Descriptor find(FileId id) {
        int first = firstPlace(id);
        for (int i = first; i < first + WAYS; i++) {
            Descriptor descriptor = places.get(i);
            if (descriptor != null && descriptor.id.equals(id) && descriptor.retain()) {
                return descriptor;
            }
        }
        return null;
    }

    /**
     * The descriptor of this object, held by the caller: the one that is here, or a new one that takes over {@code fd}. Where
     * all places are in use the new one lives as long as it is held.
     */
    Descriptor adopt(FileId id, Volume volume, int fd, int format) {
        int first = firstPlace(id);
        Descriptor evicted = null;
        Descriptor answer;
        boolean spare = budget.take();
        synchronized (stripes[first / WAYS % STRIPES]) {
            answer = find(id);
            if (answer == null) {
                answer = new Descriptor(id, volume, fd, format, this);
                int place = spare ? freePlace(first) : -1;
                if (place >= 0) {
                    answer.retain();
                    evicted = places.getAndSet(place, answer);
                    spare = evicted != null;
                    size.addAndGet(spare ? 0 : 1);
                }
            }
        }
        if (spare) {
            budget.giveBack();
        }
        if (answer.fd != fd) {
            Worker.calls().close(fd);
        }
        if (evicted != null) {
            evicted.close();
        }
        return answer;
    }

    /** The object is not to be kept any longer, unless it is in use or dirty. */
    void forgetUnused(FileId id) {
        Descriptor descriptor = find(id);
        if (descriptor != null) {
            boolean dirty = descriptor.isDirty();
            descriptor.close();
            if (!dirty && descriptor.isUnused()) {
                forget(id);
            }
        }
    }

    /** The object is not to be kept any longer. */
    void forget(FileId id) {
        int first = firstPlace(id);
        for (int i = first; i < first + WAYS; i++) {
            Descriptor descriptor = places.get(i);
            if (descriptor != null && descriptor.id.equals(id) && places.compareAndSet(i, descriptor, null)) {
                dropped();
                descriptor.close();
                // It has one place at a time; what comes to a later one from now on is not what was to be forgotten.
                return;
            }
        }
    }

    /** How many are kept. */
    int size() {
        return size.get();
    }

    /** Closes one that is not in use and has nothing to be synced, going round; false where there is none. */
    boolean evict() {
        for (int step = 0; step < places.length(); step++) {
            int i = hand.getAndIncrement() & (places.length() - 1);
            Descriptor descriptor = places.get(i);
            if (descriptor != null
                    && descriptor.isUnused()
                    && !descriptor.isDirty()
                    && places.compareAndSet(i, descriptor, null)) {
                dropped();
                descriptor.close();
                return true;
            }
        }
        return false;
    }

    private void dropped() {
        size.decrementAndGet();
        budget.giveBack();
    }

    /** Closes whatever was not used for so many ticks, after syncing what was written to it. */
    void sweep(int ticks) {
        for (int i = 0; i < places.length(); i++) {
            Descriptor descriptor = places.get(i);
            if (descriptor == null) {
                continue;
            }
            if (!descriptor.isUnused()) {
                // Whoever uses it may hang in a system call with its lock.
                continue;
            }
            if (descriptor.idleFor() >= ticks) {
                syncBeforeClose(descriptor);
                synchronized (stripes[i / WAYS % STRIPES]) {
                    boolean stillIdle = descriptor.idleFor() >= ticks && descriptor.isUnused();
                    if (!stillIdle || !places.compareAndSet(i, descriptor, null)) {
                        continue;
                    }
                }
                dropped();
                descriptor.close();
            } else {
                if (descriptor.hasIdleDirt(ticks)) {
                    syncBeforeClose(descriptor);
                }
                descriptor.closeIdle(ticks);
            }
        }
    }

    /** Closes everything; what was written is synced, volume by volume where it is much. */
    void close() {
        syncAll();
        for (int i = 0; i < places.length(); i++) {
            Descriptor descriptor = places.getAndSet(i, null);
            if (descriptor != null) {
                dropped();
                descriptor.close();
            }
        }
        budget.leave(this);
    }

    private void syncAll() {
        Map<Integer, Volume> volumes = new HashMap<>();
        List<Descriptor> dirty = new ArrayList<>();
        for (int i = 0; i < places.length(); i++) {
            Descriptor descriptor = places.get(i);
            if (descriptor != null && descriptor.isDirty()) {
                dirty.add(descriptor);
                volumes.put(descriptor.volume.number(), descriptor.volume);
            }
        }
        if (dirty.size() > FEW) {
            volumes.values().forEach(volume -> Worker.calls().syncVolume(volume.top()));
            dirty.forEach(Descriptor::clean);
        }
    }

    /** What was written could not be synced when nobody waited for it: the next who commits is told. */
    void noteLostWrites() {
        lostWrites.set(true);
    }

    void reportLostWrites() throws VfsException {
        if (lostWrites.get() && lostWrites.getAndSet(false)) {
            throw new VfsException(VfsError.IO, "earlier writes did not reach the disk");
        }
    }

    private void syncBeforeClose(Descriptor descriptor) {
        if (!descriptor.isDirty() || !descriptor.retain()) {
            return;
        }
        OpenFile file = descriptor.present();
        if (file != null) {
            try {
                file.sync(Worker.calls());
            } catch (VfsException e) {
                noteLostWrites();
            }
            file.release();
        }
        descriptor.release();
    }

    /** A place that is empty, or whose descriptor can be closed at once; the longest unused; -1 where there is none. */
    private int freePlace(int first) {
        int best = -1;
        int bestIdle = -1;
        for (int i = first; i < first + WAYS; i++) {
            Descriptor descriptor = places.get(i);
            if (descriptor == null) {
                return i;
            }
            if (descriptor.idleFor() > bestIdle && descriptor.isUnused() && !descriptor.isDirty()) {
                best = i;
                bestIdle = descriptor.idleFor();
            }
        }
        return best;
    }

    private int firstPlace(FileId id) {
        return (id.hashCode() & (sets - 1)) * WAYS;
    }
}
