package dev.slipway.clusters;

import dev.slipway.clusters.ClusterRights.Area;
import dev.slipway.clusters.ClusterRights.Right;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The rights that the portal can make use of, read from the very manifests that grant them
/// (`k8s/access`), so that what is asked, what is shown and what is granted are one thing.
final class AccessRoles {

  private static final List<String> FILES = List.of("read", "deploy", "backup");
  private static final String PREFIX = "slipway-";

  /// Asking what one may do is no right to look for: whoever gets an answer has it.
  private static final String REVIEWS = "authorization.k8s.io";

  private static volatile @Nullable List<Right> rights;

  private AccessRoles() {}

  static List<Right> rights() {
    var known = rights;
    if (known == null) {
      known = read();
      rights = known;
    }
    return known;
  }

  private static List<Right> read() {
    Set<Right> found = new LinkedHashSet<>();
    for (var file : FILES) {
      for (var document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text(file))) {
        if (document instanceof Map<?, ?> map && "ClusterRole".equals(map.get("kind"))) {
          found.addAll(rules(map));
        }
      }
    }
    return List.copyOf(found);
  }

  private static List<Right> rules(Map<?, ?> role) {
    List<Right> found = new ArrayList<>();
    if (role.get("metadata") instanceof Map<?, ?> metadata
        && role.get("rules") instanceof List<?> rules) {
      var area = area(String.valueOf(metadata.get("name")));
      for (var rule : rules) {
        if (rule instanceof Map<?, ?> map) {
          each(map, "apiGroups").stream()
              .filter(group -> !group.equals(REVIEWS))
              .forEach(group ->
                  each(map, "resources")
                      .forEach(resource ->
                          each(map, "verbs")
                              .forEach(verb -> found.add(new Right(area, group, resource, verb)))));
        }
      }
    }
    return found;
  }

  private static Area area(String role) {
    return Area.valueOf(role.substring(PREFIX.length()).toUpperCase(Locale.ROOT));
  }

  private static List<String> each(Map<?, ?> rule, String key) {
    return rule.get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static String text(String file) {
    try (var stream = AccessRoles.class.getResourceAsStream("/access/" + file + ".yaml")) {
      if (stream == null) {
        throw new IllegalStateException("access/" + file + ".yaml is not in this build");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
