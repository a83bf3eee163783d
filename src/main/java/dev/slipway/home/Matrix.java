package dev.slipway.home;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.policies.FreezeWindows.ActiveFreeze;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What runs where, and is it well: services by environments. Reads only what is in memory.
@Component
public class Matrix {

  private final LiveCells cells;
  private final PendingChanges pending;
  private final HeldFreezes freezes;
  private final Clusters clusters;
  private final Clock clock;

  Matrix(
      LiveCells cells,
      PendingChanges pending,
      HeldFreezes freezes,
      Clusters clusters,
      Clock clock) {
    this.cells = cells;
    this.pending = pending;
    this.freezes = freezes;
    this.clusters = clusters;
    this.clock = clock;
  }

  /// The page of the matrix that the filter asks for, with true totals.
  public MatrixView view(MatrixFilter filter) {
    var layout = cells.layout();
    var columns =
        layout.environments().stream()
            .filter(column ->
                filter.environment().isEmpty() || column.slug().equals(filter.environment()))
            .toList();
    var indexes = columns.stream().map(layout.environments()::indexOf).toList();
    var tally = new Tally();
    var found = new ArrayList<MatrixView.Row>(layout.services().size());
    for (var service : layout.services()) {
      var row = filter.holds(service) ? row(layout, service, indexes) : null;
      if (row != null && filter.matches(row)) {
        tally.add(row);
        if (filter.shows(row)) {
          found.add(row);
        }
      }
    }
    if (!filter.group().equals("system")) {
      found.sort(order(filter));
    }
    var from = filter.page() <= pages(found.size()) ? (filter.page() - 1) * MatrixView.ROWS : 0;
    var page = found.subList(from, Math.min(from + MatrixView.ROWS, found.size()));
    var shown =
        IntStream.range(0, columns.size())
            .mapToObj(at -> column(layout, columns.get(at), at, found))
            .toList();
    return new MatrixView(
        filter,
        shown,
        tally.counts(filter),
        groups(filter, layout, indexes, shown, page),
        silences(layout),
        from,
        page.size(),
        found.size(),
        layout.services().size(),
        found.stream().mapToInt(MatrixView.Row::places).sum(),
        (int) page.stream().filter(row -> !row.news()).count(),
        clock.instant());
  }

  /// The row that a placement stands in, over all environments, as it was laid out last.
  public Optional<MatrixView.Row> rowOf(PlacementId placement) {
    var layout = cells.laidOut();
    return Optional.ofNullable(layout.placements().get(placement))
        .map(found -> cells.row(layout, layout.service(found.service())));
  }

  /// Where a placement stands, by slugs.
  public Optional<Place> placeOf(PlacementId placement) {
    var layout = cells.layout();
    return Optional.ofNullable(layout.placements().get(placement))
        .map(found ->
            new Place(
                layout.service(found.service()).slug(),
                layout.environment(found.environment()).slug()));
  }

  /// The placement of a service in an environment, as it was laid out last.
  public Optional<PlacementId> at(@Nullable String service, @Nullable String environment) {
    var layout = cells.laidOut();
    return layout.placements().values().stream()
        .filter(placement ->
            layout.service(placement.service()).slug().equals(service)
                && layout.environment(placement.environment()).slug().equals(environment))
        .map(Placement::id)
        .findFirst();
  }

  /// Cells that say something else than at that moment.
  public List<Cell> changedSince(Instant moment) {
    return cells.changedSince(moment);
  }

  /// Cells whose age reads differently every few minutes.
  public List<Cell> youngCells(Instant now) {
    var oldest = now.minus(Duration.ofDays(2));
    return cells.all().stream()
        .filter(cell -> cell.time() != null && cell.time().isAfter(oldest))
        .toList();
  }

  /// What was seen of a placement, live or from memory.
  public Observed observed(Placement placement) {
    return cells.observe(placement);
  }

  /// What is asked for here, or on its way.
  public Optional<Pending> pending(PlacementId placement) {
    return pending.on(placement);
  }

  public Optional<Cell> cell(PlacementId placement) {
    return cells.cell(placement);
  }

  /// A place in the matrix: slugs of service and environment.
  public record Place(String service, String environment) {}

  private static int pages(int rows) {
    return Math.max(1, (rows + MatrixView.ROWS - 1) / MatrixView.ROWS);
  }

  private MatrixView.Row row(Layout layout, ServiceView service, List<Integer> columns) {
    var row = cells.row(layout, service);
    return columns.size() == row.cells().size() ? row : row.only(columns);
  }

