package dev.slipway.onboarding;

import dev.slipway.catalog.DeclaredFact;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.Link;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.onboarding.CatalogDocument.EnvironmentEntry;
import dev.slipway.onboarding.CatalogDocument.PlacementEntry;
import dev.slipway.onboarding.CatalogDocument.ServiceEntry;
import dev.slipway.onboarding.CatalogDocument.SystemEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads a catalog file; whatever it does not know, it refuses with its line.
final class DocumentReader {

  private static final String VERSION = "1";
  private static final int MOST_LINKS = 20;

  private DocumentReader() {}

  static CatalogDocument read(String yaml) {
    var file = StrictYaml.read(yaml);
    var fields = file.fields("version", "environments", "systems", "services");
    if (!fields.containsKey("version")) {
      throw new EntryRefused(
          file.line(), "Field version is missing. Begin the file with the line: version: 1");
    }
    var version = StrictYaml.required(fields, "version", file);
    if (!version.text().equals(VERSION)) {
      throw version.refused("This portal reads version 1 of the file.");
    }
    return new CatalogDocument(
        entries(fields.get("environments"), DocumentReader::environment, EnvironmentEntry::slug),
        entries(fields.get("systems"), DocumentReader::system, SystemEntry::slug),
        entries(fields.get("services"), DocumentReader::service, ServiceEntry::slug));
  }

  /// Entries that each have a name of their own.
  private static <T> List<T> entries(
      @Nullable StrictYaml list, Function<StrictYaml, T> reader, Function<T, String> name) {
    if (list == null) {
      return List.of();
    }
    var seen = new HashSet<String>();
    return list.list().stream()
        .map(item -> {
          var entry = reader.apply(item);
          if (!seen.add(name.apply(entry))) {
            throw item.refused(name.apply(entry) + " stands in this list twice.");
          }
          return entry;
        })
        .toList();
  }

  private static EnvironmentEntry environment(StrictYaml item) {
    var fields = item.fields("slug", "name", "class", "rank");
    var stage = fields.get("class");
    var rank = fields.get("rank");
    return new EnvironmentEntry(
        item.line(),
        slug(fields, item),
        StrictYaml.text(fields, "name"),
        stage == null ? null : stage.word(EnvironmentClass.class),
        rank == null ? null : (Integer) rank.number());
  }

  private static SystemEntry system(StrictYaml item) {
    var fields = item.fields("slug", "name", "description", "facts");
    return new SystemEntry(
        item.line(),
        slug(fields, item),
        StrictYaml.text(fields, "name"),
        StrictYaml.text(fields, "description"),
        facts(fields.get("facts")));
  }

  private static ServiceEntry service(StrictYaml item) {
    var fields =
        item.fields(
            "slug",
            "name",
            "description",
            "system",
            "team",
            "tier",
            "lifecycle",
            "links",
            "facts",
            "dependsOn",
            "placements");
    var tier = fields.get("tier");
    var lifecycle = fields.get("lifecycle");
    var dependsOn = fields.get("dependsOn");
    return new ServiceEntry(
        item.line(),
        slug(fields, item),
        StrictYaml.text(fields, "name"),
        StrictYaml.text(fields, "description"),
        StrictYaml.text(fields, "system"),
        StrictYaml.text(fields, "team"),
        tier == null ? null : (Integer) tier.number(),
        lifecycle == null ? null : lifecycle.word(Lifecycle.class),
        links(fields.get("links")),
        facts(fields.get("facts")),
        dependsOn == null
            ? null
            : dependsOn.list().stream().map(on -> on.text().strip()).distinct().sorted().toList(),
        entries(fields.get("placements"), DocumentReader::placement, PlacementEntry::environment));
  }

  private static @Nullable List<Link> links(@Nullable StrictYaml field) {
    if (field == null) {
      return null;
    }
    var items = field.list();
    if (items.size() > MOST_LINKS) {
      throw field.refused("Keep to " + MOST_LINKS + " links.");
    }
    return items.stream()
        .map(item -> {
          var fields = item.fields("label", "url");
          return new Link(
              StrictYaml.required(fields, "label", item).text().strip(),
              StrictYaml.required(fields, "url", item).text().strip());
        })
        .toList();
  }

  private static @Nullable List<DeclaredFact> facts(@Nullable StrictYaml field) {
    return field == null
        ? null
        : field.list().stream()
            .map(item -> {
              var fields = item.fields("name", "value", "url");
              var value = StrictYaml.text(fields, "value");
              var url = StrictYaml.text(fields, "url");
              return new DeclaredFact(
                  needed(fields, "name", item), value == null ? "" : value, url == null ? "" : url);
            })
            .toList();
  }

  private static PlacementEntry placement(StrictYaml item) {
    var fields = item.fields("environment", "cluster", "namespace", "kind", "name", "container");
    return new PlacementEntry(
        item.line(),
        needed(fields, "environment", item),
        needed(fields, "cluster", item),
        needed(fields, "namespace", item),
        StrictYaml.required(fields, "kind", item).word(WorkloadKind.class),
        needed(fields, "name", item),
        needed(fields, "container", item));
  }

  private static String slug(Map<String, StrictYaml> fields, StrictYaml item) {
    return needed(fields, "slug", item);
  }

  private static String needed(Map<String, StrictYaml> fields, String name, StrictYaml item) {
    return StrictYaml.required(fields, name, item).text().strip();
  }
}
