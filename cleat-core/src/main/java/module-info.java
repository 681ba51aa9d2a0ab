/** The NFS server and client as a library. */
module dev.cleat {
    requires transitive dev.cleat.vfs;
    requires jdk.jfr;
    requires static transitive org.jspecify;

    exports dev.cleat.client;
    exports dev.cleat.desktop;
    exports dev.cleat.export;
    exports dev.cleat.rpc.bind;
    exports dev.cleat.server;

    // What can be called, and what calls are made of.
    exports dev.cleat.mount;
    exports dev.cleat.nfs2;
    exports dev.cleat.nfs3;
    exports dev.cleat.rpc;
    exports dev.cleat.rpc.auth;
    exports dev.cleat.rpc.replay;
    exports dev.cleat.xdr;
}