  private static Comparator<MatrixView.Row> order(MatrixFilter filter) {
    return switch (filter.group()) {
      case "team" ->
          Comparator.comparing((MatrixView.Row row) -> row.service().teamName())
              .thenComparingInt(row -> row.service().tier())
              .thenComparing(row -> row.service().slug());
      case "tier" ->
          Comparator.comparingInt((MatrixView.Row row) -> row.service().tier())
              .thenComparing(row -> row.service().slug());
      default -> Comparator.comparing(row -> row.service().slug());
    };
  }

  private static Heading heading(MatrixFilter filter, ServiceView service) {
    return switch (filter.group()) {
      case "team" -> new Heading("team-" + service.teamSlug(), service.teamName(), "");
      case "tier" -> new Heading("tier-" + service.tier(), "Tier " + service.tier(), "");
      case "none" -> new Heading("all", "All services", "");
      default ->
          new Heading(
              "system-" + service.systemSlug(),
              service.systemName(),
              "/systems/" + service.systemSlug());
    };
  }

  private List<MatrixView.Group> groups(
      MatrixFilter filter,
      Layout layout,
      List<Integer> columns,
      List<MatrixView.Column> shown,
      List<MatrixView.Row> rows) {
    Map<Heading, List<MatrixView.Row>> grouped = new LinkedHashMap<>();
    rows.forEach(row ->
        grouped.computeIfAbsent(heading(filter, row.service()), _ -> new ArrayList<>()).add(row));
    grouped.values().forEach(each -> each.sort(Comparator.comparing(MatrixView.Row::isNowhere)));
    return grouped.entrySet().stream()
        .map(entry -> group(entry.getKey(), entry.getValue(), layout, columns, shown))
        .toList();
  }

  private MatrixView.Group group(
      Heading heading,
      List<MatrixView.Row> rows,
      Layout layout,
      List<Integer> columns,
      List<MatrixView.Column> shown) {
    var heads = new ArrayList<MatrixView.Head>();
    for (var at = 0; at < columns.size(); at++) {
      var column = columns.get(at);
      var sources =
          rows.stream()
              .map(row -> layout.row(row.service().id()).get(column))
              .filter(Objects::nonNull)
              .map(placement -> placement.workload().cluster())
              .distinct()
              .map(cluster -> source(heading.id() + "-" + column, cluster))
              .toList();
      heads.add(
          new MatrixView.Head(sources, frozen(heading, rows.getFirst().service(), shown.get(at))));
    }
    return new MatrixView.Group(
        heading.id(), heading.name(), heading.href(), rows.size(), heads, rows);
  }

  /// Where the column says that it is frozen, its groups need not repeat it.
  private @Nullable ActiveFreeze frozen(
      Heading heading, ServiceView any, MatrixView.Column column) {
    return column.partly().contains(any.systemName()) && !heading.href().isEmpty()
        ? freezes.on(column.environment().id(), any.system()).orElse(null)
        : null;
  }

  private MatrixView.Source source(String prefix, ClusterId id) {
    var freshness = clusters.freshness(id);
    var cluster = clusters.byId(id);
    return new MatrixView.Source(
        prefix + "-" + cluster.map(ClusterView::slug).orElse("unknown"),
        cluster.map(ClusterView::slug).orElse("unknown cluster"),
        freshness.state() == Freshness.State.LIVE,
        freshness.asOf());
  }

  private MatrixView.Column column(
      Layout layout, EnvironmentView environment, int at, List<MatrixView.Row> rows) {
    var used = layout.used().getOrDefault(environment.id(), Set.of());
    var silent = used.stream().filter(cluster -> !isLive(cluster)).count();
    var frost = Frost.in(environment, at, rows, freezes);
    return new MatrixView.Column(
        environment, used.size(), (int) silent, frost.whole(), frost.partly());
  }

  private boolean isLive(ClusterId cluster) {
    return clusters.freshness(cluster).state() == Freshness.State.LIVE;
  }

  private List<MatrixView.Silence> silences(Layout layout) {
    return clusters.all().stream()
        .filter(cluster -> layout.clusters().containsKey(cluster.id()) && !isLive(cluster.id()))
        .map(cluster -> silence(layout, cluster))
        .toList();
  }

  private MatrixView.Silence silence(Layout layout, ClusterView cluster) {
    var freshness = clusters.freshness(cluster.id());
    return new MatrixView.Silence(
        cluster.slug(),
        cluster.name(),
        freshness.asOf(),
        Objects.requireNonNull(layout.clusters().get(cluster.id())).size(),
        Objects.requireNonNullElse(freshness.reason(), ""));
  }

  private record Heading(String id, String name, String href) {}
}
