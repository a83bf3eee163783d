package dev.slipway.deployments;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.QuotaUse;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Plural;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Whether the quotas of a namespace leave room for the pods that a change adds.
@Component
class QuotaRoom {

  private final ClusterGateway gateway;

  QuotaRoom(ClusterGateway gateway) {
    this.gateway = gateway;
  }

  /// What lacks, in words; null where there is room, or where the quotas cannot be read.
  ///
  /// @param more pods that the change adds for good
  @Nullable String shortFor(LiveObject live, int more) {
    int pods = more + surge(live);
    if (pods <= 0) {
      return null;
    }
    try {
      return gateway.quotas(live.ref().cluster(), live.ref().namespace()).stream()
          .flatMap(quota -> lack(quota, live.spec().path("template"), pods).stream())
          .findFirst()
          .orElse(null);
    } catch (DomainFailure _) {
      return null;
    }
  }

  /// The same for pods of another size: the most that old and new ones need while one takes the
  /// place of the other, beyond what the old ones have.
  @Nullable String shortFor(LiveObject live, JsonNode after) {
    var before = live.spec().path("template");
    var replicas = BigDecimal.valueOf(live.spec().path("replicas").asInt(1));
    var surge = BigDecimal.valueOf(surge(live));
    try {
      return gateway.quotas(live.ref().cluster(), live.ref().namespace()).stream()
          .flatMap(quota -> {
            var old = perPod(quota.resource(), before);
            var now = perPod(quota.resource(), after);
            var atEnd = replicas.multiply(now.subtract(old)).add(surge.multiply(old));
            return lack(
                quota,
                atEnd.max(surge.multiply(now)),
                "pods of that size need, beyond what the old ones have,")
                .stream();
          })
          .findFirst()
          .orElse(null);
    } catch (DomainFailure _) {
      return null;
    }
  }

  private static Optional<String> lack(QuotaUse quota, JsonNode template, int pods) {
    return lack(
        quota,
        perPod(quota.resource(), template).multiply(BigDecimal.valueOf(pods)),
        Plural.of(pods, "more pod") + Plural.word(pods, " needs", " need"));
  }

  /// @param who such as `2 more pods need`
  private static Optional<String> lack(QuotaUse quota, BigDecimal needed, String who) {
    var hard = Quantity.parse(quota.hard());
    var used = Quantity.parse(quota.used());
    if (needed.signum() <= 0 || hard.isEmpty() || used.isEmpty()) {
      return Optional.empty();
    }
    var room = hard.get().subtract(used.get());
    return needed.compareTo(room) <= 0
        ? Optional.empty()
        : Optional.of(
            "Quota "
                + quota.quota()
                + " leaves "
                + readable(room.max(BigDecimal.ZERO))
                + " of "
                + quota.resource()
                + " ("
                + quota.used()
                + " of "
                + quota.hard()
                + " used); "
                + who
                + " "
                + readable(needed));
  }

  private static BigDecimal perPod(String resource, JsonNode template) {
    return switch (resource) {
      case "pods", "count/pods" -> BigDecimal.ONE;
      case "cpu", "requests.cpu" -> sum(template, "requests", "cpu");
      case "memory", "requests.memory" -> sum(template, "requests", "memory");
      case "limits.cpu" -> sum(template, "limits", "cpu");
      case "limits.memory" -> sum(template, "limits", "memory");
      default -> BigDecimal.ZERO;
    };
  }

  private static BigDecimal sum(JsonNode template, String side, String resource) {
    var sum = BigDecimal.ZERO;
    for (var container : template.path("spec").path("containers")) {
      var amount = container.path("resources").path(side).path(resource).asString("");
      sum = sum.add(Quantity.parse(amount).orElse(BigDecimal.ZERO));
    }
    return sum;
  }

  /// Pods beyond the wanted count while a rolling update runs.
  private static int surge(LiveObject live) {
    var strategy = live.spec().path("strategy");
    if (live.ref().kind() != WorkloadKind.DEPLOYMENT
        || "Recreate".equals(strategy.path("type").asString(""))) {
      return 0;
    }
    int replicas = live.spec().path("replicas").asInt(1);
    var surge = strategy.path("rollingUpdate").path("maxSurge").asString("25%");
    try {
      return surge.endsWith("%")
          ? Math.ceilDiv(replicas * Integer.parseInt(surge.substring(0, surge.length() - 1)), 100)
          : Integer.parseInt(surge);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static String readable(BigDecimal amount) {
    return List.of("Gi", "Mi").stream()
        .filter(unit -> amount.compareTo(Quantity.parse("1" + unit).orElseThrow()) >= 0)
        .findFirst()
        .map(unit ->
            Decimals.plain(
                    amount.divide(
                        Quantity.parse("1" + unit).orElseThrow(), 1, RoundingMode.HALF_UP))
                + unit)
        .orElseGet(() -> Decimals.plain(amount));
  }
}
