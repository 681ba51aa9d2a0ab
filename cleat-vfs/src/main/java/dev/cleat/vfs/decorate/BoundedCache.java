package dev.cleat.vfs.decorate;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Values for a while, and as many as fit; the least recently used goes first. Guarded by this object. */
final class BoundedCache<K, V> {
    private final long capacity;
    private final long freshNanos;
    private final ToLongFunction<V> weight;
    private final Map<K, Kept<V>> values = new LinkedHashMap<>(16, 0.75f, true);
    private long total;

    private record Kept<V>(V value, long since) {}

    /**
     * @param capacity what all values may weigh
     * @param freshNanos how long one is good
     */
    BoundedCache(long capacity, long freshNanos, ToLongFunction<V> weight) {
        this.capacity = capacity;
        this.freshNanos = freshNanos;
        this.weight = weight;
    }

    synchronized @Nullable V get(K key, long now) {
        Kept<V> kept = values.get(key);
        if (kept == null) {
            return null;
        }
        if (now - kept.since >= freshNanos) {
            remove(key);
            return null;
        }
        return kept.value;
    }

    synchronized void put(K key, V value, long now) {
        remove(key);
        values.put(key, new Kept<>(value, now));
        total += weight.applyAsLong(value);
        Iterator<Kept<V>> oldest = values.values().iterator();
        while (total > capacity && oldest.hasNext()) {
            total -= weight.applyAsLong(oldest.next().value);
            oldest.remove();
        }
    }

    synchronized void remove(K key) {
        Kept<V> kept = values.remove(key);
        if (kept != null) {
            total -= weight.applyAsLong(kept.value);
        }
    }

    synchronized void removeIf(Predicate<K> gone) {
        Iterator<Map.Entry<K, Kept<V>>> each = values.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<K, Kept<V>> entry = each.next();
            if (gone.test(entry.getKey())) {
                total -= weight.applyAsLong(entry.getValue().value);
                each.remove();
            }
        }
    }

    synchronized long total() {
        return total;
    }
}
