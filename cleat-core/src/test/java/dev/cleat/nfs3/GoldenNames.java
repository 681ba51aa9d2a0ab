package dev.cleat.nfs3;

import static dev.cleat.nfs3.Samples.ABSENT;
import static dev.cleat.nfs3.Samples.ATTRIBUTES;
import static dev.cleat.nfs3.Samples.ATTRIBUTES_HEX;
import static dev.cleat.nfs3.Samples.DIRECTORY;
import static dev.cleat.nfs3.Samples.DIRECTORY_HEX;
import static dev.cleat.nfs3.Samples.FILE;
import static dev.cleat.nfs3.Samples.FILE_HEX;
import static dev.cleat.nfs3.Samples.NAME;
import static dev.cleat.nfs3.Samples.NAME_HEX;
import static dev.cleat.nfs3.Samples.OK;
import static dev.cleat.nfs3.Samples.PRESENT;
import static dev.cleat.nfs3.Samples.VERIFIER;
import static dev.cleat.nfs3.Samples.VERIFIER_HEX;
import static dev.cleat.nfs3.Samples.WCC;
import static dev.cleat.nfs3.Samples.WCC_HEX;
import static dev.cleat.nfs3.Samples.WCC_UNKNOWN_HEX;

import dev.cleat.specification.MessageContract.Golden;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import java.util.List;
import java.util.stream.Stream;

/** LOOKUP, and what makes, removes and changes names. */
final class GoldenNames {
    private static final String ENTRY_HEX = DIRECTORY_HEX + NAME_HEX;

    private static final SetAttributes MODE = SetAttributes.mode(0600);
    private static final String MODE_HEX = "00000001 00000180 00000000 00000000 00000000 00000000 00000000 ";

    private GoldenNames() {}

