import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs goals of this build once more by the same Maven, but on the Java that runs this program. So the tests go
/// two at a time when Maven itself runs on an older Java; docs/adr/013-tests-on-java-25.md says why.
///
/// What Maven was told comes as system properties, as Maven understood it, and its user properties in the
/// environment too; the arguments are the goals. The goals are named one by one and never a phase, so nothing is
/// compiled or tested twice, and no run starts another. When the Maven outside ends, however it ends, the one inside
/// ends too.
class MavenOnJava25 {

  /// The run inside tells of its goals and tests; that a build begins, ends or fails is for the one outside to say,
  /// and that Maven's libraries age with Java is no news here.
  private static final String QUIET =
      "--sun-misc-unsafe-memory-access=allow"
          + " -Dorg.slf4j.simpleLogger.log.org.apache.maven.cli.event.ExecutionEventLogger=warn";

  /// Maven's numbers for `-X` and for neither `-X` nor `-q`.
  private static final int DEBUG = 0;

  private static final int INFO = 1;

  void main(String[] goals) throws IOException, InterruptedException {
    var command = new ArrayList<>(maven());
    command.addAll(options());
    command.addAll(List.of(goals));

    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MAVEN_SKIP_RC", "true");
    builder.environment().merge("MAVEN_OPTS", QUIET, (own, more) -> own + " " + more);
    builder.environment().remove("MAVEN_DEBUG_OPTS");
    Process tests = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(tests::destroy));
    ProcessHandle.current().parent().ifPresent(outside -> outside.onExit().thenRun(tests::destroy));
    System.exit(tests.waitFor());
  }

  private static List<String> maven() {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    Path script = Path.of(told("maven.home"), "bin", windows ? "mvn.cmd" : "mvn");
    if (!Files.isRegularFile(script)) {
      System.err.println(
          "The tests need Maven on Java 25, and this Maven has no %s to start again. Set JAVA_HOME to a JDK 25, or"
                  .formatted(script)
              + " add -P'!tests-on-java-25' to run them one class at a time.");
      System.exit(1);
    }
    return windows ? List.of(script.toString()) : List.of("sh", script.toString());
  }

  private static List<String> options() {
    var options = new ArrayList<>(List.of("-B", "-ntp", "-f", told("pom")));
    if (told("offline").equals("true")) {
      options.add("-o");
    }
    int level = Integer.parseInt(told("level"));
    if (level != INFO) {
      options.add(level == DEBUG ? "-X" : "-q");
    }
    if (Files.isRegularFile(Path.of(told("settings")))) {
      options.addAll(List.of("-s", told("settings")));
    }
    String profiles = inside(told("profiles"));
    for (String profile : profiles.isEmpty() ? new String[0] : profiles.split(", ")) {
      options.add("-P" + profile);
    }
    // Printed, the user properties cannot be told apart where a value looks like the next of them; in the
    // environment each is whole, among variables that are none.
    String properties = ", " + inside(told("properties")) + ", ";
    System.getenv().forEach((name, value) -> {
      if (properties.contains(", " + name + "=" + value + ", ")) {
        options.add("-D" + name + "=" + value);
      }
    });
    return options;
  }

  /// A list or map as Java writes it, without its brackets or braces.
  private static String inside(String written) {
    return written.substring(1, written.length() - 1);
  }

  private static String told(String name) {
    return System.getProperty(name);
  }
}
