/**
 * Remote procedure calls (RFC 5531): what a program is, how a call finds its procedure, and what goes wrong on the way.
 *
 * <p>A {@link dev.cleat.rpc.Procedure} is a row: number, name, how its arguments and results are read, and its traits. Each
 * message class owns its own. A {@link dev.cleat.rpc.Service} binds the procedures of one program version to handlers; an
 * {@link dev.cleat.rpc.RpcServer} reads a call's header, finds the row, and has it run where it may. Transports live in
 * {@code dev.cleat.rpc.transport} and see nothing but {@link dev.cleat.rpc.Exchange}s.
 */
@Experimental
@NullMarked
package dev.cleat.rpc;

import dev.cleat.vfs.Experimental;
import org.jspecify.annotations.NullMarked;
