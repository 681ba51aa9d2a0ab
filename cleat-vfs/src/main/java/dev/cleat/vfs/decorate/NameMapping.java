package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsException;
import java.util.List;

/**
 * How names that clients use become names of a host, and back. Never asked for "." and "..".
 *
 * <p>A name of the host that {@link #toHost} does not make of what {@link #toClient} says is not the mapping's:
 * {@link MappedNamesVfs} shows it as it is.
 */
public interface NameMapping {
    /**
     * The name that an entry has on the host.
     *
     * @throws VfsException {@link dev.cleat.vfs.VfsError#NAMETOOLONG}, {@link dev.cleat.vfs.VfsError#INVAL} where the host can have none for it
     */
    Name toHost(Name name) throws VfsException;

    /** The name that clients see of an entry. */
    Name toClient(Name hostName);

    /**
     * Further names by which the host may have an entry that clients see under this one. They are looked for where there is no
     * entry of the name that {@link #toHost} says.
     */
    default List<Name> alsoOnHost(Name name) {
        return List.of();
    }

    /** Whether the host can have an entry of this name at all. Others are never looked for there. */
    boolean isHostName(Name name);
}
