package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.clusters.Surroundings;
import dev.slipway.clusters.Surroundings.Fact;
import dev.slipway.clusters.Surroundings.Item;
import dev.slipway.identity.EnvironmentClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What is questionable in the configuration of an environment, or of two beside each other.
final class ConfigurationFindings {

  private static final String TOPIC = "configuration";
  private static final Pattern LEVEL = Pattern.compile("(?i).*log.?level.*");
  private static final Pattern SWITCH = Pattern.compile("(?i)(.*[._-])?debug([._-].*)?");
  private static final Pattern STAGE = Pattern.compile("(?i)(.*[._-])?(env|environment|profile)");
  private static final Pattern HERE =
      Pattern.compile("(?i)(^|.*[/@,=])(localhost|127\\.0\\.0\\.1)([:/,].*|$)");
  private static final Set<String> LOUD = Set.of("debug", "trace", "all");
  private static final Set<String> ON = Set.of("true", "1", "yes", "on");
  private static final Set<String> DEVELOPMENT = Set.of("dev", "development", "local", "test");

  private final List<Finding> found = new ArrayList<>();

  /// One finding.
  ///
  /// @param name what kind of finding it is
  public record Finding(String name, String text) {}

  static List<Finding> alone(EnvironmentView stage, Surroundings around) {
    var findings = new ConfigurationFindings();
    findings.development(stage, around);
    return List.copyOf(findings.found);
  }

  static List<Finding> beside(
      EnvironmentView stage, Surroundings here, EnvironmentView other, Surroundings there) {
    var findings = new ConfigurationFindings();
    findings.missing(stage, here, other, there);
    findings.missing(other, there, stage, here);
    findings.shared(stage, here, other, there);
    findings.development(stage, here);
    findings.development(other, there);
    return List.copyOf(findings.found);
  }

  /// Keys of a ConfigMap that both sides have, which one side alone has.
  private void missing(
      EnvironmentView stage, Surroundings here, EnvironmentView other, Surroundings there) {
    for (var item : configuration(here)) {
      for (var twin : configuration(there)) {
        if (!item.kind().equals("ConfigMap")
            || !twin.kind().equals(item.kind())
            || !twin.name().equals(item.name())
            // One that does not exist at all is said where it is shown.
            || twin.facts().isEmpty()) {
          continue;
        }
        var keys = twin.facts().stream().map(Fact::label).toList();
        item.facts().stream()
            .map(Fact::label)
            .filter(key -> !keys.contains(key))
            .forEach(key ->
                add(
                    "Key missing",
                    "ConfigMap %s has %s in %s, and not in %s."
                        .formatted(item.name(), key, stage.name(), other.name())));
      }
    }
  }

  /// A value that looks like a secret, stands in clear text, and is the same on both sides.
  private void shared(
      EnvironmentView stage, Surroundings here, EnvironmentView other, Surroundings there) {
    Map<String, String> marks = new LinkedHashMap<>();
    eachMarked(here, marks);
    Map<String, String> others = new LinkedHashMap<>();
    eachMarked(there, others);
    marks.forEach((mark, where) -> {
      var twin = others.get(mark);
      if (twin != null) {
        add(
            "Same secret",
            "%s in %s and %s in %s have the same value, which looks like a secret and stands in"
                    .formatted(where, stage.name(), twin, other.name())
                + " clear text. Give each environment its own, in a Secret.");
      }
    });
  }

  private static void eachMarked(Surroundings around, Map<String, String> marks) {
    for (var item : configuration(around)) {
      for (var fact : item.facts()) {
        if (fact.mark() != null) {
          marks.putIfAbsent(
              fact.mark(), "%s of %s %s".formatted(fact.label(), item.kind(), item.name()));
        }
      }
    }
  }

  private void development(EnvironmentView stage, Surroundings around) {
    if (stage.environmentClass() != EnvironmentClass.PRODUCTION) {
      return;
    }
    for (var item : configuration(around)) {
      for (var fact : item.kind().equals("ConfigMap") ? item.facts() : List.<Fact>of()) {
        if (isOfDevelopment(fact.label(), fact.value().strip().toLowerCase(Locale.ROOT))) {
          add(
              "Development value",
              "%s of ConfigMap %s is %s in %s, which is a production environment."
                  .formatted(fact.label(), item.name(), fact.value(), stage.name()));
        }
      }
    }
  }

  private static boolean isOfDevelopment(String key, String value) {
    return (LEVEL.matcher(key).matches() && LOUD.contains(value))
        || (SWITCH.matcher(key).matches() && ON.contains(value))
        || (STAGE.matcher(key).matches() && DEVELOPMENT.contains(value))
        || HERE.matcher(value).matches();
  }

  private static List<Item> configuration(Surroundings around) {
    return around.topics().stream()
        .filter(topic -> topic.id().equals(TOPIC))
        .flatMap(topic -> topic.items().stream())
        .toList();
  }

  private void add(String name, String text) {
    found.add(new Finding(name, text));
  }
}
