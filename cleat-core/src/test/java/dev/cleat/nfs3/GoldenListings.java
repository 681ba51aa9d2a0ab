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

import dev.cleat.specification.MessageContract.Golden;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Space;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** READDIR and READDIRPLUS, FSSTAT, FSINFO and PATHCONF. */
final class GoldenListings {
    private GoldenListings() {}

    static List<Golden> golden() {
        return Stream.of(readDir(), readDirPlus(), fileSystem())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Golden> readDir() {
        return List.of(
                Golden.call(
                        ReadDir.PROCEDURE,
                        new ReadDir(DIRECTORY, 0x1_0000_0002L, VERIFIER, 4096),
                        DIRECTORY_HEX + "00000001 00000002" + VERIFIER_HEX + "00001000"),
                Golden.answer(
                        ReadDir.PROCEDURE,
                        new ReadDir.Ok(
                                ATTRIBUTES,
                                VERIFIER,
                                List.of(
                                        new ReadDir.Entry(0x1_0000_0003L, Name.SELF, 1),
                                        new ReadDir.Entry(4, NAME, -1)),
                                true),
                        OK + PRESENT + ATTRIBUTES_HEX + VERIFIER_HEX + """
                        00000001 00000001 00000003 00000001 2e000000 00000000 00000001
                        00000001 00000000 00000004 00000005 612e7478 74000000 ffffffff ffffffff
                        00000000 00000001
                        """),
                Golden.answer(
                        ReadDir.PROCEDURE,
                        new ReadDir.Ok(null, 0, List.of(), false),
                        OK + ABSENT + "00000000 00000000 00000000 00000000"),
                Golden.answer(
                        ReadDir.PROCEDURE,
                        new ReadDir.Failed(Status.BAD_COOKIE, ATTRIBUTES),
                        "00002713" + PRESENT + ATTRIBUTES_HEX));
    }

    private static List<Golden> readDirPlus() {
        return List.of(
                Golden.call(
                        ReadDirPlus.PROCEDURE,
                        new ReadDirPlus(DIRECTORY, 3, VERIFIER, 512, 32768),
                        DIRECTORY_HEX + "00000000 00000003" + VERIFIER_HEX + "00000200 00008000"),
                Golden.answer(
                        ReadDirPlus.PROCEDURE,
                        new ReadDirPlus.Ok(
                                null,
                                VERIFIER,
                                List.of(
                                        new ReadDirPlus.Entry(4, NAME, 5, ATTRIBUTES, FILE),
                                        new ReadDirPlus.Entry(6, Name.PARENT, 7, null, null)),
                                false),
                        OK + ABSENT + VERIFIER_HEX
                                + PRESENT + "00000000 00000004" + NAME_HEX + "00000000 00000005"
                                + PRESENT + ATTRIBUTES_HEX + PRESENT + FILE_HEX
                                + PRESENT + "00000000 00000006 00000002 2e2e0000 00000000 00000007"
                                + ABSENT + ABSENT
                                + "00000000 00000000"),
                Golden.answer(
                        ReadDirPlus.PROCEDURE, new ReadDirPlus.Failed(Status.TOOSMALL, null), "00002715" + ABSENT));
    }

    private static List<Golden> fileSystem() {
        return List.of(
                Golden.call(FsStat.PROCEDURE, new FsStat(FILE), FILE_HEX),
                Golden.answer(
                        FsStat.PROCEDURE,
                        new FsStat.Ok(ATTRIBUTES, new Space(0x1_0000_0000L, 2, 3, 4, 5, 6), 7),
                        OK + PRESENT + ATTRIBUTES_HEX + """
                        00000001 00000000 00000000 00000002 00000000 00000003
                        00000000 00000004 00000000 00000005 00000000 00000006
                        00000007
                        """),
                Golden.answer(FsStat.PROCEDURE, new FsStat.Failed(Status.JUKEBOX, null), "00002718" + ABSENT),
                Golden.call(FsInfo.PROCEDURE, new FsInfo(FILE), FILE_HEX),
                Golden.answer(
                        FsInfo.PROCEDURE,
                        new FsInfo.Ok(
                                null,
                                0x100000,
                                0x80000,
                                0x1000,
                                0x200000,
                                0x40000,
                                0x200,
                                0x8000,
                                Long.MAX_VALUE,
                                Duration.ofSeconds(2, 1),
                                FsInfo.LINK | FsInfo.SYMLINK | FsInfo.HOMOGENEOUS | FsInfo.CANSETTIME),
                        OK + ABSENT + """
                        00100000 00080000 00001000 00200000 00040000 00000200 00008000
                        7fffffff ffffffff 00000002 00000001 0000001b
                        """),
                Golden.answer(FsInfo.PROCEDURE, new FsInfo.Failed(Status.STALE, null), "00000046" + ABSENT),
                Golden.call(PathConf.PROCEDURE, new PathConf(FILE), FILE_HEX),
                Golden.answer(
                        PathConf.PROCEDURE,
                        new PathConf.Ok(ATTRIBUTES, 32000, 255, true, false, false, true),
                        OK + PRESENT + ATTRIBUTES_HEX + "00007d00 000000ff 00000001 00000000 00000000 00000001"),
                Golden.answer(PathConf.PROCEDURE, new PathConf.Failed(Status.SERVERFAULT, null), "00002716" + ABSENT));
    }
}
