package dev.cleat.nio;

import dev.cleat.vfs.FileId;
import java.nio.file.Path;

/** An object that was found where its identity says: it was there, and was what it should be, a moment ago. */
record Located(FileId id, Path path, Stat stat) {}
