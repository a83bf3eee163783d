package dev.slipway.home;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.deployments.ImageRef;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Two environments side by side, service by service. Reads only what is in memory.
@Component
public class EnvironmentComparison {

  private static final int LETTERS = 12;

  /// More than this many are not asked for while a person waits.
  private static final int ASKED_FOR = 100;

  private final LiveCells cells;
  private final LiveWorkloads workloads;
  private final Environments environments;
  private final Offers offers;
  private final PendingChanges pending;
  private final HeldConfigurations configurations;
  private final Clock clock;

  EnvironmentComparison(
      LiveCells cells,
      LiveWorkloads workloads,
      Environments environments,
      Offers offers,
      PendingChanges pending,
      HeldConfigurations configurations,
      Clock clock) {
    this.cells = cells;
    this.workloads = workloads;
    this.environments = environments;
    this.offers = offers;
    this.pending = pending;
    this.configurations = configurations;
    this.clock = clock;
  }

  /// The page that the filter asks for, with true totals, and what this person may bring over.
  public ComparisonView view(ComparisonFilter filter, Actor actor) {
    var layout = cells.layout();
    var from = environments.require(filter.from());
    var to = environments.require(filter.to());
    Map<Difference, Integer> counts = new EnumMap<>(Difference.class);
    List<ComparedService> found = new ArrayList<>();
    var different = 0;
    var compared = 0;
    for (var service : layout.services()) {
      var row = filter.holds(service) ? row(layout, service, from, to) : null;
      if (row != null) {
        compared++;
        different += row.isDifferent() ? 1 : 0;
        row.differences().forEach(one -> counts.merge(one, 1, Integer::sum));
        if (filter.shows(row)) {
          found.add(row);
        }
      }
    }
    found.sort(Comparator.comparingInt(ComparedService::order));
    var pages = Math.max(1, (found.size() + ComparisonView.ROWS - 1) / ComparisonView.ROWS);
    var shown = filter.page() <= pages ? filter : filter.withPage(1);
    var first = (shown.page() - 1) * ComparisonView.ROWS;
    var page = found.subList(first, Math.min(first + ComparisonView.ROWS, found.size()));
    return new ComparisonView(
        shown,
        from,
        to,
        page.stream().map(row -> promotable(row, to, actor)).toList(),
        counts,
        different,
        compared,
        found.size(),
        clock.instant());
  }

  /// Rows with the filter, whatever their difference, of which nobody has read the configuration
  /// lately.
  public List<ComparedService> unread(ComparisonFilter filter) {
    var layout = cells.layout();
    var from = environments.require(filter.from());
    var to = environments.require(filter.to());
    List<ComparedService> unread = new ArrayList<>();
    for (var service : layout.services()) {
      var row = filter.holds(service) ? row(layout, service, from, to) : null;
      if (row != null && row.isUnread() && unread.size() < ASKED_FOR) {
        unread.add(row);
      }
    }
    return unread;
  }

  /// One service, as the page shows it now.
  public Optional<ComparedService> row(
      ServiceView service, EnvironmentView from, EnvironmentView to, Actor actor) {
    return Optional.ofNullable(row(cells.layout(), service, from, to))
        .map(row -> promotable(row, to, actor));
  }

  private @Nullable ComparedService row(
      Layout layout, ServiceView service, EnvironmentView from, EnvironmentView to) {
    var left = side(layout, service, from);
    var right = side(layout, service, to);
    return left == null && right == null
        ? null
        : new ComparedService(
            service,
            left,
            right,
            ComparedService.between(left, right),
            ComparedService.Promote.NOTHING);
  }

  private ComparedService.@Nullable Side side(
      Layout layout, ServiceView service, EnvironmentView stage) {
    var column = layout.environments().indexOf(stage);
    var placement = column < 0 ? null : layout.row(service.id()).get(column);
    var cell = placement == null ? null : cells.cell(placement.id()).orElse(null);
    return placement == null || cell == null
        ? null
        : new ComparedService.Side(
            placement, cell, template(placement), configurations.of(placement.id()).orElse(""));
  }

  private String template(Placement placement) {
    return workloads
        .state(placement.workload())
        .map(WorkloadState::templateHash)
        .map(hash -> hash.substring(0, Math.min(LETTERS, hash.length())))
        .orElse("");
  }

  private ComparedService promotable(ComparedService row, EnvironmentView to, Actor actor) {
    return new ComparedService(
        row.service(), row.from(), row.to(), row.differences(), promote(row, to, actor));
  }

  private ComparedService.Promote promote(ComparedService row, EnvironmentView to, Actor actor) {
    var from = row.from();
    var there = row.to();
    if (from == null || there == null || !row.differences().contains(Difference.VERSION)) {
      return ComparedService.Promote.NOTHING;
    }
    var image = image(from.cell().version());
    if (from.cell().stale()) {
      return new ComparedService.Promote(image, "What runs there is not seen now.", "");
    }
    var planned =
        pending
            .on(there.placement().id())
            .filter(change -> !change.to().isEmpty())
            .filter(change -> change.to().equals(from.cell().version().text()))
            .map(Pending::link)
            .orElse("");
    var whyNot =
        offers
            .one(ChangeKind.ROLLOUT, row.service(), to, there.placement(), actor)
            .map(Offer::whyNot)
            .orElse("");
    return new ComparedService.Promote(image, whyNot, planned);
  }

  /// The tag to read, with the digest that runs: the same tag may mean something else tomorrow.
  private static String image(Version version) {
    var digest = version.digest();
    try {
      var image = ImageRef.parse(version.image());
      return digest == null ? image.toString() : image.pinnedTo(digest).toString();
    } catch (DomainFailure _) {
      return version.image();
    }
  }
}
