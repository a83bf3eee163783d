package dev.slipway.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testing.PortalClient;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/// One run of a script of `docs/examples`, as a pipeline starts it.
final class Pipeline {

  static final Duration PATIENCE = Duration.ofMinutes(3);
  static final String REASON = "Shipped by the pipeline of this test";
  private static final Path EXAMPLES = Path.of("docs/examples").toAbsolutePath();
  private static final Pattern PLAN = Pattern.compile("/plans/([0-9a-f-]{36})");

  private final ProcessBuilder builder;
  private final Path output;
  private @Nullable Process process;

  /// @param folder for what it says
  Pipeline(Path folder, String url, String token, String script, String... arguments)
      throws IOException {
    output = Files.createTempFile(folder, script, ".out");
    List<String> command =
        new ArrayList<>(List.of(onPath("bash").toString(), EXAMPLES.resolve(script).toString()));
    command.addAll(List.of(arguments));
    builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    with("SLIPWAY_URL", url);
    with("SLIPWAY_TOKEN", token);
    with("SLIPWAY_POLL_SECONDS", "1");
  }

  /// A token of Ada's that may change these classes of environments.
  static String token(String url, String... classes) throws Exception {
    try (var ada = PortalClient.signedIn(url, "ada")) {
      var name = "ci-" + String.join("-", classes).toLowerCase(Locale.ROOT);
      var answer =
          ada.submit(
              "/tokens",
              Map.of(
                  "name",
                  name,
                  "changes",
                  "true",
                  "days",
                  "7",
                  "environments",
                  String.join(",", classes)));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return Jsoup.parse(answer.body()).select("[role=status] code").eachText().getFirst();
    }
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
