package dev.cleat.nfs2;

import static dev.cleat.nfs2.Samples.ATTRIBUTES;
import static dev.cleat.nfs2.Samples.ATTRIBUTES_HEX;
import static dev.cleat.nfs2.Samples.CHANGES;
import static dev.cleat.nfs2.Samples.CHANGES_HEX;
import static dev.cleat.nfs2.Samples.FILE;
import static dev.cleat.nfs2.Samples.FILE_HEX;
import static dev.cleat.nfs2.Samples.NAME;
import static dev.cleat.nfs2.Samples.NAME_HEX;
import static dev.cleat.nfs2.Samples.NO_CHANGES_HEX;
import static dev.cleat.nfs2.Samples.OK;

import dev.cleat.rpc.Nothing;
import dev.cleat.specification.MessageContract.Golden;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** NULL, ROOT and WRITECACHE; GETATTR, SETATTR, READLINK, READ, WRITE, STATFS. */
final class GoldenFiles {
    private GoldenFiles() {}

    static List<Golden> golden() {
        return List.of(
                Golden.call(Root.PROCEDURE, new Root(), ""),
                Golden.answer(Root.PROCEDURE, Nothing.NOTHING, ""),
                Golden.call(WriteCache.PROCEDURE, new WriteCache(), ""),
                Golden.answer(WriteCache.PROCEDURE, Nothing.NOTHING, ""),
                Golden.call(GetAttr.PROCEDURE, new GetAttr(FILE), FILE_HEX),
                Golden.answer(GetAttr.PROCEDURE, new AttrStat.Ok(ATTRIBUTES), OK + ATTRIBUTES_HEX),
                Golden.answer(GetAttr.PROCEDURE, new AttrStat.Failed(Status.STALE), "00000046"),
                Golden.call(SetAttr.PROCEDURE, new SetAttr(FILE, CHANGES), FILE_HEX + CHANGES_HEX),
                Golden.call(SetAttr.PROCEDURE, new SetAttr(FILE, Sattr.NONE), FILE_HEX + NO_CHANGES_HEX),
                Golden.answer(SetAttr.PROCEDURE, new AttrStat.Failed(Status.FBIG), "0000001b"),
                Golden.call(ReadLink.PROCEDURE, new ReadLink(FILE), FILE_HEX),
                Golden.answer(ReadLink.PROCEDURE, new ReadLink.Ok(NAME), OK + NAME_HEX),
                Golden.answer(ReadLink.PROCEDURE, new ReadLink.Failed(Status.IO), "00000005"),
                Golden.call(Read.PROCEDURE, new Read(FILE, 4096, 1024), FILE_HEX + "00001000 00000400 00000000"),
                Golden.answer(
                        Read.PROCEDURE,
                        new Read.Ok(ATTRIBUTES, ascii("hello")),
                        OK + ATTRIBUTES_HEX + "00000005 68656c6c 6f000000"),
                Golden.answer(Read.PROCEDURE, new Read.Ok(ATTRIBUTES, ascii("")), OK + ATTRIBUTES_HEX + "00000000"),
                Golden.answer(Read.PROCEDURE, new Read.Failed(Status.ISDIR), "00000015"),
                Golden.call(
                        Write.PROCEDURE,
                        new Write(FILE, -1, ascii("abc")),
                        FILE_HEX + "00000000 ffffffff 00000000 00000003 61626300"),
                Golden.answer(Write.PROCEDURE, new AttrStat.Ok(ATTRIBUTES), OK + ATTRIBUTES_HEX),
                Golden.answer(Write.PROCEDURE, new AttrStat.Failed(Status.NOSPC), "0000001c"),
                Golden.call(StatFs.PROCEDURE, new StatFs(FILE), FILE_HEX),
                Golden.answer(
                        StatFs.PROCEDURE,
                        new StatFs.Ok(8192, 4096, 100, 50, 40),
                        OK + "00002000 00001000 00000064 00000032 00000028"),
                Golden.answer(StatFs.PROCEDURE, new StatFs.Failed(Status.ACCES), "0000000d"));
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
