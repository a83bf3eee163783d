package dev.slipway.journeys;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One run of `docs/examples/ci.sh`, as a pipeline starts it.
final class Pipeline {

  static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path SCRIPT = Path.of("docs/examples/ci.sh").toAbsolutePath();
  private static final Pattern PLAN = Pattern.compile("/plans/([0-9a-f-]{36})");

  private final ProcessBuilder builder;
  private final Path output;
  private @Nullable Process process;

  /// @param folder for what it says
  /// @param first and the two behind it: service, environment and image, or `rollback`, service and
  ///   environment
  Pipeline(Path folder, String url, String token, String first, String second, String third)
      throws IOException {
    output = Files.createTempFile(folder, first + "-" + second, ".out");
    builder =
        new ProcessBuilder(
                onPath("bash").toString(),
                SCRIPT.toString(),
                first,
                second,
                third,
                "Shipped by the pipeline of this test")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    with("SLIPWAY_URL", url);
    with("SLIPWAY_TOKEN", token);
    with("SLIPWAY_POLL_SECONDS", "1");
  }

  static Path onPath(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(each -> Path.of(each, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  Process running() {
    return Objects.requireNonNull(process);
  }

  Pipeline with(String variable, String value) {
    builder.environment().put(variable, value);
    return this;
  }

  Pipeline key(String key) {
    return with("SLIPWAY_KEY", key);
  }

  Pipeline path(Path only) {
    return with("PATH", only.toString());
  }

  Pipeline start() throws IOException {
    process = builder.start();
    return this;
  }

  /// The plan that it told of, while it runs.
  String plan() {
    return await()
        .atMost(PATIENCE)
        .until(() -> PLAN.matcher(said()).results().findFirst(), Optional::isPresent)
        .orElseThrow()
        .group(1);
  }

  int exit() throws InterruptedException {
    if (!running().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      running().destroyForcibly();
      throw new AssertionError("the script does not end: " + said());
    }
    return running().exitValue();
  }

  String said() {
    try {
      return Files.readString(output);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
