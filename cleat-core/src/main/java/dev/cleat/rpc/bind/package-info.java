/** Which program listens where: portmap version 2 and rpcbind versions 3 and 4, RFC 1833. */
@NullMarked
package dev.cleat.rpc.bind;

import org.jspecify.annotations.NullMarked;
