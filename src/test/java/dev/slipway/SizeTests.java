package dev.slipway;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Sizes after measured models (docs/adr/001-modules.md). A file that outgrows its budget holds two
/// concepts. A reasoned exception stands in {@link #EXCEPTIONS}.
class SizeTests {

  private static final Map<String, Integer> BUDGETS =
      Map.of(".java", 300, ".html", 150, ".css", 200, ".js", 150);

  /// Path under the project, with the reason beside it.
  private static final Map<String, String> EXCEPTIONS = Map.of();

  /// The words of Kubernetes that every acting module speaks: workload, pod, owner, patch, result,
  /// surroundings, credential, right, node, size, application, backup object.
  private static final Map<String, Integer> WIDER =
      Map.of("src/main/java/dev/slipway/clusters", 44);

  private static final int PUBLIC_TYPES = 30;
  private static final int TYPES = 76;
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "^public (?:abstract |final |sealed |non-sealed )*(?:class|record|interface|enum|@interface) ",
          Pattern.MULTILINE);

  @Test
  void noFileOutgrowsItsBudget() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (var file : files()) {
      var name = file.toString().replace('\\', '/');
      var budget = BUDGETS.get(name.substring(name.lastIndexOf('.')));
      if (budget != null && !EXCEPTIONS.containsKey(name)) {
        var lines = Files.readAllLines(file).size();
        if (lines > budget) {
          tooLong.add(name + ": " + lines + " lines (expected: at most " + budget + ")");
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void noModuleShowsOrHoldsTooMuch() throws IOException {
    var packages =
        files().stream()
            .filter(file -> file.toString().endsWith(".java") && file.startsWith("src/main"))
            .filter(file -> !file.endsWith("package-info.java"))
            .filter(
                file -> file.getNameCount() == 7) // src/main/java/dev/slipway/<module>/<Type>.java
            .collect(groupingBy(Path::getParent));
    List<String> tooWide = new ArrayList<>();
    for (var folder : packages.entrySet()) {
      var open = 0;
      for (var file : folder.getValue()) {
        open += PUBLIC_TYPE.matcher(Files.readString(file)).find() ? 1 : 0;
      }
      var most = WIDER.getOrDefault(folder.getKey().toString().replace('\\', '/'), PUBLIC_TYPES);
      if (open > most || folder.getValue().size() > TYPES) {
        tooWide.add(folder.getKey() + ": " + open + " public of " + folder.getValue().size());
      }
    }
    assertThat(tooWide).isEmpty();
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (var root : List.of("src/main", "src/test/java")) {
      try (var walk = Files.walk(Path.of(root))) {
        walk.filter(Files::isRegularFile)
            .filter(file -> file.getFileName().toString().contains("."))
            .forEach(files::add);
      }
    }
    return files;
  }
}
