package dev.slipway.catalog.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.identity.EnvironmentClass;
import java.util.List;
import java.util.stream.Collectors;

/// The order in which versions wander through the environments.
final class PromotionOrder {

  private static final int STEP = 10;
  private static final int HIGHEST = 1000;

  private PromotionOrder() {}

  /// A rank for a new environment: after what comes before production, and before production.
  static int nextRank(List<EnvironmentView> known) {
    var production =
        known.stream()
            .filter(each -> each.environmentClass() == EnvironmentClass.PRODUCTION)
            .mapToInt(EnvironmentView::rank)
            .min()
            .orElse(Integer.MAX_VALUE);
    var before =
        known.stream().mapToInt(EnvironmentView::rank).filter(rank -> rank < production).max();
    var next = before.orElse(0) + STEP;
    return next < production
        ? Math.min(HIGHEST, next)
        : Math.max(0, (before.orElse(0) + production) / 2);
  }

  /// What a rank means, and who has which.
  static String words(List<EnvironmentView> known) {
    var meaning =
        "Versions are promoted from a low rank to a high one, and columns stand in this order. ";
    return known.isEmpty()
        ? meaning + "Leave gaps, such as 10, 20, 30."
        : meaning
            + "Now: "
            + known.stream()
                .map(each -> each.name() + " " + each.rank())
                .collect(Collectors.joining(", "))
            + ".";
  }
}
