package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Runs random sequences of calls on a back end and on {@link MemoryVfs} and demands that both do the same: every call
 * succeeds on both or on none, answers the same, and leaves the same tree behind. jqwik shortens a sequence that does not.
 */
public abstract class VfsModel implements VfsFixture {
    private static final int MODE_FOR_ALL = 0777;

    /** How often a step that is told to come later does so, as a client would. */
    private static final int PATIENCE = 100;

    /** Errors that mean that something is broken, rather than that the call was wrong. */
    private static final Set<VfsError> FAULTS =
            EnumSet.of(VfsError.IO, VfsError.SERVERFAULT, VfsError.JUKEBOX, VfsError.WOULD_BLOCK);

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void behavesAsTheMemoryBackEnd(@ForAll("sequences") List<Step> steps) throws IOException {
        try (Vfs actual = create();
                Vfs expected = new MemoryVfs()) {
            SetAttributes sameRoot = SetAttributes.mode(MODE_FOR_ALL);
            if (features().contains(Feature.MODES)) {
                new VfsUser(actual, caller()).set(actual.root(), sameRoot);
            }
            Attributes top = actual.attributes(actual.root());
            new VfsUser(expected, Caller.ROOT).set(expected.root(), sameRoot.withOwner(top.uid(), top.gid()));
            compare(
                    steps,
                    new ModelSide(expected, callers(), features()),
                    new ModelSide(actual, callers(), features()));
        }
    }

    @Provide
    Arbitrary<List<Step>> sequences() throws IOException {
        try (Vfs vfs = create()) {
            boolean hardLinks = vfs.capability(HardLinks.class) != null;
            return new Steps()
                    .sequences(features(), hardLinks, vfs.limits(vfs.root()).symbolicLinks());
        }
    }

    private List<Caller> callers() {
        return features().contains(Feature.CALLERS)
                ? List.of(caller(), new Caller(1000, 1000, 2000), new Caller(1001, 2000))
                : List.of(caller());
    }

    static void compare(List<Step> steps, ModelSide expected, ModelSide actual) throws IOException {
        for (Step step : steps) {
            assertThat(outcome(step, actual)).as(step.toString()).isEqualTo(outcome(step, expected));
        }
        assertThat(actual.tree()).isEqualTo(expected.tree());
    }

    /** What a step answers; all failures count as equal, since which of several reasons is told first is nobody's business. */
    private static Object outcome(Step step, ModelSide side) {
        VfsError error = VfsError.JUKEBOX;
        for (int attempt = 0; error == VfsError.JUKEBOX && attempt < PATIENCE; attempt++) {
            try {
                return step.run(side);
            } catch (IOException e) {
                error = VfsException.errorOf(e);
                if (error == VfsError.IO) {
                    throw new AssertionError(step + " met a fault", e);
                }
            }
        }
        assertThat(error).as(step.toString()).isNotIn(FAULTS);
        return "failed";
    }
}
