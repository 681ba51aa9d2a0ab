/** The interface between Cleat and file systems, and the memory back end. */
module dev.cleat.vfs {
    requires static transitive org.jspecify;

    exports dev.cleat.vfs;
    exports dev.cleat.vfs.decorate;
    exports dev.cleat.vfs.hash;
    exports dev.cleat.vfs.idmap;
    exports dev.cleat.vfs.listing;
    exports dev.cleat.vfs.memory;
    exports dev.cleat.vfs.tree;
    exports dev.cleat.vfs.union;
}
