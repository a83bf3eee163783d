package dev.slipway.slo;

import org.jspecify.annotations.Nullable;

/// What to look for; an empty text and null do not narrow. Worst first: by state, then by how much
/// is used.
///
/// @param service slug
/// @param environment slug
/// @param system slug
/// @param team slug of the owning team
/// @param text part of the objective's or the service's name
/// @param cursor of the page before
public record ObjectiveSearch(
    String service,
    String environment,
    String system,
    String team,
    String text,
    @Nullable BudgetState state,
    @Nullable ObjectiveStatus status,
    @Nullable String cursor,
    int limit) {

  private static final int MOST = 50;

  /// Of every system.
  public ObjectiveSearch(
      String service,
      String environment,
      String team,
      String text,
      @Nullable BudgetState state,
      @Nullable ObjectiveStatus status,
      @Nullable String cursor,
      int limit) {
    this(service, environment, "", team, text, state, status, cursor, limit);
  }

  /// Every objective, the first page.
  public static ObjectiveSearch everything() {
    return new ObjectiveSearch("", "", "", "", null, null, null, MOST);
  }

  /// Those of one service.
  public static ObjectiveSearch of(String service, String environment) {
    return new ObjectiveSearch(service, environment, "", "", null, null, null, MOST);
  }
}
