package dev.cleat.nio;

import com.google.common.jimfs.Configuration;

class JimfsWindowsTest extends JimfsContract {
    JimfsWindowsTest() {
        super(Configuration.windows());
    }
}
