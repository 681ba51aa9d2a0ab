/**
 * The server: builder, life cycle, configuration.
 *
 * <p>{@link dev.cleat.server.NfsServer} is where to begin; {@code serve} is all of it in one call. What it is set up with are
 * values: {@link dev.cleat.server.ServerOptions} with presets, {@link dev.cleat.server.ServerLimits},
 * {@link dev.cleat.export.ExportOptions} for each export. {@link dev.cleat.server.StateFolder} keeps what must outlive a
 * server so that handles do, {@link dev.cleat.server.PortmapMode} says how clients find the ports,
 * {@link dev.cleat.server.ClientFilter} who may connect at all, and {@link dev.cleat.server.ServerListener} hears what
 * happens.
 *
 * <p>Inside, {@code Ports} puts programs and transports together; nothing else here knows protocols.
 */
@NullMarked
package dev.cleat.server;

import org.jspecify.annotations.NullMarked;
