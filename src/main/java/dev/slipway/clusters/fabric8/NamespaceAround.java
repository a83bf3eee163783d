package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Surroundings.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What the namespace of a workload is, allows and gives.
final class NamespaceAround {

  private static final Set<String> NOISE =
      Set.of("kubernetes.io/metadata.name", "app.kubernetes.io/managed-by");

  private NamespaceAround() {}

  static List<Item> items(Asked asked, String namespace) {
    var items = new ArrayList<Item>();
    var object = asked.one("/api/v1/namespaces/" + Paths.segment(namespace), "the namespace");
    var about = new AroundItem("Namespace", namespace);
    Fields.map(object.path("metadata").path("labels"))
        .forEach((label, value) -> about.fact(label, NOISE.contains(label) ? "" : value));
    items.add(about.item());
    asked
        .list(Paths.core(namespace, "resourcequotas"), "quotas")
        .forEach(quota -> items.add(quota(quota)));
    asked
        .list(Paths.core(namespace, "limitranges"), "limit ranges")
        .forEach(range -> items.add(range(range)));
    return items;
  }

  private static Item quota(JsonNode quota) {
    var item = AroundItem.of("ResourceQuota", quota);
    var used = Fields.map(quota.path("status").path("used"));
    Fields.map(quota.path("status").path("hard"))
        .forEach((resource, hard) -> {
          var now = used.getOrDefault(resource, "0");
          var percent = percent(now, hard);
          item.used(resource, now + " of " + hard, percent)
              .remark(
                  percent >= 90, "%s is nearly used up: %s of %s.".formatted(resource, now, hard));
        });
    return item.item();
  }

  private static int percent(String used, String hard) {
    var most = Amounts.read(hard);
    if (most.isEmpty()) {
      return 0;
    }
    var now = Amounts.read(used).orElse(BigDecimal.ZERO).doubleValue();
    return most.get().signum() == 0
        ? 100
        : Math.clamp(Math.round(100 * now / most.get().doubleValue()), 0, 100);
  }

  private static Item range(JsonNode range) {
    var item = AroundItem.of("LimitRange", range);
    for (var limit : range.path("spec").path("limits")) {
      item.fact("Limit of a container that names none", both(limit.path("default")));
      item.fact("Request of a container that names none", both(limit.path("defaultRequest")));
      item.fact("Most", both(limit.path("max")));
      item.fact("Least", both(limit.path("min")));
    }
    return item.item();
  }

  private static String both(JsonNode sizes) {
    return sizes.isEmpty()
        ? ""
        : Fields.text(sizes, "cpu") + " CPU, " + Fields.text(sizes, "memory");
  }
}
