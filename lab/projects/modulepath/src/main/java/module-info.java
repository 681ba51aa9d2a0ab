/** Uses what is published from the module path. */
module consumer {
    requires dev.cleat;
    requires dev.cleat.nio;
}
