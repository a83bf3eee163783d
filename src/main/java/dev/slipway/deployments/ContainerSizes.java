package dev.slipway.deployments;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.plans.WantedResources;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Requests and limits of a container as they are to be, by their place under `resources`. Amounts
/// that somebody asks for are read strictly; what stands there already is taken as it is.
///
/// @param asked what was asked for; an absent place stays, an empty one goes
record ContainerSizes(Map<String, Optional<String>> asked, Map<String, String> wanted) {

  static final List<String> RESOURCES = List.of("cpu", "memory");

  private static final Map<String, String> LABELS =
      Map.of(
          "requests.cpu", "CPU request",
          "limits.cpu", "CPU limit",
          "requests.memory", "memory request",
          "limits.memory", "memory limit");
  private static final Map<String, String> FIELDS =
      Map.of(
          "requests.cpu", "cpuRequest",
          "limits.cpu", "cpuLimit",
          "requests.memory", "memoryRequest",
          "limits.memory", "memoryLimit");

  /// @param now what stands there
  static ContainerSizes asked(Map<String, String> byPlace, Map<String, String> now) {
    if (byPlace.isEmpty()) {
      throw new FieldRefused(
          "cpuRequest", "Say which request or limit is to change, and to what, such as 512Mi.");
    }
    Map<String, Optional<String>> asked = new LinkedHashMap<>();
    var wanted = new TreeMap<>(now);
    byPlace.forEach((place, text) -> {
      if (text.equalsIgnoreCase(WantedResources.NONE)) {
        asked.put(place, Optional.empty());
        wanted.remove(place);
      } else {
        asked.put(place, Optional.of(amount(place, text).text()));
        wanted.put(place, text);
      }
    });
    var sizes = new ContainerSizes(asked, wanted);
    RESOURCES.forEach(sizes::requireInOrder);
    return sizes;
  }

  private static Amount amount(String place, String text) {
    var label = label(place);
    var title = label.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + label.substring(1);
    return place.endsWith(".cpu")
        ? Amount.cpu(field(place), title, text)
        : Amount.memory(field(place), title, text);
  }

  /// Kubernetes refuses a request above its limit.
  private void requireInOrder(String resource) {
    var request = wanted.get("requests." + resource);
    var limit = wanted.get("limits." + resource);
    if (isAbove(request, limit)) {
      var typed = asked.containsKey("limits." + resource) ? "limits." : "requests.";
      throw new FieldRefused(
          field(typed + resource),
          "%s %s is more than the limit, %s, and Kubernetes refuses that. Lower the request or raise the limit."
              .formatted(
                  resource.equals("cpu") ? "CPU request" : "Memory request", request, limit));
    }
  }

  /// What has to be written: places whose amount is another one; null takes it away.
  Map<String, @Nullable String> changed(Map<String, String> now) {
    Map<String, @Nullable String> changed = new LinkedHashMap<>();
    asked.forEach((place, amount) -> {
      var before = now.get(place);
      var after = amount.orElse(null);
      if (!isSame(before, after)) {
        changed.put(place, after);
      }
    });
    return changed;
  }

  private static boolean isSame(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return Objects.equals(one, other);
    }
    return value(one).compareTo(value(other)) == 0;
  }

  /// Whether both stand there, can be read, and the first one is more.
  static boolean isAbove(@Nullable String one, @Nullable String other) {
    var first = one == null ? Optional.<BigDecimal>empty() : Quantity.parse(one);
    var second = other == null ? Optional.<BigDecimal>empty() : Quantity.parse(other);
    return first.isPresent() && second.isPresent() && first.get().compareTo(second.get()) > 0;
  }

  static BigDecimal value(String amount) {
    return Quantity.parse(amount).orElse(BigDecimal.ZERO);
  }

  static String label(String place) {
    return LABELS.getOrDefault(place, place);
  }

  private static String field(String place) {
    return FIELDS.getOrDefault(place, place);
  }
}
