package dev.slipway.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Files of the source tree, read as text, for tests about their shape.
final class Sources {

  static final Path TEMPLATES = Path.of("src/main/resources/templates");
  static final Path STYLES = Path.of("src/main/resources/static/css");
  static final Path SCRIPTS = Path.of("src/main/resources/static/js");
  static final Path JAVA = Path.of("src/main/java");

  private Sources() {}

  /// Content by path under the folder, in order.
  static Map<String, String> under(Path folder, String ending) {
    Map<String, String> contents = new TreeMap<>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(ending)).toList()) {
        contents.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contents;
  }

  static Map<String, String> templates() {
    Map<String, String> templates = under(TEMPLATES, ".html");
    templates.replaceAll((_, text) -> text.replaceAll("(?s)<!--/\\*.*?\\*/-->", ""));
    return templates;
  }

  static Map<String, String> styles() {
    Map<String, String> styles = under(STYLES, ".css");
    styles.replaceAll((_, text) -> text.replaceAll("(?s)/\\*.*?\\*/", ""));
    return styles;
  }

  /// "file: match" for every match of the pattern.
  static List<String> matches(Map<String, String> files, String pattern) {
    List<String> found = new ArrayList<>();
    each(files, pattern, (file, match) -> found.add(file + ": " + match.group().strip()));
    return found;
  }

  static void each(Map<String, String> files, String pattern, BiConsumer<String, Matcher> use) {
    Pattern compiled = Pattern.compile(pattern);
    files.forEach((file, text) -> {
      Matcher match = compiled.matcher(text);
      while (match.find()) {
        use.accept(file, match);
      }
    });
  }
}
