/**
 * A file system as a folder or drive of the machine that serves it, by the system's own NFS client.
 *
 * <p>{@link dev.cleat.desktop.DesktopMount} does all of it: serves, mounts, waits, and undoes both. {@link
 * dev.cleat.desktop.MountCommand} has the words that each system's command wants.
 */
@NullMarked
package dev.cleat.desktop;

import org.jspecify.annotations.NullMarked;
