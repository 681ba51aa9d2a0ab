/** A back end over Linux system calls; it needs native access. */
module dev.cleat.linux {
    requires transitive dev.cleat.vfs;
    requires static transitive org.jspecify;

    exports dev.cleat.linux;
}
