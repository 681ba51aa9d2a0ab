package dev.cleat.nio;

import com.google.common.jimfs.Configuration;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.SymlinkFileVfs;

/** Links as text files on a host like Windows. */
class SymlinkFileJimfsTest extends JimfsContract {
    SymlinkFileJimfsTest() {
        super(Configuration.windows());
    }

    @Override
    Vfs decorated(NioVfs files) {
        return new SymlinkFileVfs(files);
    }
}
