/** A back end over zip and tar archives. */
module dev.cleat.archive {
    requires transitive dev.cleat.vfs;
    requires static transitive org.jspecify;

    exports dev.cleat.archive;
}
