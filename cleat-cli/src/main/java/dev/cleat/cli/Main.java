package dev.cleat.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code cleat}: exit status 0 for done, 1 for failed, 2 for a wrong line. */
@Command(
        name = "cleat",
        description = "Makes any file system fast to any machine: an NFS server with nothing to install on the client.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class Main implements Runnable {
    /** By the names that they have themselves. */
    static final SequencedMap<String, Class<?>> COMMANDS = commands();

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    private static SequencedMap<String, Class<?>> commands() {
        SequencedMap<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("serve", Serve.class);
        commands.put("portmap", Portmap.class);
        commands.put("mount", MountFolder.class);
        commands.put("umount", UmountFolder.class);
        commands.put("service", ServiceCommand.class);
        commands.put("new-key", NewKey.class);
        commands.put("ls", ListFiles.class);
        commands.put("cat", PrintFiles.class);
        commands.put("cp", CopyFiles.class);
        commands.put("bench", Bench.class);
        commands.put("ping", Ping.class);
        commands.put("rpcinfo", RpcInfo.class);
        commands.put("showmount", ShowMount.class);
        commands.put("train", Train.class);
        return commands;
    }

    /** To read what all commands may be told takes longer than many a command does, so a line that names one gets it alone. */
    static int execute(String... line) {
        Class<?> named = line.length == 0 ? null : COMMANDS.get(line[0]);
        return commandLine(named == null ? COMMANDS.values() : List.of(named)).execute(line);
    }

    /** With all commands. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS.values());
    }

    /** Arguments that begin with {@code @} are themselves: a folder may be called so. */
    private static CommandLine commandLine(Collection<Class<?>> commands) {
        CommandLine line = new CommandLine(new Main());
        commands.forEach(line::addSubcommand);
        return line.setExpandAtFiles(false).setParameterExceptionHandler((wrong, args) -> complain(wrong));
    }

    /** One line, because it is read in logs as often as at a terminal. */
    private static int complain(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("%s: %s (see %s --help)".formatted(name, wrong.getMessage(), name));
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "which command?");
        }
    }
}
