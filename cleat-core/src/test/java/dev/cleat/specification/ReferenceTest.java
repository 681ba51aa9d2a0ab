package dev.cleat.specification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.HandleKey;
import dev.cleat.export.file.ExportTable;
import dev.cleat.mount.server.MountListener;
import dev.cleat.mount.server.MountService;
import dev.cleat.nfs2.server.Nfs2Service;
import dev.cleat.nfs3.server.Nfs3Service;
import dev.cleat.rpc.Row;
import dev.cleat.rpc.Service;
import dev.cleat.rpc.Trait;
import dev.cleat.rpc.bind.Bindings;
import dev.cleat.rpc.bind.PortmapService;
import dev.cleat.vfs.VfsError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tables in docs/reference are those of the code: bin/update-reference writes them. */
class ReferenceTest {
    private static final Path COMMITTED = Path.of("..", "docs", "reference");

    private static void check(String name, List<String> actual) throws IOException {
        Path file = COMMITTED.resolve(name);
        if (Boolean.getBoolean("reference.update")) {
            Files.createDirectories(COMMITTED);
            Files.write(file, actual);
        }
        assertThat(Files.exists(file) ? Files.readAllLines(file) : List.of())
                .as("docs/reference/%s; if the code is right, run bin/update-reference", name)
                .isEqualTo(actual);
    }

    private static List<Service> services() throws IOException {
        ExportTable exports = new ExportTable(HandleKey.random(), name -> 1, InstantSource.system(), new Random(1));
        List<Service> services = new ArrayList<>();
        services.add(Nfs2Service.of(exports));
        services.add(Nfs3Service.of(exports));
        services.addAll(MountService.of(exports, MountListener.NONE, 1));
        services.addAll(
                new PortmapService(new Bindings(), PortmapService.Registration.CLOSED, Set.of(), InstantSource.system())
                        .services());
        return services;
    }

    @Test
    void proceduresAreThoseServed() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# Procedures",
                "",
                "What a server answers, from the tables that it dispatches by. What is idempotent may be carried out twice without",
                "harm; answers to the rest are kept for a while, for calls that arrive again.",
                ""));
        for (Service service : services()) {
            lines.add("## " + service.version().name());
            lines.add("");
            lines.add("Program %s, version %d."
                    .formatted(
                            Integer.toUnsignedString(service.version().program()),
                            service.version().version()));
            lines.add("");
            lines.add("| number | procedure | idempotent | large |");
            lines.add("|---|---|---|---|");
            service.rows().forEach(row -> lines.add(line(row)));
            lines.add("");
        }
        lines.removeLast();
        check("procedures.md", lines);
    }

    private static String line(Row<?, ?> row) {
        String large = row.procedure().is(Trait.BULK_CALL) ? "call" : "";
        return "| %d | %s | %s | %s |"
                .formatted(
                        row.procedure().number(),
                        row.procedure().name(),
                        row.procedure().is(Trait.IDEMPOTENT) ? "yes" : "no",
                        row.procedure().is(Trait.BULK_REPLY) ? "answer" : large);
    }

    @Test
    void errorsAreTranslatedAsSaid() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# Errors",
                "",
                "What a back end says, and what clients hear. Which to choose is said at each constant of",
                "[VfsError](../../cleat-vfs/src/main/java/dev/cleat/vfs/VfsError.java). Version 2 has fewer words; where it has none",
                "for \"not now\", it does not answer, so that the client asks again.",
                "",
                "| a back end throws | NFS version 3 | number | NFS version 2 | number |",
                "|---|---|---|---|---|"));
        for (VfsError error : VfsError.values()) {
            dev.cleat.nfs3.Status three = dev.cleat.nfs3.Status.of(error);
            dev.cleat.nfs2.Status two = dev.cleat.nfs2.Status.of(error);
            lines.add("| %s | %s | %d | %s | %d |".formatted(error, three, three.number(), two, two.number()));
        }
        check("errors.md", lines);
    }
}
