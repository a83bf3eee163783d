package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.home.Cell;
import dev.slipway.home.CellState;
import dev.slipway.home.Hold;
import dev.slipway.home.Offer;
import dev.slipway.shell.Choice;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One service at a glance.
///
/// @param placements one line per environment, whether it runs there or not
/// @param notices what is asked for, or on its way
/// @param offers changes in the only or the last environment; empty if it runs nowhere
/// @param offersIn the environment that these offers are for
/// @param owners people who own it
/// @param mayPlace whether to offer the placement in another environment
record ServicePage(
    ServiceView service,
    List<Line> placements,
    List<OpenNotice> notices,
    List<Neighbour> dependencies,
    List<Neighbour> dependents,
    List<Offer> offers,
    @Nullable EnvironmentView offersIn,
    String boundsHref,
    List<String> owners,
    boolean mayEdit,
    boolean mayPlace,
    Instant at) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(service.systemName(), "/systems/" + service.systemSlug()));
  }

  public Map<String, String> panelVariables() {
    return Map.of("service", service.slug());
  }

  public String live() {
    return "matrix matrix-since:" + at.toEpochMilli() + " service:" + service.slug();
  }

  public String placed() {
    var running = placements.stream().filter(line -> line.cell() != null).count();
    return running + " of " + placements.size() + " environments";
  }

  public boolean comparable() {
    return placements.stream().filter(line -> line.cell() != null).count() > 1;
  }

  public boolean runsSomewhere() {
    return placements.stream().anyMatch(line -> line.cell() != null);
  }

  public String href() {
    return "/services/" + service.slug();
  }

  public List<Offer> blocked() {
    return offers.stream().filter(offer -> !offer.can()).toList();
  }

  public List<Hold> holds() {
    return Offer.holds(offers);
  }

  /// When every change is blocked for the same reason, it is said once.
  public boolean sameReason() {
    return offers.stream().map(Offer::whyNot).distinct().count() == 1;
  }

  /// One environment of the service.
  ///
  /// @param cell null where it does not run
  /// @param where cluster and namespace, in words
  /// @param editHref where to say that it runs elsewhere; empty if it does not run here, or if that
  ///   is for somebody else to say
  record Line(
      EnvironmentView environment,
      @Nullable DrawnCell cell,
      String where,
      String owner,
      String editHref) {}

  /// A service up or down the stream, with the worst that its cells say.
  record Neighbour(ServiceView service, String look, String word) {

    static Neighbour of(ServiceView service, List<Cell> cells) {
      var worst = cells.stream().min(Comparator.comparing(Cell::state));
      return worst
          .map(cell -> new Neighbour(service, cell.look(), word(cell)))
          .orElseGet(() -> new Neighbour(service, "none", "Not deployed"));
    }

    private static String word(Cell cell) {
      return cell.stale() ? CellState.UNKNOWN.word() : cell.state().word();
    }
  }
}
