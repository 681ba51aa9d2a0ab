package dev.cleat.nio;

import com.google.common.jimfs.Configuration;

class JimfsOsXTest extends JimfsContract {
    JimfsOsXTest() {
        super(Configuration.osX());
    }
}
