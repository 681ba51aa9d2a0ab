/** The NFS server and client as a library. */
module dev.cleat {
    requires transitive dev.cleat.vfs;
    requires static transitive org.jspecify;

    exports dev.cleat.export;
    exports dev.cleat.server;
}
