/**
 * The client: calls with the same messages that the server answers, and files made of them.
 *
 * <p>{@link dev.cleat.client.NfsClient} is one server: it finds ports, connects, sends again, and makes any call.
 * {@link dev.cleat.client.NfsVolume} is a directory of it that was mounted, with the methods that
 * {@link java.nio.file.Files} has for local ones; {@link dev.cleat.client.NfsFile} is a file as a channel.
 * {@link dev.cleat.client.NfsUrl} and {@link dev.cleat.client.NfsPath} say where things are.
 *
 * <p>A server's answers are input like any other: {@code PathWalk} ends where links go round, {@code DirectoryPages} where
 * listings do, and {@code Uncommitted} keeps data until the server has promised to.
 */
@NullMarked
package dev.cleat.client;

import org.jspecify.annotations.NullMarked;
