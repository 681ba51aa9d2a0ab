package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Random sequences of calls, of which a fair part succeeds. */
final class Steps {
    private static final int LONGEST = 80;
    private static final int FARTHEST = 20_000;
    /** Systems differ in what these mean when a directory is made; setting them later is tried. */
    private static final int SET_IDS = Attributes.SETUID | Attributes.SETGID;

    private static final int A_DAY_IN_2001 = 1_000_000_000;

    private final Arbitrary<Integer> by = Arbitraries.integers().between(0, 3);
    private final Arbitrary<Integer> object = Arbitraries.integers().between(0, 30);
    /** Mostly the root and the first few directories, so that the same ones are met again. */
    private final Arbitrary<Integer> directory =
            Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.integers().between(1, 5)), Tuple.of(1, object));

    private final Arbitrary<String> name = Arbitraries.of("a", "b", "größe");
    private final Arbitrary<Integer> mode =
            Arbitraries.of(0, 0400, 0644, 0664, 0666, 0700, 0750, 0755, 0777, 01777, 02775, 06755, 0111);
    private final Arbitrary<Integer> offset = Arbitraries.integers().between(0, FARTHEST);
    private final Arbitrary<Integer> id = Arbitraries.of(0, 1000, 1001, 2000, 2001);

    /** Sequences of steps that a file system with these features and abilities can take. */
    Arbitrary<List<Step>> sequences(Set<Feature> features, boolean hardLinks, boolean symbolicLinks) {
        List<Arbitrary<? extends Step>> kinds = new ArrayList<>(List.of(
                Combinators.combine(by, directory, name, mode).as(Step.MakeFile::new),
                Combinators.combine(by, directory, name, mode.map(bits -> bits & ~SET_IDS))
                        .as(Step.MakeDirectory::new),
                Combinators.combine(by, directory, name).as(Step.Remove::new),
                Combinators.combine(by, directory, name).as(Step.RemoveDirectory::new),
                Combinators.combine(by, directory, name, directory, name).as(Step.Rename::new),
                Combinators.combine(by, object, offset, offset).as(Step.Write::new),
                Combinators.combine(by, object, offset, offset).as(Step.Read::new),
                Combinators.combine(by, object, offset).as(Step.Resize::new),
                Combinators.combine(by, object, Arbitraries.just(A_DAY_IN_2001)).as(Step.SetModified::new),
                Combinators.combine(by, directory, name).as(Step.LookUp::new),
                Combinators.combine(by, directory).as(Step.ListNames::new)));
        if (hardLinks) {
            kinds.add(Combinators.combine(object, directory, name).as(Step.HardLink::new));
        }
        if (symbolicLinks) {
            kinds.add(Combinators.combine(by, directory, name, name).as(Step.MakeLink::new));
            kinds.add(Combinators.combine(by, object).as(Step.ReadLink::new));
        }
        if (features.contains(Feature.FIFOS)) {
            kinds.add(Combinators.combine(by, directory, name, mode).as(Step.MakeFifo::new));
        }
        if (features.contains(Feature.MODES)) {
            kinds.add(Combinators.combine(by, object, mode).as(Step.Chmod::new));
        }
        if (features.contains(Feature.OWNERS)) {
            kinds.add(Combinators.combine(by, object, id, id).as(Step.Chown::new));
        }
        return Arbitraries.oneOf(kinds)
                .map(Step.class::cast)
                .list()
                .ofMaxSize(LONGEST)
                .withSizeDistribution(RandomDistribution.uniform());
    }
}
