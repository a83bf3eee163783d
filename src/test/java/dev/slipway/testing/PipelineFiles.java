package dev.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// An example of a pipeline, whose scripts are run by bash as its machine would run them. In the
/// place of ci.sh stands one that writes down what it is called with, after the real one has taken
/// the same arguments.
public final class PipelineFiles {

  private static final Path EXAMPLES = Path.of("docs/examples").toAbsolutePath();
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ ([^}]+) }}");
  private static final Map<String, String> SECRETS =
      Map.of(
          "vars.SLIPWAY_URL", "",
          "vars.SLIPWAY_SERVICE", "vote",
          "vars.IMAGE", "registry.example/vote",
          "needs.build.outputs.digest", "sha256:5eed",
          "secrets.SLIPWAY_TOKEN", "");
  private static final Map<String, String> MACHINE =
      Map.of(
          "GITHUB_RUN_ID", "71",
          "GITHUB_SHA", "c0ffee",
          "CI_PIPELINE_ID", "71",
          "CI_COMMIT_SHA", "c0ffee",
          "CI_REGISTRY_IMAGE", "registry.example/vote",
          "GITLAB_USER_LOGIN", "kofi",
          "DIGEST", "sha256:5eed",
          "SLIPWAY_SERVICE", "vote");

  private final Map<String, Object> file;
  private final Path folder;

  private PipelineFiles(String name, Path folder) throws IOException {
    this.file =
        map(
            new Yaml(new SafeConstructor(new LoaderOptions()))
                .<Object>load(Files.readString(EXAMPLES.resolve(name))));
    this.folder = folder;
    Files.createDirectories(folder.resolve("ci"));
    Files.writeString(
        folder.resolve("ci/ci.sh"),
        """
        said=$(SLIPWAY_URL= SLIPWAY_TOKEN= bash '%s' "$@" 2>&1)
        [ "$said" = 'Set SLIPWAY_URL and SLIPWAY_TOKEN.' ] || { echo "$said"; exit 1; }
        printf 'called\\n%%s\\n' "$SLIPWAY_KEY"
        printf '%%s\\n' "$@" "${SLIPWAY_EVIDENCE:+$(cat "$SLIPWAY_EVIDENCE")}"
        """
            .formatted(EXAMPLES.resolve("ci.sh")));
  }

  /// What ci.sh was called with.
  ///
  /// @param evidence the one statement that it shall send first; empty where there is none
  public record Call(
      String key, String first, String second, String third, String fourth, String evidence) {}

  public static PipelineFiles github(Path folder) throws IOException {
    return new PipelineFiles("github-actions.yml", folder);
  }

  public static PipelineFiles gitlab(Path folder) throws IOException {
    return new PipelineFiles("gitlab-ci.yml", folder);
  }

  /// Runs a step of a job of GitHub Actions.
  ///
  /// @param given variables of its machine, and inputs such as `inputs.reason`
  public Call run(String job, String step, Map<String, String> given) {
    var found =
        list(map(jobs().get(job)).get("steps")).stream()
            .map(PipelineFiles::map)
            .filter(each -> step.equals(each.get("name")))
            .findFirst()
            .orElseThrow();
    var variables = new LinkedHashMap<>(MACHINE);
    variables.putAll(given);
    map(file.get("env")).forEach((name, value) -> variables.put(name, filled(value, given)));
    map(found.get("env")).forEach((name, value) -> variables.put(name, filled(value, given)));
    return bash(String.valueOf(found.get("run")), variables);
  }

  /// Branches that start a workflow of GitHub Actions.
  public List<String> branches() {
    return texts(map(map(on()).get("push")).get("branches"));
  }

  public List<String> environmentsToRollBack() {
    var inputs = map(map(map(on()).get("workflow_dispatch")).get("inputs"));
    return texts(map(inputs.get("environment")).get("options"));
  }

  /// Runs a job of GitLab.
  public Call run(String job, Map<String, String> given) {
    var variables = new LinkedHashMap<>(MACHINE);
    map(map(file.get(job)).get("variables"))
        .forEach((name, value) -> variables.put(name, String.valueOf(value)));
    variables.putAll(given);
    return bash(String.join("\n", texts(parent(job).get("script"))), variables);
  }

  /// Jobs of GitLab whose rules name a branch.
  public List<String> jobsFor(String branch) {
    return file.keySet().stream()
        .filter(job -> file.get(job) instanceof Map<?, ?> it && it.containsKey("rules"))
        .filter(job -> !job.equals("workflow"))
        .filter(job ->
            rules(job).stream()
                .anyMatch(
                    rule -> ("$CI_COMMIT_BRANCH == \"" + branch + "\"").equals(rule.get("if"))))
        .toList();
  }

  public boolean isManual(String job) {
    return rules(job).stream().allMatch(rule -> "manual".equals(rule.get("when")));
  }

  private List<Map<String, Object>> rules(String job) {
    return list(map(file.get(job)).get("rules")).stream().map(PipelineFiles::map).toList();
  }

  private Map<String, Object> parent(String job) {
    return map(file.get(String.valueOf(map(file.get(job)).get("extends"))));
  }

  private Map<String, Object> jobs() {
    return map(file.get("jobs"));
  }

  /// YAML 1.1 reads the key `on` as true.
  private Object on() {
    for (var entry : file.entrySet()) {
      if (entry.getKey().equals("on") || entry.getKey().equals("true")) {
        return entry.getValue();
      }
    }
    throw new AssertionError("nothing starts it");
  }

  private static String filled(@Nullable Object text, Map<String, String> given) {
    return EXPRESSION
        .matcher(String.valueOf(text))
        .replaceAll(found -> {
          var name = found.group(1);
          var value = given.get(name);
          return value == null ? Objects.requireNonNull(SECRETS.get(name), name) : value;
        });
  }

  private Call bash(String script, Map<String, String> variables) {
    try {
      var builder = new ProcessBuilder("bash", "-e", "-c", script).directory(folder.toFile());
      builder.redirectErrorStream(true);
      variables.forEach((name, value) -> {
        if (!name.contains(".")) {
          builder.environment().put(name, value);
        }
      });
      var process = builder.start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(script + "\nsaid " + said);
      }
      var lines = said.lines().toList();
      if (lines.size() != 7 || !lines.getFirst().equals("called")) {
        throw new AssertionError("ci.sh is not called once with four arguments: " + said);
      }
      return new Call(
          lines.get(1), lines.get(2), lines.get(3), lines.get(4), lines.get(5), lines.get(6));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  private static Map<String, Object> map(@Nullable Object node) {
    var found = new LinkedHashMap<String, Object>();
    if (node instanceof Map<?, ?> some) {
      some.forEach((name, value) -> found.put(String.valueOf(name), value));
    }
    return found;
  }

  private static List<Object> list(@Nullable Object node) {
    var found = new ArrayList<Object>();
    if (node instanceof List<?> some) {
      found.addAll(some);
    }
    return found;
  }

  private static List<String> texts(@Nullable Object node) {
    return list(node).stream().map(String::valueOf).toList();
  }
}
