/**
 * How records travel: TCP with record marking (RFC 5531 §11), UDP, and within the process. The one package that opens sockets.
 *
 * <p>A server's side begins with {@link dev.cleat.rpc.transport.Network}: its {@code EventLoop}s read from
 * {@code TcpConnection}s and {@code UdpSocket}s, hand each message on as an {@link dev.cleat.rpc.Exchange}, and write the
 * answers. {@code RecordReader} finds where messages end, {@code SendQueue} keeps what a socket does not take,
 * {@code PooledBuffers} bounds the memory of all of it, and {@link dev.cleat.rpc.transport.Limits} says by how much.
 *
 * <p>A client's side is a {@link dev.cleat.rpc.ClientChannel}: one over a connection, one over datagrams, one within the process,
 * and {@link dev.cleat.rpc.transport.ClientChannelLasting}, which takes the next where one breaks.
 *
 * <p>Which thread may do what is in CONCURRENCY.md.
 */
@NullMarked
package dev.cleat.rpc.transport;

import org.jspecify.annotations.NullMarked;
