package dev.cleat.cli;

import com.google.common.jimfs.Configuration;
import dev.cleat.vfs.testkit.Feature;
import java.util.EnumSet;
import java.util.Set;

/** A volume like those of macOS: neither case nor form of a name counts. */
class MacStackTest extends StackContract {
    MacStackTest() {
        super(Configuration.osX(), "nfc");
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.complementOf(
                EnumSet.of(Feature.DEVICES, Feature.FIFOS, Feature.GAPS, Feature.BYTE_NAMES, Feature.LINK_BYTES));
    }
}
