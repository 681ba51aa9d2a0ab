package dev.cleat.nfs2;

import static dev.cleat.nfs2.Samples.ATTRIBUTES;
import static dev.cleat.nfs2.Samples.ATTRIBUTES_HEX;
import static dev.cleat.nfs2.Samples.CHANGES;
import static dev.cleat.nfs2.Samples.CHANGES_HEX;
import static dev.cleat.nfs2.Samples.DIRECTORY;
import static dev.cleat.nfs2.Samples.DIRECTORY_HEX;
import static dev.cleat.nfs2.Samples.FILE;
import static dev.cleat.nfs2.Samples.FILE_HEX;
import static dev.cleat.nfs2.Samples.NAME;
import static dev.cleat.nfs2.Samples.NAME_HEX;
import static dev.cleat.nfs2.Samples.NO_CHANGES_HEX;
import static dev.cleat.nfs2.Samples.OK;

import dev.cleat.specification.MessageContract.Golden;
import dev.cleat.vfs.Name;
import java.util.List;

/** LOOKUP, READDIR, and what makes, removes and changes names. */
final class GoldenDirectories {
    private static final String ENTRY_HEX = DIRECTORY_HEX + NAME_HEX;

    private GoldenDirectories() {}

    static List<Golden> golden() {
        return List.of(
                Golden.call(Lookup.PROCEDURE, new Lookup(DIRECTORY, NAME), ENTRY_HEX),
                Golden.answer(Lookup.PROCEDURE, new DirOpRes.Ok(FILE, ATTRIBUTES), OK + FILE_HEX + ATTRIBUTES_HEX),
                Golden.answer(Lookup.PROCEDURE, new DirOpRes.Failed(Status.NOENT), "00000002"),
                Golden.call(Create.PROCEDURE, new Create(DIRECTORY, NAME, CHANGES), ENTRY_HEX + CHANGES_HEX),
                Golden.answer(Create.PROCEDURE, new DirOpRes.Ok(FILE, ATTRIBUTES), OK + FILE_HEX + ATTRIBUTES_HEX),
                Golden.answer(Create.PROCEDURE, new DirOpRes.Failed(Status.EXIST), "00000011"),
                Golden.call(Remove.PROCEDURE, new Remove(DIRECTORY, NAME), ENTRY_HEX),
                Golden.answer(Remove.PROCEDURE, Status.OK, "00000000"),
                Golden.answer(Remove.PROCEDURE, Status.ROFS, "0000001e"),
                Golden.call(
                        Rename.PROCEDURE,
                        new Rename(DIRECTORY, NAME, FILE, Name.of("b")),
                        ENTRY_HEX + FILE_HEX + "00000001 62000000"),
                Golden.answer(Rename.PROCEDURE, Status.NOTDIR, "00000014"),
                Golden.call(Link.PROCEDURE, new Link(FILE, DIRECTORY, NAME), FILE_HEX + ENTRY_HEX),
                Golden.answer(Link.PROCEDURE, Status.PERM, "00000001"),
                Golden.call(
                        SymLink.PROCEDURE,
                        new SymLink(DIRECTORY, NAME, Name.of("../b"), Sattr.NONE),
                        ENTRY_HEX + "00000004 2e2e2f62" + NO_CHANGES_HEX),
                Golden.answer(SymLink.PROCEDURE, Status.NAMETOOLONG, "0000003f"),
                Golden.call(MkDir.PROCEDURE, new MkDir(DIRECTORY, NAME, CHANGES), ENTRY_HEX + CHANGES_HEX),
                Golden.answer(MkDir.PROCEDURE, new DirOpRes.Ok(FILE, ATTRIBUTES), OK + FILE_HEX + ATTRIBUTES_HEX),
                Golden.answer(MkDir.PROCEDURE, new DirOpRes.Failed(Status.DQUOT), "00000045"),
                Golden.call(RmDir.PROCEDURE, new RmDir(DIRECTORY, NAME), ENTRY_HEX),
                Golden.answer(RmDir.PROCEDURE, Status.NOTEMPTY, "00000042"),
                Golden.call(ReadDir.PROCEDURE, new ReadDir(DIRECTORY, -2, 4096), DIRECTORY_HEX + "fffffffe 00001000"),
                Golden.answer(
                        ReadDir.PROCEDURE,
                        new ReadDir.Ok(
                                List.of(new ReadDir.Entry(3, Name.SELF, 1), new ReadDir.Entry(-4, NAME, -1)), true),
                        OK + """
                        00000001 00000003 00000001 2e000000 00000001
                        00000001 fffffffc 00000005 612e7478 74000000 ffffffff
                        00000000 00000001
                        """),
                Golden.answer(ReadDir.PROCEDURE, new ReadDir.Ok(List.of(), false), OK + "00000000 00000000"),
                Golden.answer(ReadDir.PROCEDURE, new ReadDir.Failed(Status.NXIO), "00000006"));
    }
}
