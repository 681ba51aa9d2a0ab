package dev.cleat.nfs2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FattrTest {
    @Test
    void whatFitsIsToldAsItIs() {
        Attributes attributes = Attributes.builder(FileType.REGULAR, 7)
                .mode(04750)
                .links(3)
                .owner(1000, -2)
                .size(0x7FFF_FFFF)
                .used(513)
                .fsid(9)
                .times(Instant.ofEpochSecond(1, 2_999), Instant.ofEpochSecond(3), Instant.ofEpochSecond(4))
                .build();
        assertThat(Fattr.of(attributes))
                .isEqualTo(new Fattr(
                        Ftype.REG,
                        0104750,
                        3,
                        1000,
                        -2,
                        0x7FFF_FFFF,
                        4096,
                        0,
                        2,
                        9,
                        7,
                        new Timeval(1, 2),
                        new Timeval(3, 0),
                        new Timeval(4, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "REGULAR, REG, 0100644",
        "DIRECTORY, DIR, 0040755",
        "SYMBOLIC_LINK, LNK, 0120777",
        "BLOCK_DEVICE, BLK, 0060644",
        "CHARACTER_DEVICE, CHR, 0020644",
        "FIFO, CHR, 0010644",
        "SOCKET, SOCK, 0140644"
    })
    void typesAreToldTwice(FileType type, Ftype told, String octalMode) {
        Fattr fattr = Fattr.of(Attributes.builder(type, 1).build());
        assertThat(fattr.type()).isEqualTo(told);
        assertThat(fattr.mode()).isEqualTo(Integer.parseInt(octalMode, 8));
    }

    @Test
    void sizesAreClampedTo31Bits() {
        assertThat(sized(0x8000_0000L).size()).isEqualTo(Integer.MAX_VALUE);
        assertThat(sized(0x1_0000_0001L).size()).isEqualTo(Integer.MAX_VALUE);
        assertThat(sized(Long.MAX_VALUE).size()).isEqualTo(Integer.MAX_VALUE);
        assertThat(sized(Long.MAX_VALUE).blocks()).isEqualTo(Integer.MAX_VALUE);
        assertThat(sized(-1).size()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void onlyDevicesHaveANumberAndFifosAreMarked() {
        Device device = new Device(8, 17);
        assertThat(Fattr.of(special(FileType.BLOCK_DEVICE, device)).rdev()).isEqualTo(0x0811);
        assertThat(Fattr.of(special(FileType.CHARACTER_DEVICE, device)).rdev()).isEqualTo(0x0811);
        assertThat(Fattr.of(special(FileType.FIFO, Device.NONE)).rdev()).isEqualTo(-1);
        assertThat(Fattr.of(special(FileType.SOCKET, Device.NONE)).rdev()).isZero();
    }

    @Test
    void largeDeviceNumbersFitInto32Bits() {
        Device device = new Device(0xFFF, 0xABCDE);
        int number = DeviceNumber.of(device);
        assertThat(number).isEqualTo(0xABCFFFDE);
        assertThat(DeviceNumber.deviceOf(number)).isEqualTo(device);
    }

    @Test
    void fileIdsAreFoldedAndNeverZero() {
        assertThat(Nfs2.fold(0xFFFF_FFFFL)).isEqualTo(-1);
        assertThat(Nfs2.fold(0x0000_0001_0000_0002L)).isEqualTo(3);
        assertThat(Nfs2.fold(0x1234_5678_1234_5678L)).isEqualTo(1);
    }

    private static Fattr sized(long size) {
        return Fattr.of(Attributes.builder(FileType.REGULAR, 1).size(size).build());
    }

    private static Attributes special(FileType type, Device device) {
        return Attributes.builder(type, 1).device(device).build();
    }
}
