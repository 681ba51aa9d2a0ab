package dev.cleat.mount;

import static dev.cleat.specification.MessageContract.Golden.answer;
import static dev.cleat.specification.MessageContract.Golden.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.rpc.Nothing;
import dev.cleat.rpc.Procedure;
import dev.cleat.specification.MessageContract;
import dev.cleat.specification.XdrSpecification;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.xdr.Opaque;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MountMessagesTest extends MessageContract {
    /** "/srv", and "/é" in Latin-1: a path is bytes. */
    private static final String SRV_HEX = "00000004 2f737276";

    private static final Name SRV = Name.of("/srv");
    private static final Name LATIN = Name.of(new byte[] {'/', (byte) 0xe9});
    private static final String HANDLE_HEX = "00112233445566778899aabbccddeeff".repeat(2);
    private static final Opaque HANDLE = Opaque.of(HexFormat.of().parseHex(HANDLE_HEX));

    @Override
    protected XdrSpecification specification() {
        return XdrSpecification.of(MountMessagesTest.class, "mount.x");
    }

    @Override
    protected List<Procedure<?, ?>> procedures() {
        List<Procedure<?, ?>> common = List.of(Dump.PROCEDURE, Umnt.PROCEDURE, UmntAll.PROCEDURE, Export.PROCEDURE);
        Stream<Procedure<?, ?>> one = common.stream().map(procedure -> procedure.in(Mount.V1));
        Stream<Procedure<?, ?>> two = common.stream().map(procedure -> procedure.in(Mount.V2));
        Stream<Procedure<?, ?>> rest = Stream.of(
                OldMnt.PROCEDURE,
                OldMnt.PROCEDURE.in(Mount.V2),
                Export.ALL,
                Export.ALL.in(Mount.V2),
                PathConf.PROCEDURE,
                Mnt.PROCEDURE);
        return Stream.of(one, two, common.stream(), rest)
                .<Procedure<?, ?>>flatMap(each -> each)
                .toList();
    }

    @Override
    protected List<Golden> golden() {
        return Stream.of(mounting(), listing()).flatMap(List::stream).toList();
    }

    private static List<Golden> mounting() {
        return List.of(
                call(Mnt.PROCEDURE, new Mnt(SRV), SRV_HEX),
                call(Mnt.PROCEDURE, new Mnt(LATIN), "00000002 2fe90000"),
                answer(
                        Mnt.PROCEDURE,
                        new Mnt.Ok(HANDLE, List.of(1, 0)),
                        "00000000 00000020" + HANDLE_HEX + "00000002 00000001 00000000"),
                answer(Mnt.PROCEDURE, new Mnt.Failed(Status.NOTDIR), "00000014"),
                answer(Mnt.PROCEDURE, new Mnt.Failed(Status.SERVERFAULT), "00002716"),
                call(OldMnt.PROCEDURE, new OldMnt(SRV), SRV_HEX),
                answer(OldMnt.PROCEDURE, new OldMnt.Ok(HANDLE), "00000000" + HANDLE_HEX),
                answer(OldMnt.PROCEDURE, new OldMnt.Failed(13), "0000000d"),
                call(Umnt.PROCEDURE, new Umnt(SRV), SRV_HEX),
                answer(Umnt.PROCEDURE, Nothing.NOTHING, ""),
                call(UmntAll.PROCEDURE, new UmntAll(), ""),
                answer(UmntAll.PROCEDURE, Nothing.NOTHING, ""));
    }

    private static List<Golden> listing() {
        Export.Result exports = new Export.Result(
                List.of(new Export.Exported(SRV, List.of("10.0.0.0/8", "ada")), new Export.Exported(LATIN, List.of())));
        String exportsHex = "00000001" + SRV_HEX
                + "00000001 0000000a 31302e302e302e302f380000"
                + "00000001 00000003 61646100 00000000"
                + "00000001 00000002 2fe90000 00000000 00000000";
        return List.of(
                call(Dump.PROCEDURE, new Dump(), ""),
                answer(
                        Dump.PROCEDURE,
                        new Dump.Result(List.of(new Dump.Mounted("::1", SRV))),
                        "00000001 00000003 3a3a3100" + SRV_HEX + "00000000"),
                call(Export.PROCEDURE, new Export(), ""),
                answer(Export.PROCEDURE, exports, exportsHex),
                call(Export.ALL, new Export(), ""),
                answer(Export.ALL, exports, exportsHex),
                call(PathConf.PROCEDURE, new PathConf(SRV), SRV_HEX),
                answer(
                        PathConf.PROCEDURE,
                        new PathConf.Result(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                        "00000001 00000002 00000003 00000004 00000005 00000006 00000007 00000008 00000009 0000000a"));
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorFailsInEveryVersion(VfsError error) {
        Status status = Status.of(error);
        assertThat(status).isNotEqualTo(Status.OK);
        assertThat(status.errno()).isBetween(1, 255);
    }

    @Test
    void statusNamesAreTheRfcs() {
        assertThat(Status.OK).hasToString("MNT3_OK");
        assertThat(Status.ACCES).hasToString("MNT3ERR_ACCES");
    }
}
