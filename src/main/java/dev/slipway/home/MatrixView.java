package dev.slipway.home;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.policies.FreezeWindows.ActiveFreeze;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One page of the matrix.
///
/// @param counts placements by state over the whole filtered matrix, not only this page
/// @param shown services on this page
/// @param matching services that match, over all pages
/// @param total services in the catalog
/// @param placements of the services that match
public record MatrixView(
    MatrixFilter filter,
    List<Column> columns,
    List<Count> counts,
    List<Group> groups,
    List<Silence> silences,
    int from,
    int shown,
    int matching,
    int total,
    int placements,
    int quietRows,
    Instant at) {

  static final int ROWS = 100;

  public int pages() {
    return Math.max(1, (matching + ROWS - 1) / ROWS);
  }

  /// A column: an environment, how many of its clusters give no signal, and what freezes all of it.
  ///
  /// @param partly names of systems that are frozen there while the others are not
  public record Column(
      EnvironmentView environment,
      int clusters,
      int silent,
      @Nullable ActiveFreeze frozen,
      List<String> partly) {}

  /// So many placements in one state.
  public record Count(CellState state, int number, boolean chosen, String href) {}

  /// Rows under one heading.
  ///
  /// @param href page of the group, or empty
  /// @param heads per column, the clusters that carry this group's services there
  public record Group(
      String id, String name, String href, int size, List<Head> heads, List<Row> rows) {}

  /// What is true of a whole group in one column.
  ///
  /// @param frozen what freezes this group alone, where it is a system
  public record Head(List<Source> sources, @Nullable ActiveFreeze frozen) {}

  /// A cluster as a source of truth: how fresh it is.
  public record Source(String id, String name, boolean live, @Nullable Instant asOf) {}

  /// One service.
  ///
  /// @param cells by column; null where the service has no placement
  /// @param news whether a phone shows it before being asked for all
  public record Row(ServiceView service, List<@Nullable Cell> cells, boolean news) {

    static Row of(ServiceView service, List<@Nullable Cell> cells) {
      var news =
          cells.stream()
              .filter(Objects::nonNull)
              .anyMatch(cell -> cell.isLoud() || cell.state().isNews());
      return new Row(service, cells, news);
    }

    /// The same service in some of the environments.
    Row only(List<Integer> columns) {
      List<@Nullable Cell> some = new ArrayList<>(columns.size());
      columns.forEach(column -> some.add(cells.get(column)));
      return of(service, some);
    }

    /// Whether the service has no place in any of the columns.
    public boolean isNowhere() {
      return places() == 0;
    }

    /// In how many of the columns the service has a place. Counted by hand: a look at the matrix
    /// asks it of every service there is.
    int places() {
      var places = 0;
      for (var cell : cells) {
        if (cell != null) {
          places++;
        }
      }
      return places;
    }

    Stream<Cell> shown() {
      return cells.stream().filter(Objects::nonNull);
    }
  }

  /// A cluster without signal, told once above the matrix.
  public record Silence(
      String slug, String name, @Nullable Instant since, int placements, String why) {}
}
