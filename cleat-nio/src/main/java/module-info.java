/** A back end over any {@link java.nio.file.FileSystem}. */
module dev.cleat.nio {
    requires transitive dev.cleat.vfs;
    requires static transitive org.jspecify;

    exports dev.cleat.nio;
}
