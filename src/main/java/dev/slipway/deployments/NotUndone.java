package dev.slipway.deployments;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What going back to a former template would leave as it is.
final class NotUndone {

  /// How many migrations are named one by one.
  private static final int NAMED = 10;

  private NotUndone() {}

  /// For a change that is about to be made.
  static List<String> byRollingBack(
      PodTemplate before, PodTemplate after, Collection<String> changedContainers) {
    var lines = new ArrayList<String>();
    after.migrations().stream()
        .filter(changedContainers::contains)
        .forEach(name -> lines.add(schema(name)));
    var named = new TreeSet<>(before.configuration());
    named.addAll(after.configuration());
    if (!named.isEmpty()) {
      lines.add(
          "Content of "
              + String.join(", ", named)
              + ": stays as it is; a rollback does not bring its former content back.");
    }
    lines.add("What the new version writes or sends: rows, messages, mails.");
    return lines;
  }

  /// For a rollback.
  ///
  /// @param then content hashes of the ConfigMaps when the target was recorded
  /// @param now the same now
  /// @param ran migrations that ran since the target did
  static List<String> byThis(
      PodTemplate live, PodTemplate target, JsonNode then, JsonNode now, List<Migrations.Ran> ran) {
    var lines = new ArrayList<String>();
    ran.stream().limit(NAMED).forEach(each -> lines.add(migrated(each)));
    if (ran.size() > NAMED) {
      lines.add("And %d more that ran since then.".formatted(ran.size() - NAMED));
    }
    var migrations = new TreeSet<>(live.migrations());
    migrations.addAll(target.migrations());
    ran.forEach(each -> migrations.remove(each.container()));
    migrations.forEach(name -> lines.add(schema(name)));
    for (var configuration : new TreeSet<>(target.configuration())) {
      lines.add(configured(configuration, then, now));
    }
    lines.add("Replicas, strategy and whatever else is not the pod template.");
    lines.add("What the newer version wrote or sent: rows, messages, mails.");
    return lines;
  }

  private static String configured(String configuration, JsonNode then, JsonNode now) {
    if (!configuration.startsWith("ConfigMap ")) {
      return configuration + ": stays as it is now; the portal cannot see whether it changed.";
    }
    var name = configuration.substring("ConfigMap ".length());
    var before = hash(then, name);
    var after = hash(now, name);
    if (after == null) {
      return configuration + ": does not exist now; pods that need it will not start.";
    }
    if (before == null) {
      return configuration + ": stays as it is now; its former content is not known.";
    }
    return Objects.equals(before, after)
        ? configuration + ": unchanged since."
        : configuration + ": has changed since and stays as it is now.";
  }

  private static @Nullable String hash(JsonNode hashes, String name) {
    var hash = hashes.path(name).asString("");
    return hash.isEmpty() ? null : hash;
  }

  private static String migrated(Migrations.Ran ran) {
    return "Migration %s ran with %s since then and is not undone: the schema stays as it is."
        .formatted(ran.container(), ran.version());
  }

  private static String schema(String container) {
    return "Database changes made by init container " + container + ": the schema stays as it is.";
  }
}
