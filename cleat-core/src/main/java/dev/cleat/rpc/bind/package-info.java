/**
 * Which program listens where: portmap version 2 and rpcbind versions 3 and 4, RFC 1833.
 *
 * <p>{@link dev.cleat.rpc.bind.Bindings} say it, {@link dev.cleat.rpc.bind.PortmapService} answers from them,
 * {@link dev.cleat.rpc.bind.PortmapListener} does so on a port of its own, for any server.
 * {@link dev.cleat.rpc.bind.PortmapClient} asks another machine, and {@link dev.cleat.rpc.bind.RpcbindRegistration} tells
 * this one's rpcbind. Messages named {@code Pmap…} are of version 2, {@code Rpcb…} of 3 and 4.
 */
@NullMarked
package dev.cleat.rpc.bind;

import org.jspecify.annotations.NullMarked;
