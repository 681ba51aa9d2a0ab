package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mount.nfs: access denied by server while mounting nas:/x | refuses this machine",
                "mount.nfs: Connection refused | nobody listens",
                "mount.nfs: Connection timed out | firewall",
                "mount.nfs: No route to host | firewall",
                "mount: /mnt: must be superuser to use mount. | sudo",
                "mount: only root can do that | sudo",
                "mount.nfs: Operation not permitted | containers",
                "mount: /mnt: bad option; for several filesystems (e.g. nfs, cifs) you might need a /sbin/mount.<type> helper program. | nfs-common",
                "mount.nfs: No such device | modprobe nfs",
                "mount.nfs: requested NFS version or transport protocol is not supported | no NFS version 3",
                "umount: /mnt: target is busy. | somebody is in there",
                "umount: /mnt: not mounted. | nothing is mounted"
            })
    void linuxIsExplained(String said, String meaning) {
        assertThat(Explanation.of(Platform.LINUX, new Outcome(32, said))).contains(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mount_nfs: can't mount /x from nas onto /m: Permission denied | refuses this machine",
                "mount_nfs: can't mount /x from nas onto /m: RPC prog. not avail | knows no such program",
                "mount_nfs: can't mount with remote locks when server (nas) is not running rpc.statd: RPC: Program not registered | port mapper knows no such program",
                "umount(/m): Resource busy -- try 'diskutil unmount' | somebody is in there"
            })
    void macosIsExplained(String said, String meaning) {
        assertThat(Explanation.of(Platform.MACOS, new Outcome(1, said))).contains(meaning);
    }

    /** Reconstructed from public reports, in three languages. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Network Error - 53 \r\n \r\nType 'NET HELPMSG 53' for more information.\r\n",
                "Netzwerkfehler - 53\r\n\r\nGeben Sie \"NET HELPMSG 53\" ein, um weitere Informationen zu erhalten.",
                "Erreur r\u00e9seau - 53\r\n\r\n"
            })
    void error53IsKnownInEveryLanguage(String said) {
        assertThat(WindowsError.number(said)).hasValue(53);
        assertThat(WindowsError.mayPass(said)).isTrue();
        assertThat(Explanation.of(Platform.WINDOWS, new Outcome(1, said))).contains("111", "firewall");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Z: is now successfully connected to \\\\10.0.0.53\\x", "The command completed 53 times."})
    void otherNumbersAreNoErrors(String said) {
        assertThat(WindowsError.number(said)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 64, 67, 85, 121, 1203, 1222, 1231, 2250, 2401, 2404})
    void commonErrorsOfWindowsAreExplained(int number) {
        assertThat(WindowsError.explained(number)).isNotEmpty();
    }

    @Test
    void deniedIsNotTriedAgain() {
        assertThat(WindowsError.mayPass("Network Error - 5")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsUnknownIsNotExplained(Platform platform) {
        assertThat(Explanation.of(platform, new Outcome(1, "flux capacitor depleted")))
                .isEmpty();
    }

    @Test
    void missingProgramsSayWhereTheyComeFrom() {
        assertThat(Explanation.ofMissing(Platform.WINDOWS, "mount.exe")).contains("Client for NFS");
        assertThat(Explanation.ofMissing(Platform.LINUX, "systemctl")).contains("no systemctl");
    }
}
