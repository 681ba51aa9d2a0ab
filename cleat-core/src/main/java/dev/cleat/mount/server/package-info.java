/**
 * What a server does for each procedure of MOUNT: {@link dev.cleat.mount.server.MountService} is the table of all three
 * versions.
 */
@NullMarked
package dev.cleat.mount.server;

import org.jspecify.annotations.NullMarked;
