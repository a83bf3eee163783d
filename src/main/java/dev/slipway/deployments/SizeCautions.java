package dev.slipway.deployments;

import dev.slipway.clusters.SizeRules;
import dev.slipway.kernel.Decimals;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What others who decide about the size of pods make of a change: pure rules.
final class SizeCautions {

  private SizeCautions() {}

  /// For new requests and limits of a container.
  ///
  /// @param places what changes, such as `requests.cpu`
  static List<String> of(SizeRules rules, String container, Collection<String> places) {
    var lines = new ArrayList<String>();
    for (var vertical : rules.verticals()) {
      if (!vertical.except().contains(container)) {
        lines.add(
            "VerticalPodAutoscaler "
                + vertical.name()
                + " ("
                + vertical.mode()
                + ") sets the requests of new pods by itself, and limits with them: what you set"
                + " here may not be what runs.");
      }
    }
    for (var horizontal : rules.horizontals()) {
      for (var resource : horizontal.resources()) {
        if (places.contains("requests." + resource)) {
          lines.add(
              "HorizontalPodAutoscaler "
                  + horizontal.name()
                  + " counts "
                  + (resource.equals("cpu") ? "CPU" : resource)
                  + " in percent of the request: with another one it wants another number of"
                  + " pods.");
        }
      }
    }
    return lines;
  }

  /// For an autoscaler that is to count CPU in percent of what is requested.
  static List<String> ofNewAutoscaler(SizeRules rules, PodTemplate template) {
    var lines = new ArrayList<String>();
    for (var vertical : rules.verticals()) {
      lines.add(
          "VerticalPodAutoscaler "
              + vertical.name()
              + " ("
              + vertical.mode()
              + ") changes the requests by which the new autoscaler counts: they work against each"
              + " other.");
    }
    var without =
        template.containers().stream()
            .filter(each -> !each.init())
            .map(PodTemplate.Container::name)
            .filter(name -> {
              var sizes = template.resources(name);
              return !sizes.containsKey("requests.cpu") && !sizes.containsKey("limits.cpu");
            })
            .toList();
    var filled =
        rules.limits().stream()
            .anyMatch(limit ->
                limit.resource().equals("cpu")
                    && (limit.request() != null || limit.limit() != null));
    if (!without.isEmpty() && !filled) {
      lines.add(
          "No CPU is requested by "
              + String.join(", ", without)
              + ": an autoscaler that counts in percent of it can compute nothing. Set its"
              + " resources first.");
    }
    return lines;
  }

  /// What a LimitRange refuses; null where it refuses nothing.
  static @Nullable String outOfRange(SizeRules rules, ContainerSizes sizes) {
    for (var limit : rules.limits()) {
      var why = outOfRange(limit, sizes);
      if (why != null) {
        return "LimitRange " + limit.range() + " " + why;
      }
    }
    return null;
  }

  private static @Nullable String outOfRange(SizeRules.Limit range, ContainerSizes sizes) {
    var resource = range.resource();
    var limit = sizes.wanted().getOrDefault("limits." + resource, range.limit());
    var named = sizes.wanted().get("requests." + resource);
    // Whoever names a limit alone requests as much; whoever names neither gets what the range
    // gives.
    var filled = sizes.wanted().containsKey("limits." + resource) ? limit : range.request();
    var request = named != null ? named : filled;
    if (ContainerSizes.isAbove(request, limit)) {
      return "gives a %s of %s to whoever names none, less than the request, %s."
          .formatted(ContainerSizes.label("limits." + resource), limit, request);
    }
    if (ContainerSizes.isAbove(range.least(), request)) {
      return "asks for a %s of %s or more, not %s."
          .formatted(ContainerSizes.label("requests." + resource), range.least(), request);
    }
    if (ContainerSizes.isAbove(limit, range.most())) {
      return "allows a %s of %s or less, not %s."
          .formatted(ContainerSizes.label("limits." + resource), range.most(), limit);
    }
    return ratio(range, resource, request, limit);
  }

  private static @Nullable String ratio(
      SizeRules.Limit range, String resource, @Nullable String request, @Nullable String limit) {
    var most = range.ratio();
    if (most == null || request == null || limit == null) {
      return null;
    }
    var asked = ContainerSizes.value(request);
    if (asked.signum() == 0) {
      return null;
    }
    var ratio = ContainerSizes.value(limit).divide(asked, 2, RoundingMode.CEILING);
    return ratio.compareTo(ContainerSizes.value(most)) > 0
        ? "allows a %s of %s times the request or less, not %s times."
            .formatted(ContainerSizes.label("limits." + resource), most, Decimals.plain(ratio))
        : null;
  }
}
