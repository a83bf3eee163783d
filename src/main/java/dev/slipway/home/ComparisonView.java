package dev.slipway.home;

import dev.slipway.catalog.EnvironmentView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One page of a comparison of two environments.
///
/// @param rows of this page
/// @param counts rows by difference, over all pages
/// @param different how many differ in anything
/// @param compared how many are there with the filters, whatever their difference
/// @param matching how many fit all filters
public record ComparisonView(
    ComparisonFilter filter,
    EnvironmentView from,
    EnvironmentView to,
    List<ComparedService> rows,
    Map<Difference, Integer> counts,
    int different,
    int compared,
    int matching,
    Instant at) {

  public static final int ROWS = 50;

  /// Whether it would go against the order of promotion.
  public boolean isBackwards() {
    return from.rank() > to.rank();
  }

  public int first() {
    return (filter.page() - 1) * ROWS;
  }
}