    static List<Golden> golden() {
        return Stream.of(lookup(), create(), mkNod(), otherObjects(), remove(), renameAndLink())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Golden> lookup() {
        return List.of(
                Golden.call(Lookup.PROCEDURE, new Lookup(DIRECTORY, NAME), ENTRY_HEX),
                Golden.answer(
                        Lookup.PROCEDURE,
                        new Lookup.Ok(FILE, ATTRIBUTES, null),
                        OK + FILE_HEX + PRESENT + ATTRIBUTES_HEX + ABSENT),
                Golden.answer(
                        Lookup.PROCEDURE,
                        new Lookup.Failed(Status.NOENT, ATTRIBUTES),
                        "00000002" + PRESENT + ATTRIBUTES_HEX));
    }

    private static List<Golden> create() {
        return List.of(
                Golden.call(
                        Create.PROCEDURE,
                        new Create(DIRECTORY, NAME, new Create.Unchecked(MODE)),
                        ENTRY_HEX + "00000000" + MODE_HEX),
                Golden.call(
                        Create.PROCEDURE,
                        new Create(DIRECTORY, NAME, new Create.Guarded(MODE)),
                        ENTRY_HEX + "00000001" + MODE_HEX),
                Golden.call(
                        Create.PROCEDURE,
                        new Create(DIRECTORY, NAME, new Create.Exclusive(VERIFIER)),
                        ENTRY_HEX + "00000002" + VERIFIER_HEX),
                Golden.answer(
                        Create.PROCEDURE,
                        new Created.Ok(FILE, ATTRIBUTES, WCC),
                        OK + PRESENT + FILE_HEX + PRESENT + ATTRIBUTES_HEX + WCC_HEX),
                Golden.answer(
                        Create.PROCEDURE,
                        new Created.Ok(null, null, Wcc.UNKNOWN),
                        OK + ABSENT + ABSENT + WCC_UNKNOWN_HEX),
                Golden.answer(Create.PROCEDURE, new Created.Failed(Status.EXIST, WCC), "00000011" + WCC_HEX));
    }

    private static List<Golden> mkNod() {
        return List.of(
                mkNod(new MkNod.CharacterDevice(MODE, new Device(5, 1)), "00000004" + MODE_HEX + "00000005 00000001"),
                mkNod(new MkNod.BlockDevice(MODE, new Device(8, 0xFFFFF)), "00000003" + MODE_HEX + "00000008 000fffff"),
                mkNod(new MkNod.Socket(MODE), "00000006" + MODE_HEX),
                mkNod(new MkNod.Fifo(MODE), "00000007" + MODE_HEX),
                mkNod(new MkNod.Other(FileType.REGULAR), "00000001"),
                mkNod(new MkNod.Other(FileType.DIRECTORY), "00000002"),
                mkNod(new MkNod.Other(FileType.SYMBOLIC_LINK), "00000005"),
                Golden.answer(MkNod.PROCEDURE, new Created.Failed(Status.BADTYPE, WCC), "00002717" + WCC_HEX));
    }

    private static Golden mkNod(MkNod.Data data, String hex) {
        return Golden.call(MkNod.PROCEDURE, new MkNod(DIRECTORY, NAME, data), ENTRY_HEX + hex);
    }

    private static List<Golden> otherObjects() {
        return List.of(
                Golden.call(MkDir.PROCEDURE, new MkDir(DIRECTORY, NAME, MODE), ENTRY_HEX + MODE_HEX),
                Golden.answer(
                        MkDir.PROCEDURE, new Created.Ok(FILE, null, WCC), OK + PRESENT + FILE_HEX + ABSENT + WCC_HEX),
                Golden.call(
                        SymLink.PROCEDURE,
                        new SymLink(DIRECTORY, NAME, SetAttributes.NONE, Name.of("../b")),
                        ENTRY_HEX + """
                        00000000 00000000 00000000 00000000 00000000 00000000
                        00000004 2e2e2f62
                        """),
                Golden.answer(
                        SymLink.PROCEDURE,
                        new Created.Ok(null, ATTRIBUTES, WCC),
                        OK + ABSENT + PRESENT + ATTRIBUTES_HEX + WCC_HEX));
    }

    private static List<Golden> remove() {
        return List.of(
                Golden.call(Remove.PROCEDURE, new Remove(DIRECTORY, NAME), ENTRY_HEX),
                Golden.answer(Remove.PROCEDURE, new Changed.Ok(WCC), OK + WCC_HEX),
                Golden.answer(Remove.PROCEDURE, new Changed.Failed(Status.ACCES, WCC), "0000000d" + WCC_HEX),
                Golden.call(RmDir.PROCEDURE, new RmDir(DIRECTORY, NAME), ENTRY_HEX),
                Golden.answer(RmDir.PROCEDURE, new Changed.Ok(Wcc.UNKNOWN), OK + WCC_UNKNOWN_HEX),
                Golden.answer(RmDir.PROCEDURE, new Changed.Failed(Status.NOTEMPTY, WCC), "00000042" + WCC_HEX));
    }

    private static List<Golden> renameAndLink() {
        return List.of(
                Golden.call(
                        Rename.PROCEDURE,
                        new Rename(DIRECTORY, NAME, FILE, Name.of("b")),
                        ENTRY_HEX + FILE_HEX + "00000001 62000000"),
                Golden.answer(Rename.PROCEDURE, new Rename.Ok(WCC, Wcc.UNKNOWN), OK + WCC_HEX + WCC_UNKNOWN_HEX),
                Golden.answer(
                        Rename.PROCEDURE,
                        new Rename.Failed(Status.XDEV, Wcc.UNKNOWN, WCC),
                        "00000012" + WCC_UNKNOWN_HEX + WCC_HEX),
                Golden.call(Link.PROCEDURE, new Link(FILE, DIRECTORY, NAME), FILE_HEX + ENTRY_HEX),
                Golden.answer(Link.PROCEDURE, new Link.Ok(ATTRIBUTES, WCC), OK + PRESENT + ATTRIBUTES_HEX + WCC_HEX),
                Golden.answer(
                        Link.PROCEDURE,
                        new Link.Failed(Status.MLINK, null, Wcc.UNKNOWN),
                        "0000001f" + ABSENT + WCC_UNKNOWN_HEX));
    }
}
