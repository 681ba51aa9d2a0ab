package dev.cleat.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.cleat.vfs.Experimental;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The directions that ARCHITECTURE.md draws. Few Maven modules suffice because these rules hold between packages. */
class ArchitectureTest {
    private static final String[] BACK_ENDS = {
        "dev.cleat.vfs..", "dev.cleat.nio..", "dev.cleat.linux..", "dev.cleat.archive..", "dev.cleat.remote.."
    };
    private static final String[] WIRE = {"dev.cleat.xdr..", "dev.cleat.rpc.."};
    private static final String[] PROGRAMS = {"dev.cleat.mount..", "dev.cleat.nfs2..", "dev.cleat.nfs3.."};
    private static final String[] LIBRARY = {
        "dev.cleat.vfs..",
        "dev.cleat.xdr..",
        "dev.cleat.rpc..",
        "dev.cleat.export..",
        "dev.cleat.mount..",
        "dev.cleat.nfs2..",
        "dev.cleat.nfs3..",
        "dev.cleat.client..",
        "dev.cleat.server.."
    };

    /** What everything may be marked with. */
    private static final DescribedPredicate<JavaClass> NO_MARK = not(equivalentTo(Experimental.class));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importLocations(
                    Modules.all().stream().map(ArchitectureTest::location).toList());

    @Test
    void everyModuleIsSeenHere() {
        List.of(
                        "dev.cleat.vfs",
                        "dev.cleat.rpc",
                        "dev.cleat.nio",
                        "dev.cleat.linux",
                        "dev.cleat.archive",
                        "dev.cleat.remote",
                        "dev.cleat.cli")
                .forEach(CLASSES::getPackage);
    }

    @Test
    void aBackEndNeverLearnsNfs() {
        check(noClasses()
                .that()
                .resideInAnyPackage(BACK_ENDS)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.cleat..").and(notIn(BACK_ENDS))));
    }

    @Test
    void backEndsNeverSeeEachOther() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.cleat.nio..")
                .should()
                .dependOnClassesThat(in("dev.cleat.linux..")));
        check(noClasses()
                .that()
                .resideInAPackage("dev.cleat.linux..")
                .should()
                .dependOnClassesThat(in("dev.cleat.nio..")));
    }

    @Test
    void archivesAndRemoteFilesNeedNoOtherBackEnd() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.cleat.archive..")
                .should()
                .dependOnClassesThat(in("dev.cleat.linux..", "dev.cleat.nio..", "dev.cleat.remote..")));
        check(noClasses()
                .that()
                .resideInAPackage("dev.cleat.remote..")
                .should()
                .dependOnClassesThat(in("dev.cleat.linux..", "dev.cleat.nio..", "dev.cleat.archive..")));
    }

    @Test
    void nfsNeverLearnsPaths() {
        check(noClasses()
                .that(in(WIRE).or(in(PROGRAMS)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file.."));
    }

    @Test
    void theWireNeverLearnsFiles() {
        check(noClasses()
                .that(in(WIRE))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.cleat..")
                        .and(notIn(WIRE))
                        .and(notIn("dev.cleat.vfs.hash"))
                        .and(NO_MARK)));
        check(noClasses()
                .that(in("dev.cleat.xdr.."))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.cleat..")
                        .and(notIn("dev.cleat.xdr.."))
                        .and(NO_MARK)));
    }

    @Test
    void protocolVersionsNeverSeeEachOther() {
        for (String program : PROGRAMS) {
            check(noClasses()
                    .that()
                    .resideInAPackage(program)
                    .should()
                    .dependOnClassesThat(in(PROGRAMS).and(notIn(program))));
        }
    }

    @Test
    void messagesKnowNeitherServerNorClient() {
        check(noClasses()
                .that(in("dev.cleat.mount", "dev.cleat.nfs2", "dev.cleat.nfs3"))
                .should()
                .dependOnClassesThat(
                        in("dev.cleat.*.server..", "dev.cleat.server..", "dev.cleat.client..", "dev.cleat.export..")));
    }

    @Test
    void theClientKnowsMessagesOnly() {
        check(noClasses()
                .that(in("dev.cleat.client.."))
                .should()
                .dependOnClassesThat(in("dev.cleat.*.server..", "dev.cleat.server..", "dev.cleat.export..")));
    }

    @Test
    void exportsKnowNoProtocolVersion() {
        check(noClasses().that(in("dev.cleat.export..")).should().dependOnClassesThat(in(PROGRAMS)));
    }

    @Test
    void onlyTheTransportOpensSockets() {
        check(noClasses()
                .that(notIn("dev.cleat.rpc.transport.."))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(Server|Datagram|Multicast)?Socket"
                        + "|java\\.nio\\.channels\\.(Socket|ServerSocket|Datagram|AsynchronousSocket)Channel"
                        + "|java\\.nio\\.channels\\.Selector"));
    }

    @Test
    void onlyTheLinuxBackEndCallsForeignFunctions() {
        check(noClasses()
                .that(notIn("dev.cleat.linux.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign.."));
    }

    @Test
    void theLibraryDependsOnTheJdkAlone() {
        check(classes()
                .that(in(LIBRARY))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.cleat..", "java..", "javax..", "jdk..", "org.jspecify.."));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("dev.cleat.(**)").should().beFreeOfCycles());
    }

    @Test
    void librariesNeitherPrintNorExit() {
        check(GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS, CLASSES.that(notIn("dev.cleat.cli..")));
        check(noClasses()
                .that(notIn("dev.cleat.cli.."))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class));
    }

    @Test
    void namesSayWhatThingsAre() {
        check(noClasses().should().haveNameMatching(".*(Impl|Utils?|Manager|Helper)"));
    }

    @Test
    void everyPackageIsNullMarked() {
        check(classes().should(new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " lacks @NullMarked"));
                }
            }
        }));
    }

    private static DescribedPredicate<JavaClass> in(String... packages) {
        return resideInAnyPackage(packages);
    }

    private static DescribedPredicate<JavaClass> notIn(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages));
    }

    /** Some packages are still to be filled: a rule about them holds. */
    private static void check(ArchRule rule) {
        check(rule, CLASSES);
    }

    private static void check(ArchRule rule, JavaClasses classes) {
        rule.allowEmptyShould(true).check(classes);
    }

    private static Location location(ModuleReference module) {
        Path path = Path.of(module.location().orElseThrow());
        if (Files.isDirectory(path)) {
            return Location.of(path);
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            return Location.of(jar);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
