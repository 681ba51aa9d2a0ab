/** A back end over files that are elsewhere. */
module dev.cleat.remote {
    requires transitive dev.cleat.vfs;
    requires java.net.http;
    requires static transitive org.jspecify;

    exports dev.cleat.remote;
    exports dev.cleat.remote.http;
}
