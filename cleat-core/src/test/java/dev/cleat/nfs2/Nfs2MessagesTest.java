package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.specification.MessageContract;
import dev.cleat.specification.XdrSpecification;
import dev.cleat.xdr.Opaque;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

class Nfs2MessagesTest extends MessageContract {
    private static final XdrSpecification SPECIFICATION = XdrSpecification.of(Nfs2MessagesTest.class, "nfs2.x")
            .clamp("count")
            .view(Read.class, ReadAll.class, ReadAll::of, ReadAll::arguments)
            .view(Write.class, WriteAll.class, WriteAll::of, WriteAll::arguments);

    /** With the member that nobody uses. */
    record ReadAll(Opaque file, int offset, int count, int totalCount) {
        static ReadAll of(Read call) {
            return new ReadAll(call.file(), call.offset(), call.count(), 0);
        }

        Read arguments() {
            return new Read(file, offset, count);
        }
    }

    /** With the members that nobody uses. */
    record WriteAll(Opaque file, int beginOffset, int offset, int totalCount, ByteBuffer data) {
        static WriteAll of(Write call) {
            return new WriteAll(call.file(), 0, call.offset(), 0, call.data());
        }

        Write arguments() {
            return new Write(file, offset, data);
        }
    }

    @Override
    protected XdrSpecification specification() {
        return SPECIFICATION;
    }

    @Override
    protected List<Procedure<?, ?>> procedures() {
        return List.of(
                GetAttr.PROCEDURE,
                SetAttr.PROCEDURE,
                Root.PROCEDURE,
                Lookup.PROCEDURE,
                ReadLink.PROCEDURE,
                Read.PROCEDURE,
                WriteCache.PROCEDURE,
                Write.PROCEDURE,
                Create.PROCEDURE,
                Remove.PROCEDURE,
                Rename.PROCEDURE,
                Link.PROCEDURE,
                SymLink.PROCEDURE,
                MkDir.PROCEDURE,
                RmDir.PROCEDURE,
                ReadDir.PROCEDURE,
                StatFs.PROCEDURE);
    }

    @Override
    protected List<Golden> golden() {
        return Stream.of(GoldenFiles.golden(), GoldenDirectories.golden())
                .flatMap(List::stream)
                .toList();
    }
}
