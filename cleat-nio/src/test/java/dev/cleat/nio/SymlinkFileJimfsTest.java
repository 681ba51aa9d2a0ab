package dev.cleat.nio;

import com.google.common.jimfs.Configuration;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.SymlinkFileVfs;
import java.io.IOException;

/** Links as text files on a host like Windows. */
class SymlinkFileJimfsTest extends JimfsContract {
    SymlinkFileJimfsTest() {
        super(Configuration.windows());
    }

    @Override
    public Vfs create() throws IOException {
        return new SymlinkFileVfs(super.create());
    }
}
