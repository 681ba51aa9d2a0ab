package dev.cleat.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The service as a task that starts with the machine, as SYSTEM, and again after it failed. The service manager would end it
 * with error 1053: it keeps only programs that report to it by its own calls, which java.exe does not make
 * (docs/decisions/0009). Only Windows can run what is said here; the words are tested, the programs are not.
 */
final class WindowsTask {
    private static final String TASK = "Cleat";

    /** What schtasks.exe says is in the language of the system; the names of states are not. */
    private static final String STATUS = "$task = Get-ScheduledTask -TaskName " + TASK
            + "; $task | Get-ScheduledTaskInfo | Format-List LastRunTime, LastTaskResult; $task.State"
            + "; exit [int]($task.State -ne 'Running')";

    private WindowsTask() {}

    /**
     * @param data the folder that {@code ProgramData} names
     */
    static List<Step> install(Service service, Path data) {
        Path definition = data.resolve("Cleat").resolve("task.xml");
        return List.of(
                new Step.Write(definition, xml(service, data), StandardCharsets.UTF_16),
                Step.Run.of("schtasks.exe", "/Create", "/F", "/TN", TASK, "/XML", definition.toString()),
                Step.Run.of("schtasks.exe", "/Run", "/TN", TASK));
    }

    static List<Step> uninstall(Path data) {
        return List.of(
                Step.Run.ifPossible("schtasks.exe", "/End", "/TN", TASK),
                Step.Run.of("schtasks.exe", "/Delete", "/F", "/TN", TASK),
                new Step.Delete(data.resolve("Cleat").resolve("task.xml")));
    }

    static Step.Run status() {
        return Step.Run.of("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", STATUS);
    }

    static String advice(Path data) {
        return "Its log: " + log(data) + "; it runs as SYSTEM, which sees none of your mapped drives. Other machines "
                + "need a rule in the firewall for ports 2049 and 111, TCP and UDP";
    }

    private static String log(Path data) {
        return data.resolve("Cleat").resolve("cleat.log").toString();
    }

    static String xml(Service service, Path data) {
        return """
                <?xml version="1.0" encoding="UTF-16"?>
                <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
                  <RegistrationInfo>
                    <Description>%s</Description>
                  </RegistrationInfo>
                  <Triggers>
                    <BootTrigger/>
                  </Triggers>
                  <Principals>
                    <Principal id="System">
                      <UserId>S-1-5-18</UserId>
                      <RunLevel>HighestAvailable</RunLevel>
                    </Principal>
                  </Principals>
                  <Settings>
                    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
                    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
                    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
                    <StartWhenAvailable>true</StartWhenAvailable>
                    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
                    <RestartOnFailure>
                      <Interval>PT1M</Interval>
                      <Count>999</Count>
                    </RestartOnFailure>
                  </Settings>
                  <Actions Context="System">
                    <Exec>
                      <Command>cmd.exe</Command>
                      <Arguments>%s</Arguments>
                    </Exec>
                  </Actions>
                </Task>
                """.formatted(Xml.escaped(Service.DESCRIPTION), Xml.escaped(arguments(service, data)));
    }

    /** cmd.exe takes off the outermost quotation marks, whatever is between them. */
    private static String arguments(Service service, Path data) {
        String words = service.words(List.of()).stream()
                .map(word -> CommandLines.quotedForWindows(withoutVariables(word)))
                .collect(Collectors.joining(" "));
        return "/d /s /c \"" + words + " >> \"" + withoutVariables(log(data)) + "\" 2>&1\"";
    }

    /** There is no way to write these to cmd.exe so that it leaves them alone. */
    private static String withoutVariables(String word) {
        if (word.contains("%") || word.contains("\"")) {
            throw new IllegalArgumentException("a task cannot be told of a word with % or a quotation mark: " + word);
        }
        return word;
    }
}
