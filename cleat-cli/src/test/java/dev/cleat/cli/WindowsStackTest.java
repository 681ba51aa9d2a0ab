package dev.cleat.cli;

import com.google.common.jimfs.Configuration;
import dev.cleat.vfs.testkit.Feature;
import java.util.EnumSet;
import java.util.Set;

/** A host like Windows: it keeps neither owners nor modes nor links, and forbids many names. */
class WindowsStackTest extends StackContract {
    WindowsStackTest() {
        super(
                Configuration.windows().toBuilder()
                        .setAttributeViews("basic", "dos", "owner", "acl")
                        .build(),
                "auto");
    }

    @Override
    public Set<Feature> features() {
        // Names may be any bytes; targets of links, which are kept as text, may not.
        return EnumSet.complementOf(EnumSet.of(Feature.DEVICES, Feature.FIFOS, Feature.GAPS, Feature.BYTE_NAMES));
    }
}
