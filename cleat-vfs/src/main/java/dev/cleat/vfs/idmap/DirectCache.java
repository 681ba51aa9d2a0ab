package dev.cleat.vfs.idmap;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Remembers up to 2048 pairs; a new one takes the place of any other with the same hash. Safe for many threads. */
final class DirectCache<K, V> {
    private static final int SIZE = 2048;
    private static final int SHIFT = Integer.numberOfLeadingZeros(SIZE) + 1;

    private record Pair<K, V>(K key, V value) {}

    private final AtomicReferenceArray<@Nullable Pair<K, V>> pairs = new AtomicReferenceArray<>(SIZE);

    @Nullable V find(K key) {
        Pair<K, V> pair = pairs.get(index(key));
        return pair != null && pair.key.equals(key) ? pair.value : null;
    }

    void put(K key, V value) {
        pairs.set(index(key), new Pair<>(key, value));
    }

    void remove(K key) {
        int index = index(key);
        Pair<K, V> pair = pairs.get(index);
        if (pair != null && pair.key.equals(key)) {
            pairs.set(index, null);
        }
    }

    void clear() {
        for (int i = 0; i < SIZE; i++) {
            pairs.set(i, null);
        }
    }

    private static int index(Object key) {
        return (key.hashCode() * 0x9E3779B9) >>> SHIFT;
    }
}
