/** How records travel: TCP with record marking, UDP, and within the process. The one package that opens sockets. */
@NullMarked
package dev.cleat.rpc.transport;

import org.jspecify.annotations.NullMarked;
