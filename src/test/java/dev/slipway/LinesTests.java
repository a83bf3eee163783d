package dev.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// docs/systems.md lists every line of the five systems, with the test that shows or drives it, or
/// that it comes later. `-Dslipway.lines.write=true` fills the tests in.
class LinesTests {

  private static final Path TABLE = Path.of("docs/systems.md");
  private static final Path CLASSES = Path.of("target/test-classes");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| ((?:edu|emis|iot|quiz|vote)-\\d+) \\| ([^|]+) \\| ([^|]*?) \\| ([^|]*?) ?\\|$",
          Pattern.MULTILINE);
  private static final int ALL = 128;

  @Test
  void everyLineNamesTheTestThatShowsItOrComesLater() throws Exception {
    var shown = shown();
    var table = Files.readString(TABLE);
    var wanted =
        ROW.matcher(table)
            .replaceAll(row -> {
              var tests = shown.get(row.group(1));
              return "| %s | %s | %s | %s |"
                  .formatted(
                      row.group(1),
                      row.group(2),
                      row.group(3),
                      tests == null ? "later" : String.join("<br>", tests));
            })
            .replaceAll(
                "\\*\\*\\d+ of \\d+ lines\\*\\*",
                "**%d of %d lines**".formatted(shown.size(), ALL));
    if (Boolean.getBoolean("slipway.lines.write")) {
      Files.writeString(TABLE, wanted);
      return;
    }
    assertThat(table).as("run with -Dslipway.lines.write=true").isEqualTo(wanted);
    var rows = new TreeSet<String>();
    ROW.matcher(table).results().forEach(row -> rows.add(row.group(1)));
    assertThat(rows).hasSize(ALL).containsAll(shown.keySet());
  }

  private static Map<String, Set<String>> shown() throws IOException, ClassNotFoundException {
    Map<String, Set<String>> shown = new TreeMap<>();
    try (var files = Files.walk(CLASSES)) {
      for (var file : files.filter(it -> it.toString().matches("[^$]*\\.class")).toList()) {
        var name = CLASSES.relativize(file).toString().replace('/', '.');
        var type =
            Class.forName(
                name.substring(0, name.length() - 6), false, LinesTests.class.getClassLoader());
        for (var method : type.getDeclaredMethods()) {
          var line = method.getAnnotation(Line.class);
          for (var code : line == null ? new String[0] : line.value()) {
            shown
                .computeIfAbsent(code, _ -> new TreeSet<>())
                .add("`" + type.getSimpleName() + "." + method.getName() + "`");
          }
        }
      }
    }
    return shown;
  }
}
