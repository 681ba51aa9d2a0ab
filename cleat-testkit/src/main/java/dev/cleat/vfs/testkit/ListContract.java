package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.testkit.VfsUser.Listed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Listings of a {@link SampleTree}, which does not change. */
public abstract class ListContract extends Contract {
    private static final int ALL = Integer.MAX_VALUE;
    private static final long POSITIONS = 1 << 30;
    private static final long END = Long.MAX_VALUE - 15;

    @Override
    protected Vfs open() throws IOException {
        return fixture().createSample();
    }

    @Test
    void listingHasEveryNameOnceAndNoDots() throws IOException {
        assertThat(user.names(root)).containsExactlyInAnyOrder("empty", "folder", "hello", "hollow", "large", "many");
        assertThat(user.names(user.walk("folder"))).containsExactlyInAnyOrder("deeper", "größe 尺寸", "inner");
        assertThat(user.names(many())).hasSize(SampleTree.MANY).doesNotHaveDuplicates();
    }

    @Test
    void anEmptyDirectoryListsNothing() throws IOException {
        assertThat(user.list(user.walk("hollow"), 0, ALL)).isEmpty();
    }

    @Test
    void listingIsTheSameEveryTime() throws IOException {
        assertThat(user.listNames(many(), 0, ALL)).isEqualTo(user.listNames(many(), 0, ALL));
    }

    @Test
    void cookiesAreAboveTwoAndDistinct() throws IOException {
        List<Long> cookies =
                user.list(many(), 0, ALL).stream().map(Listed::cookie).toList();
        assertThat(cookies).doesNotHaveDuplicates().allMatch(cookie -> Long.compareUnsigned(cookie, 2) > 0);
    }

    @Test
    void listingGoesOnBehindEveryCookie() throws IOException {
        List<Listed> all = user.listNames(many(), 0, ALL);
        for (int i = 0; i < all.size(); i += 7) {
            assertThat(user.listNames(many(), all.get(i).cookie(), ALL)).isEqualTo(all.subList(i + 1, all.size()));
        }
        assertThat(user.list(many(), all.getLast().cookie(), ALL)).isEmpty();
    }

    /** See {@link dev.cleat.vfs.Listing#add}; the last sixteen numbers may mark the end of a directory. */
    @Test
    void largeCookiesArePositionsOfWhatFollows() throws IOException {
        List<Listed> all = user.listNames(many(), 0, ALL);
        for (int i = 1; i + 1 < all.size(); i += 7) {
            long own = all.get(i - 1).cookie();
            long next = all.get(i).cookie();
            if (own >= POSITIONS && next < END) {
                assertThat(next).isGreaterThan(own);
                long between = own + 1 + (next - own - 1) / 2;
                assertThat(user.listNames(many(), between, ALL)).isEqualTo(all.subList(i + 1, all.size()));
            }
        }
    }

    @Test
    void pagesOfEverySizeAddUpToTheWhole() throws IOException {
        List<Listed> all = user.listNames(many(), 0, ALL);
        for (int size : new int[] {1, 2, 7, 30, SampleTree.MANY - 1, SampleTree.MANY, SampleTree.MANY + 1}) {
            List<Listed> walked = new ArrayList<>();
            List<Listed> page;
            do {
                page = user.listNames(
                        many(), walked.isEmpty() ? 0 : walked.getLast().cookie(), size);
                walked.addAll(page);
            } while (!page.isEmpty() && walked.size() <= all.size());
            assertThat(walked).as("in pages of " + size).isEqualTo(all);
        }
    }

    @Test
    void aListingThatTakesNothingIsAskedOnce() throws IOException {
        assertThat(user.list(many(), 0, 0)).isEmpty();
    }

    @Test
    void listedNumbersAreThoseOfTheAttributes() throws IOException {
        FileId folder = user.walk("folder");
        for (Listed listed : user.listNames(folder, 0, ALL)) {
            FileId id = user.lookup(folder, listed.name()).id();
            assertThat(listed.fileId()).isEqualTo(attributes(id).fileId());
        }
    }

    @Test
    void listedNodesAreThoseOfLookup() throws IOException {
        FileId folder = user.walk("folder");
        for (Listed listed : user.list(folder, 0, ALL)) {
            if (listed.node() != null) {
                assertThat(listed.node()).isEqualTo(user.lookup(folder, listed.name()));
            }
        }
    }

    @Test
    void everyListedNameCanBeLookedUp() throws IOException {
        for (Listed listed : user.list(root, 0, ALL)) {
            Name name = listed.name();
            assertThat(user.lookup(root, name).attributes().fileId()).isEqualTo(listed.fileId());
        }
    }

    @Test
    void aMadeUpCookieNeitherFailsBadlyNorRepeats() throws IOException {
        for (long cookie : new long[] {1, 2, 12345, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            try {
                assertThat(user.list(many(), cookie, ALL)).doesNotHaveDuplicates();
            } catch (IOException e) {
                assertFails(
                        () -> {
                            throw e;
                        },
                        VfsError.BAD_COOKIE,
                        VfsError.INVAL);
            }
        }
    }

    @Test
    void listOfAFileAnswersNotdir() {
        assertFails(() -> user.list(user.walk("hello"), 0, ALL), VfsError.NOTDIR);
    }

    private FileId many() throws IOException {
        return user.walk(SampleTree.MANY_DIRECTORY);
    }
}
