package dev.cleat.archive;

import dev.cleat.archive.Inflate.Mark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Points at which unpacking of one stream can begin, one for every so many bytes; when there are too many, every second is
 * given up and the distance doubles. Guarded by {@code this}.
 */
final class Marks {
    private static final long DISTANCE = 2 << 20;

    private final Scratch scratch;
    private final int max;
    private final List<Kept> kept = new ArrayList<>();
    private long distance = DISTANCE;

    private record Kept(Mark mark, int place) {}

    /**
     * @param max how many there may be
     */
    Marks(Scratch scratch, int max) {
        this.scratch = scratch;
        this.max = max;
    }

    /** Keeps where unpacking is, if that is far enough behind what is kept. */
    synchronized void consider(Inflate inflate) throws IOException {
        long frontier = kept.isEmpty() ? 0 : kept.getLast().mark.position();
        if (inflate.unpacked() < frontier + distance) {
            return;
        }
        if (kept.size() >= max) {
            thin();
            return;
        }
        Mark mark = inflate.mark();
        byte[] history = new byte[mark.history()];
        inflate.copyHistory(history);
        int place = scratch.put(history, history.length);
        if (place >= 0) {
            kept.add(new Kept(mark, place));
        } else if (kept.size() > 1) {
            thin();
        }
    }

    /** The last point at which unpacking may begin in order to read here; 0 where that is the start. */
    synchronized long before(long position) {
        int index = index(position);
        return index < 0 ? 0 : kept.get(index).mark.position();
    }

    /** Takes unpacking to the point that {@link #before} answers. */
    synchronized void resume(Inflate inflate, long position) throws IOException {
        int index = index(position);
        if (index >= 0) {
            Kept found = kept.get(index);
            byte[] history = new byte[Inflate.HISTORY];
            scratch.get(found.place, history, found.mark.history());
            inflate.resume(found.mark, history);
        }
    }

    synchronized void forget() {
        kept.forEach(each -> scratch.free(each.place));
        kept.clear();
    }

    private int index(long position) {
        int low = 0;
        int high = kept.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (kept.get(middle).mark.position() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private void thin() {
        distance *= 2;
        List<Kept> all = List.copyOf(kept);
        kept.clear();
        for (int i = 0; i < all.size(); i++) {
            if (i % 2 == 1) {
                kept.add(all.get(i));
            } else {
                scratch.free(all.get(i).place);
            }
        }
    }
}
