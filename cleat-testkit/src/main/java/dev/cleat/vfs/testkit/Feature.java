package dev.cleat.vfs.testkit;

/** What a back end may lack without breaking its contract, where no capability and no limit tells. */
public enum Feature {
    OWNERS("owner and group cannot be given away"),
    MODES("the twelve mode bits are not kept"),
    CALLERS("what is allowed does not depend on the caller"),
    DEVICES("devices cannot be made"),
    FIFOS("FIFOs and sockets cannot be made"),
    BYTE_NAMES("names that are not UTF-8 cannot be kept"),
    GAPS("gaps in files take space"),
    ODD_NAMES("the file system forbids some characters or reserves some names"),
    LINK_BYTES("the targets of links are kept as paths, without repeated or final slashes"),
    LINK_TIMES("the times of symbolic links cannot be set"),
    CHANGE_TIMES("the file system does not tell when attributes changed"),
    RESTARTS("the contents end with the process");

    private final String lack;

    Feature(String lack) {
        this.lack = lack;
    }

    /** Why a test is left out where this is missing. */
    String lack() {
        return lack;
    }
}
