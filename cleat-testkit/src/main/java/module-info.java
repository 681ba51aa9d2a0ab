/** The contract that every back end passes. */
module dev.cleat.vfs.testkit {
    requires transitive dev.cleat.vfs;
    requires transitive net.jqwik.api;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires static transitive org.jspecify;

    exports dev.cleat.vfs.testkit;
}
