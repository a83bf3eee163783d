package dev.slipway.health;

import dev.slipway.clusters.resources.ClusterResources.Size;
import dev.slipway.clusters.resources.ClusterResources.Template;
import dev.slipway.clusters.resources.ClusterResources.Usage;
import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.Plural;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What pods and nodes take, of what they asked for and may take. A pod near the limit of its
/// memory is ended when it reaches it; at the limit of its CPU it only waits, so that warns nobody.
final class UsageRules {

  private static final int FULL = 90;

  /// metrics-server samples four times a minute; older samples say nothing of now.
  private static final Duration FRESH = Duration.ofMinutes(5);

  private static final BigDecimal GIBIBYTE = BigDecimal.valueOf(1L << 30);
  private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1L << 20);

  private UsageRules() {}

  /// @param usage of the pods of the workload, those that have a sample
  static ResourceFinding of(Template workload, List<Usage> usage, Instant now) {
    var fresh = usage.stream().filter(one -> isFresh(one, now)).toList();
    if (fresh.isEmpty()) {
      return ResourceFinding.of(
          ResourceLevel.UNKNOWN, "There is no sample of its pods, or none of the last minutes.");
    }
    var count = BigDecimal.valueOf(fresh.size());
    var words =
        "%s: %s CPU%s, %s of memory%s."
            .formatted(
                Plural.of(fresh.size(), "pod"),
                cores(sum(fresh, Usage::cpu)),
                asked(workload.requests().cpu(), count, UsageRules::cores),
                bytes(sum(fresh, Usage::memory)),
                asked(workload.requests().memory(), count, UsageRules::bytes));
    var limit = workload.limits().memory();
    if (limit == null || limit.signum() <= 0) {
      return ResourceFinding.of(ResourceLevel.OK, words + " Nothing limits its memory.");
    }
    var fullest = fresh.stream().max(Comparator.comparing(Usage::memory)).orElseThrow().memory();
    var percent = ResourceFinding.percent(fullest, limit);
    var near = ResourceFinding.reaches(fullest, limit, FULL);
    return new ResourceFinding(
        near ? ResourceLevel.WARNING : ResourceLevel.OK,
        "%s The fullest has %d %% of the %s that it may take%s"
            .formatted(words, percent, bytes(limit), near ? "; at all of it it is ended." : "."),
        percent,
        null);
  }

  /// Null where it cannot be compared.
  static @Nullable ResourceFinding ofNode(Size gives, Usage usage, Instant now) {
    var cpu = gives.cpu();
    var memory = gives.memory();
    if (!isFresh(usage, now) || cpu == null || memory == null) {
      return null;
    }
    var percent = ResourceFinding.percent(usage.memory(), memory);
    return new ResourceFinding(
        ResourceFinding.reaches(usage.memory(), memory, FULL)
            ? ResourceLevel.WARNING
            : ResourceLevel.OK,
        "Pods and system take %s %% of its CPU and %s %% of its memory."
            .formatted(ResourceFinding.percent(usage.cpu(), cpu), percent),
        percent,
        null);
  }

  private static boolean isFresh(Usage usage, Instant now) {
    var at = usage.at();
    return at == null || Duration.between(at, now).compareTo(FRESH) <= 0;
  }

  private static BigDecimal sum(List<Usage> usage, Function<Usage, BigDecimal> part) {
    return usage.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String asked(
      @Nullable BigDecimal request, BigDecimal count, Function<BigDecimal, String> words) {
    return request == null
        ? " (nothing requested)"
        : " of " + words.apply(request.multiply(count)) + " requested";
  }

  static String cores(BigDecimal amount) {
    return rounded(amount, 2);
  }

  static String bytes(BigDecimal amount) {
    return amount.compareTo(GIBIBYTE) >= 0
        ? rounded(amount.divide(GIBIBYTE, MathContext.DECIMAL64), 1) + " GiB"
        : rounded(amount.divide(MEBIBYTE, MathContext.DECIMAL64), 0) + " MiB";
  }

  private static String rounded(BigDecimal amount, int places) {
    return Decimals.isShort(amount)
        ? Decimals.plain(Decimals.rounded(amount, places, RoundingMode.HALF_UP))
        : amount.toString();
  }
}
