package dev.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/promises.md` says which test keeps which promise and answers which attack. It cannot rot:
/// a row without a test must say why, and the tests it names are those that say so themselves.
/// `-Dslipway.promises.write=true` writes their names into the table.
class PromiseTests {

  private static final Path TABLE = Path.of("docs/promises.md");
  private static final Path CLASSES = Path.of("target/test-classes");
  private static final Pattern ROW =
      Pattern.compile("\\| (P?\\d+) \\| ([^|]+) \\| ([^|]*?) ?\\|", Pattern.MULTILINE);
  private static final String NOT_YET = "Not yet: ";

  @Test
  void everyPromiseAndEveryAttackNamesTheTestsThatShowIt() throws Exception {
    var shown = shown();
    var table = Files.readString(TABLE);
    var wanted =
        ROW.matcher(table)
            .replaceAll(row -> {
              var tests = shown.getOrDefault(row.group(1), Set.of());
              var last = tests.isEmpty() ? row.group(3) : String.join("<br>", tests);
              return "| %s | %s | %s |".formatted(row.group(1), row.group(2), last);
            });
    if (Boolean.getBoolean("slipway.promises.write")) {
      Files.writeString(TABLE, wanted);
      return;
    }
    assertThat(table).as("run with -Dslipway.promises.write=true").isEqualTo(wanted);
  }

  @Test
  void noRowIsWithoutATestOrAReason() throws Exception {
    var shown = shown();
    var rows = new TreeMap<String, String>();
    ROW.matcher(Files.readString(TABLE))
        .results()
        .forEach(row -> rows.put(row.group(1), row.group(3)));
    List<String> open = new ArrayList<>();
    rows.forEach((number, tests) -> {
      if (!shown.containsKey(number) && !tests.startsWith(NOT_YET)) {
        open.add(number);
      }
    });
    assertThat(open).as("rows without a test and without a reason").isEmpty();
    assertThat(rows.keySet()).as("every number that a test claims").containsAll(shown.keySet());
    System.out.printf("Promises: %d rows, %d shown by tests.%n", rows.size(), shown.size());
  }

  private static Map<String, Set<String>> shown() throws IOException, ClassNotFoundException {
    Map<String, Set<String>> shown = new TreeMap<>();
    for (var type : testClasses()) {
      for (var method : type.getDeclaredMethods()) {
        for (var number : numbers(method)) {
          shown
              .computeIfAbsent(number, _ -> new TreeSet<>())
              .add("`" + type.getSimpleName() + "." + method.getName() + "`");
        }
      }
    }
    return shown;
  }

  private static List<String> numbers(Method method) {
    List<String> numbers = new ArrayList<>();
    var negative = method.getAnnotation(Negative.class);
    if (negative != null) {
      for (var number : negative.value()) {
        numbers.add(Integer.toString(number));
      }
    }
    var promise = method.getAnnotation(Promise.class);
    if (promise != null) {
      numbers.addAll(List.of(promise.value()));
    }
    return numbers;
  }

  private static List<Class<?>> testClasses() throws IOException, ClassNotFoundException {
    List<String> names;
    try (var files = Files.walk(CLASSES)) {
      names =
          files
              .map(file -> CLASSES.relativize(file).toString())
              .filter(name -> name.matches("[^$]*\\.class"))
              .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
              .sorted()
              .collect(Collectors.toList());
    }
    List<Class<?>> classes = new ArrayList<>();
    for (var name : names) {
      classes.add(Class.forName(name, false, PromiseTests.class.getClassLoader()));
    }
    return classes;
  }
}
