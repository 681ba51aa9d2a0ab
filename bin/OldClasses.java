import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Gives classes that were compiled for Java 5 the stack maps of later class files. Java 25's cache takes no others, and
 * picocli has 150 such classes, which cost each start some 70 ms of processor time.
 */
final class OldClasses {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    /** Old classes may do what later class files forbid ({@code jsr}); those of libraries in use do not. */
    private static final int NEW_VERSION = ClassFile.JAVA_8_VERSION;

    private final ClassFile classFile;

    private OldClasses(ClassLoader jar) {
        classFile = ClassFile.of(ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(jar).orElse(ClassHierarchyResolver.defaultResolver())));
    }

    /** Rewrites the jars of a folder that have such classes. */
    static void renew(Path folder) throws IOException {
        try (var jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                Path renewed = jar.resolveSibling(jar.getFileName() + ".new");
                if (renew(jar, renewed)) {
                    Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    Files.delete(renewed);
                }
            }
        }
    }

    private static boolean renew(Path from, Path to) throws IOException {
        boolean any = false;
        try (URLClassLoader loader = new URLClassLoader(new URL[] {from.toUri().toURL()});
                JarFile jar = new JarFile(from.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            OldClasses classes = new OldClasses(loader);
            for (JarEntry entry : Collections.list(jar.entries())) {
                byte[] content = jar.getInputStream(entry).readAllBytes();
                byte[] renewed = entry.getName().endsWith(".class") ? classes.renew(content) : content;
                any |= renewed != content;
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(renewed);
                out.closeEntry();
            }
        }
        return any;
    }

    private byte[] renew(byte[] content) {
        ClassModel old = classFile.parse(content);
        if (old.majorVersion() >= FIRST_WITH_STACK_MAPS) {
            return content;
        }
        ClassTransform rewriteCode = ClassTransform.transformingMethodBodies(CodeBuilder::with);
        return classFile.transformClass(old, rewriteCode.andThen((builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(NEW_VERSION, 0);
            } else {
                builder.with(element);
            }
        }));
    }
}
