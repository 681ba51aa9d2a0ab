package dev.cleat.nfs2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.SetAttributes.ServerTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SattrTest {
    private static final Timeval TIME = new Timeval(5, 6);
    private static final Instant INSTANT = Instant.ofEpochSecond(5, 6_000);
    private static final Timeval SERVERS = new Timeval(7, 1_000_000);

    @Test
    void minusOneSetsNothing() {
        assertThat(Sattr.NONE.changes()).isEqualTo(SetAttributes.NONE);
    }

    @Test
    void everythingElseIsSet() {
        assertThat(new Sattr(0100644, 0, -2, 0xFFFF_FFF0, TIME, TIME).changes())
                .isEqualTo(
                        new SetAttributes(0644, 0, -2, 0xFFFF_FFF0L, new ClientTime(INSTANT), new ClientTime(INSTANT)));
    }

    @Test
    void sixteenBitsOfOnesAreNoMode() {
        assertThat(withMode(0xFFFF, -1).changes()).isEqualTo(SetAttributes.NONE);
        assertThat(withMode(0xFFFF, -1).type()).isEqualTo(FileType.REGULAR);
    }

    @Test
    void aMillionMicrosecondsAreTheServersTime() {
        assertThat(times(SERVERS, TIME)).isEqualTo(SetAttributes.times(new ServerTime(), new ClientTime(INSTANT)));
        assertThat(times(SERVERS, SERVERS)).isEqualTo(SetAttributes.times(new ServerTime(), new ServerTime()));
        assertThat(times(Timeval.UNSET, SERVERS)).isEqualTo(SetAttributes.times(null, new ServerTime()));
    }

    @Test
    void aMillionMicrosecondsOfModificationCountForBothTimes() {
        assertThat(times(TIME, SERVERS)).isEqualTo(SetAttributes.times(new ServerTime(), new ServerTime()));
    }

    @Test
    void timesWithOneFieldUnsetAreUnset() {
        assertThat(times(new Timeval(-1, 0), new Timeval(0, -1))).isEqualTo(SetAttributes.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "0000644, 0, REGULAR",
        "0100644, 0, REGULAR",
        "0060644, 0, BLOCK_DEVICE",
        "0020644, 0, CHARACTER_DEVICE",
        "0020644, -1, FIFO",
        "0010644, 0, FIFO",
        "0140644, 0, SOCKET",
        "0040644, 0, DIRECTORY",
        "0120644, 0, SYMBOLIC_LINK",
        "0170644, 0, REGULAR"
    })
    void theModeNamesWhatCreateMakes(String octalMode, int size, FileType type) {
        assertThat(withMode(Integer.parseInt(octalMode, 8), size).type()).isEqualTo(type);
    }

    @Test
    void theSizeIsTheNumberOfADevice() {
        assertThat(withMode(0020644, 0x0501).device()).isEqualTo(new Device(5, 1));
    }

    private static SetAttributes times(Timeval accessed, Timeval modified) {
        return new Sattr(-1, -1, -1, -1, accessed, modified).changes();
    }

    private static Sattr withMode(int mode, int size) {
        return new Sattr(mode, -1, -1, size, Timeval.UNSET, Timeval.UNSET);
    }
}
