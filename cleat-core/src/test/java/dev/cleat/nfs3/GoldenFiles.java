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
import dev.cleat.vfs.SetAttributes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** NULL, GETATTR, SETATTR, ACCESS, READLINK, READ, WRITE, COMMIT. */
final class GoldenFiles {
    private GoldenFiles() {}

    static List<Golden> golden() {
        return List.of(
                Golden.call(GetAttr.PROCEDURE, new GetAttr(FILE), FILE_HEX),
                Golden.answer(GetAttr.PROCEDURE, new GetAttr.Ok(ATTRIBUTES), OK + ATTRIBUTES_HEX),
                Golden.answer(GetAttr.PROCEDURE, new GetAttr.Failed(Status.STALE), "00000046"),
                Golden.call(
                        SetAttr.PROCEDURE,
                        new SetAttr(
                                FILE,
                                new SetAttributes(
                                        0755,
                                        1000,
                                        -2,
                                        0x1_0000_0000L,
                                        new SetAttributes.ServerTime(),
                                        new SetAttributes.ClientTime(Instant.ofEpochSecond(9, 10))),
                                Instant.ofEpochSecond(11, 12)),
                        FILE_HEX + """
                        00000001 000001ed 00000001 000003e8 00000001 fffffffe 00000001 00000001 00000000
                        00000001
                        00000002 00000009 0000000a
                        00000001 0000000b 0000000c
                        """),
                Golden.call(SetAttr.PROCEDURE, new SetAttr(DIRECTORY, SetAttributes.NONE, null), DIRECTORY_HEX + """
                        00000000 00000000 00000000 00000000 00000000 00000000
                        00000000
                        """),
                Golden.answer(SetAttr.PROCEDURE, new Changed.Ok(WCC), OK + WCC_HEX),
                Golden.answer(
                        SetAttr.PROCEDURE,
                        new Changed.Failed(Status.NOT_SYNC, Wcc.UNKNOWN),
                        "00002712" + WCC_UNKNOWN_HEX),
                Golden.call(Access.PROCEDURE, new Access(FILE, Access.READ | Access.EXECUTE), FILE_HEX + "00000021"),
                Golden.answer(
                        Access.PROCEDURE,
                        new Access.Ok(ATTRIBUTES, Access.READ),
                        OK + PRESENT + ATTRIBUTES_HEX + "00000001"),
                Golden.answer(Access.PROCEDURE, new Access.Failed(Status.BADHANDLE, null), "00002711" + ABSENT),
                Golden.call(ReadLink.PROCEDURE, new ReadLink(FILE), FILE_HEX),
                Golden.answer(ReadLink.PROCEDURE, new ReadLink.Ok(null, NAME), OK + ABSENT + NAME_HEX),
                Golden.answer(
                        ReadLink.PROCEDURE,
                        new ReadLink.Failed(Status.INVAL, ATTRIBUTES),
                        "00000016" + PRESENT + ATTRIBUTES_HEX),
                Golden.call(
                        Read.PROCEDURE,
                        new Read(FILE, 0xFFFF_FFFF_0000_0001L, 65536),
                        FILE_HEX + "ffffffff 00000001 00010000"),
                Golden.answer(
                        Read.PROCEDURE,
                        new Read.Ok(ATTRIBUTES, true, ascii("hello")),
                        OK + PRESENT + ATTRIBUTES_HEX + "00000005 00000001 00000005 68656c6c 6f000000"),
                Golden.answer(
                        Read.PROCEDURE,
                        new Read.Ok(null, false, ascii("")),
                        OK + ABSENT + "00000000 00000000 00000000"),
                Golden.answer(Read.PROCEDURE, new Read.Failed(Status.ISDIR, null), "00000015" + ABSENT),
                Golden.call(
                        Write.PROCEDURE,
                        new Write(FILE, 0x1_0000_0000L, Stability.UNSTABLE, ascii("abc")),
                        FILE_HEX + "00000001 00000000 00000003 00000000 00000003 61626300"),
                Golden.call(
                        Write.PROCEDURE,
                        new Write(FILE, 0, Stability.FILE_SYNC, ascii("")),
                        FILE_HEX + "00000000 00000000 00000000 00000002 00000000"),
                Golden.answer(
                        Write.PROCEDURE,
                        new Write.Ok(WCC, 3, Stability.DATA_SYNC, VERIFIER),
                        OK + WCC_HEX + "00000003 00000001" + VERIFIER_HEX),
                Golden.answer(
                        Write.PROCEDURE, new Write.Failed(Status.NOSPC, Wcc.UNKNOWN), "0000001c" + WCC_UNKNOWN_HEX),
                Golden.call(Commit.PROCEDURE, new Commit(FILE, 4096, 8192), FILE_HEX + "00000000 00001000 00002000"),
                Golden.answer(Commit.PROCEDURE, new Commit.Ok(WCC, VERIFIER), OK + WCC_HEX + VERIFIER_HEX),
                Golden.answer(Commit.PROCEDURE, new Commit.Failed(Status.IO, WCC), "00000005" + WCC_HEX));
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
