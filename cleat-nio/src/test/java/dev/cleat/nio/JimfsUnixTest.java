package dev.cleat.nio;

import com.google.common.jimfs.Configuration;

class JimfsUnixTest extends JimfsContract {
    JimfsUnixTest() {
        super(Configuration.unix());
    }
}
