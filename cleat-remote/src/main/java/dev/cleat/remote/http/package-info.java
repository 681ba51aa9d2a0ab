/** Files on web servers. {@link dev.cleat.remote.http.HttpOrigin} has the format of the list that tells of them. */
@NullMarked
package dev.cleat.remote.http;

import org.jspecify.annotations.NullMarked;
