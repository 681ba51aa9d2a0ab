package dev.cleat.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The files that a load is about, made in a folder of this machine.
 *
 * @param smallFiles how many small files; the n-th has n bytes
 * @param dataBytes the size of the file to be read
 * @param writtenBytes the size of each file to be written
 * @param entries how many files the large folder has
 * @param connections how many connections have a file to write and a folder of their own
 */
public record Tree(int smallFiles, int dataBytes, int writtenBytes, int entries, int connections) {
    static final String SMALL = "small";
    static final String DATA = "data";
    static final String LINK = "link";
    static final String LINK_TARGET = "small/f0000";
    static final String MANY = "many";
    static final String WRITTEN = "written";
    static final String SCRATCH = "scratch";
    private static final String COMPLETE = "complete";

    static String smallName(int number) {
        return name("f", number, 4);
    }

    static String entryName(int number) {
        return name("e", number, 7);
    }

    private static String name(String letter, int number, int digits) {
        String text = Integer.toString(number);
        return letter + "0".repeat(digits - text.length()) + text;
    }

    /** Makes the files in a folder, unless it has them. */
    public void make(Path folder) throws IOException {
        Path marker = folder.resolve(COMPLETE);
        if (Files.exists(marker) && Files.readString(marker).equals(toString())) {
            return;
        }
        for (String name : new String[] {SMALL, MANY, WRITTEN, SCRATCH}) {
            Files.createDirectories(folder.resolve(name));
        }
        for (int i = 0; i < smallFiles; i++) {
            Files.write(folder.resolve(SMALL).resolve(smallName(i)), new byte[i]);
        }
        for (int i = 0; i < entries; i++) {
            Files.write(folder.resolve(MANY).resolve(entryName(i)), new byte[0]);
        }
        fill(folder.resolve(DATA), dataBytes);
        for (int i = 0; i < connections; i++) {
            fill(folder.resolve(WRITTEN).resolve(Integer.toString(i)), writtenBytes);
            Files.createDirectories(folder.resolve(SCRATCH).resolve(Integer.toString(i)));
        }
        Files.deleteIfExists(folder.resolve(LINK));
        Files.createSymbolicLink(folder.resolve(LINK), Path.of(LINK_TARGET));
        Files.writeString(marker, toString());
    }

    private static void fill(Path file, int bytes) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int at = 0; at < bytes; at += Content.LARGEST) {
                ByteBuffer part = Content.at(at, 0).limit(Math.min(Content.LARGEST, bytes - at));
                while (part.hasRemaining()) {
                    out.write(part);
                }
            }
            out.force(true);
        }
    }
}
