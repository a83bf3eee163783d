package dev.slipway.onboarding;

import dev.slipway.catalog.DeclaredFact;
import dev.slipway.catalog.Link;
import dev.slipway.onboarding.CatalogDocument.EnvironmentEntry;
import dev.slipway.onboarding.CatalogDocument.PlacementEntry;
import dev.slipway.onboarding.CatalogDocument.ServiceEntry;
import dev.slipway.onboarding.CatalogDocument.SystemEntry;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes a catalog as YAML, always in the same order and form, so that a file in git changes only
/// where the catalog did.
final class YamlText {

  /// Words that no reader takes for anything but text.
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*");

  private static final List<String> NOT_TEXT =
      List.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StringBuilder text = new StringBuilder();

  private YamlText() {}

  static String of(CatalogDocument catalog) {
    return new YamlText().write(catalog);
  }

  /// `STATEFUL_SET` is written as `stateful-set`.
  static String word(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String write(CatalogDocument catalog) {
    text.append("# The catalog of Slipway: what we run, who owns it, and where it runs.\n");
    line(0, "version", "1");
    open("environments", catalog.environments());
    catalog.environments().forEach(this::environment);
    open("systems", catalog.systems());
    catalog.systems().forEach(this::system);
    open("services", catalog.services());
    catalog.services().forEach(this::service);
    return text.toString();
  }

  private void open(String name, List<?> entries) {
    text.append(name).append(entries.isEmpty() ? ": []\n" : ":\n");
  }

  private void environment(EnvironmentEntry entry) {
    text.append("  - slug: ").append(scalar(entry.slug())).append('\n');
    said(4, "name", entry.name());
    said(4, "class", entry.environmentClass() == null ? null : word(entry.environmentClass()));
    said(4, "rank", entry.rank() == null ? null : entry.rank().toString());
  }

  private void system(SystemEntry entry) {
    text.append("  - slug: ").append(scalar(entry.slug())).append('\n');
    said(4, "name", entry.name());
    said(4, "description", entry.description());
    facts(entry.facts());
  }

  private void facts(@Nullable List<DeclaredFact> facts) {
    if (facts != null && !facts.isEmpty()) {
      text.append("    facts:\n");
      for (var fact : facts) {
        text.append("      - name: ").append(scalar(fact.name())).append('\n');
        said(8, "value", fact.value());
        said(8, "url", fact.url());
      }
    }
  }

  private void service(ServiceEntry entry) {
    text.append("  - slug: ").append(scalar(entry.slug())).append('\n');
    said(4, "name", entry.name());
    said(4, "description", entry.description());
    said(4, "system", entry.system());
    said(4, "team", entry.team());
    said(4, "tier", entry.tier() == null ? null : entry.tier().toString());
    said(4, "lifecycle", entry.lifecycle() == null ? null : word(entry.lifecycle()));
    if (entry.links() != null && !entry.links().isEmpty()) {
      text.append("    links:\n");
      for (Link link : entry.links()) {
        text.append("      - label: ").append(scalar(link.label())).append('\n');
        said(8, "url", link.url());
      }
    }
    facts(entry.facts());
    if (entry.dependsOn() != null && !entry.dependsOn().isEmpty()) {
      text.append("    dependsOn:\n");
      entry.dependsOn().forEach(on -> text.append("      - ").append(scalar(on)).append('\n'));
    }
    if (!entry.placements().isEmpty()) {
      text.append("    placements:\n");
      entry.placements().forEach(this::placement);
    }
  }

  private void placement(PlacementEntry entry) {
    text.append("      - environment: ").append(scalar(entry.environment())).append('\n');
    said(8, "cluster", entry.cluster());
    said(8, "namespace", entry.namespace());
    said(8, "kind", word(entry.kind()));
    said(8, "name", entry.name());
    said(8, "container", entry.container());
  }

  private void said(int indent, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      line(indent, name, value.matches("\\d{1,9}") && isNumber(name) ? value : scalar(value));
    }
  }

  private static boolean isNumber(String name) {
    return name.equals("rank") || name.equals("tier");
  }

  private void line(int indent, String name, String value) {
    text.append(" ".repeat(indent)).append(name).append(": ").append(value).append('\n');
  }

  /// Plain where that can only be text, else in double quotes, whose escapes are those of JSON.
  private static String scalar(String value) {
    return PLAIN.matcher(value).matches() && !NOT_TEXT.contains(value.toLowerCase(Locale.ROOT))
        ? value
        : JSON.writeValueAsString(value);
  }
}
