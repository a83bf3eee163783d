package dev.slipway.clusters;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What else decides how large the pods of a workload are, and what depends on it.
///
/// @param limits what the LimitRanges of the namespace say of containers
public record SizeRules(
    List<Vertical> verticals, List<Horizontal> horizontals, List<Limit> limits) {

  public static final SizeRules NONE = new SizeRules(List.of(), List.of(), List.of());

  /// A VerticalPodAutoscaler of the workload that is not `Off`.
  ///
  /// @param except containers that it leaves alone
  public record Vertical(String name, String mode, Set<String> except) {}

  /// A HorizontalPodAutoscaler that counts in percent of what is requested.
  ///
  /// @param resources such as `cpu`
  public record Horizontal(String name, Set<String> resources) {}

  /// What a LimitRange says of one resource of a container.
  ///
  /// @param ratio how many times its request a limit may be
  /// @param request given to whoever names none, and `limit` likewise
  public record Limit(
      String range,
      String resource,
      @Nullable String least,
      @Nullable String most,
      @Nullable String ratio,
      @Nullable String request,
      @Nullable String limit) {}
}
