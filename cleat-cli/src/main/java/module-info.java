/** The command line. */
module dev.cleat.cli {
    requires dev.cleat;
    requires dev.cleat.archive;
    requires dev.cleat.linux;
    requires dev.cleat.nio;
    requires dev.cleat.remote;
    requires info.picocli;
    requires java.logging;
    requires static org.jspecify;

    opens dev.cleat.cli to
            info.picocli;
}
