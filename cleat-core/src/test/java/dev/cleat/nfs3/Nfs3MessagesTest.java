package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.specification.MessageContract;
import dev.cleat.specification.XdrSpecification;
import java.util.List;
import java.util.stream.Stream;

class Nfs3MessagesTest extends MessageContract {
    private static final XdrSpecification SPECIFICATION =
            Views.on(XdrSpecification.of(Nfs3MessagesTest.class, "nfs3.x").clamp("count"));

    @Override
    protected XdrSpecification specification() {
        return SPECIFICATION;
    }

    @Override
    protected List<Procedure<?, ?>> procedures() {
        return List.of(
                GetAttr.PROCEDURE,
                SetAttr.PROCEDURE,
                Lookup.PROCEDURE,
                Access.PROCEDURE,
                ReadLink.PROCEDURE,
                Read.PROCEDURE,
                Write.PROCEDURE,
                Create.PROCEDURE,
                MkDir.PROCEDURE,
                SymLink.PROCEDURE,
                MkNod.PROCEDURE,
                Remove.PROCEDURE,
                RmDir.PROCEDURE,
                Rename.PROCEDURE,
                Link.PROCEDURE,
                ReadDir.PROCEDURE,
                ReadDirPlus.PROCEDURE,
                FsStat.PROCEDURE,
                FsInfo.PROCEDURE,
                PathConf.PROCEDURE,
                Commit.PROCEDURE);
    }

    @Override
    protected List<Golden> golden() {
        return Stream.of(GoldenFiles.golden(), GoldenNames.golden(), GoldenListings.golden())
                .flatMap(List::stream)
                .toList();
    }
}
