package dev.slipway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/// `docs/settings.md` names every setting there is, with its default, and none that is gone.
class SettingsTests {

  private static final Path PAGE = Path.of("docs/settings.md");
  private static final Pattern ROW = Pattern.compile("^\\| `(slipway\\.[^`]+)` \\|");

  /// Decided by the portal, never set by anybody.
  private static final Set<String> DECIDED =
      Set.of("slipway.database", "slipway.sandbox.registry-port");

  @Test
  void everySettingHasItsRowAndEveryRowItsSetting() throws IOException {
    assertThat(rows()).isEqualTo(settings().keySet());
  }

  @Test
  void everyDefaultIsTheOneOfTheCode() throws IOException {
    var rows = Files.readAllLines(PAGE);
    for (var setting : settings().entrySet()) {
      if (!setting.getValue().isEmpty()) {
        assertThat(rows)
            .anyMatch(row ->
                row.startsWith("| `%s` | `%s` |".formatted(setting.getKey(), setting.getValue())));
      }
    }
  }

  private static Set<String> rows() throws IOException {
    var names = new TreeSet<String>();
    for (var line : Files.readAllLines(PAGE)) {
      var row = ROW.matcher(line);
      if (row.find()) {
        names.add(row.group(1));
      }
    }
    return names;
  }

  /// Name of each setting with its default, which is empty where there is none.
  private static SortedMap<String, String> settings() throws IOException {
    var found = new TreeMap<String, String>();
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    for (var bean : scanner.findCandidateComponents("dev.slipway")) {
      var type =
          ClassUtils.resolveClassName(
              requireNonNull(bean.getBeanClassName()), SettingsTests.class.getClassLoader());
      var prefix = requireNonNull(type.getAnnotation(ConfigurationProperties.class)).value();
      Stream.of(type.getRecordComponents())
          .forEach(component -> found.put(prefix + "." + kebab(component), value(component)));
    }
    found.putAll(placeholders());
    found.keySet().removeAll(DECIDED);
    return found;
  }

  /// Settings that a constructor reads one by one.
  private static Map<String, String> placeholders() throws IOException {
    var value = Pattern.compile("@Value\\(\"\\$\\{(slipway\\.[a-z.-]+)");
    List<String> names = new ArrayList<>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        value.matcher(Files.readString(file)).results().forEach(hit -> names.add(hit.group(1)));
      }
    }
    var found = new HashMap<String, String>();
    names.forEach(name -> found.put(name, ""));
    return found;
  }

  private static String value(RecordComponent component) {
    var given = component.getAnnotation(DefaultValue.class);
    return given == null ? "" : String.join(",", given.value());
  }

  private static String kebab(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
