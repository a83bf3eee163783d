package dev.slipway.home;

import dev.slipway.catalog.ServiceView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which part of the matrix a page shows; the whole of it stands in the address.
///
/// @param system slug, or empty for all
/// @param team slug, or empty for all
/// @param environment slug of the only column, or empty for all
/// @param state slug of the state that a row must show somewhere, or empty
/// @param text part of a service's name, or of a version or image
/// @param group `system`, `team`, `tier` or `none`
/// @param page from 1
public record MatrixFilter(
    String system,
    String team,
    String environment,
    String state,
    String text,
    String group,
    int page) {

  static final MatrixFilter ALL = new MatrixFilter("", "", "", "", "", "system", 1);

  public static MatrixFilter of(
      @Nullable String system,
      @Nullable String team,
      @Nullable String environment,
      @Nullable String state,
      @Nullable String text,
      @Nullable String group,
      @Nullable Integer page) {
    return new MatrixFilter(
        word(system),
        word(team),
        word(environment),
        word(state),
        word(text),
        word(group),
        page == null ? 1 : page);
  }

  public MatrixFilter {
    text = text.strip();
    group =
        switch (group) {
          case "team", "tier", "none" -> group;
          default -> "system";
        };
    page = Math.clamp(page, 1, 10_000);
  }

  private static String word(@Nullable String value) {
    return value == null ? "" : value;
  }

  Optional<CellState> cellState() {
    return CellState.bySlug(state);
  }

  /// Whether a row is shown for any other reason than being there.
  public boolean isNarrow() {
    return !system.isEmpty()
        || !team.isEmpty()
        || !environment.isEmpty()
        || !state.isEmpty()
        || !text.isEmpty();
  }

  boolean holds(ServiceView service) {
    return (team.isEmpty() || service.teamSlug().equals(team))
        && (system.isEmpty() || service.systemSlug().equals(system));
  }

  /// Whether the row says the text that was asked for.
  boolean matches(MatrixView.Row row) {
    if (text.isEmpty()) {
      return true;
    }
    var wanted = text.toLowerCase(Locale.ROOT);
    return row.service().slug().contains(wanted)
        || row.service().name().toLowerCase(Locale.ROOT).contains(wanted)
        || row.shown().anyMatch(cell -> cell.version().image().contains(wanted));
  }

  /// Whether the row has a cell in the state that was asked for.
  boolean shows(MatrixView.Row row) {
    return state.isEmpty()
        || cellState().map(wanted -> row.shown().anyMatch(cell -> cell.is(wanted))).orElse(true);
  }

  /// Address of the same view with this state only, or without it if it is the one shown.
  public String withState(CellState wanted) {
    var next = wanted.slug().equals(state) ? "" : wanted.slug();
    return new MatrixFilter(system, team, environment, next, text, group, 1).href();
  }

  public String withPage(int other) {
    return new MatrixFilter(system, team, environment, state, text, group, other).href();
  }

  public String without(String name) {
    return new MatrixFilter(
            name.equals("system") ? "" : system,
            name.equals("team") ? "" : team,
            name.equals("env") ? "" : environment,
            name.equals("state") ? "" : state,
            name.equals("q") ? "" : text,
            group,
            1)
        .href();
  }

  /// The address of this view.
  public String href() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("system", system);
    parts.put("team", team);
    parts.put("env", environment);
    parts.put("state", state);
    parts.put("q", text);
    parts.put("group", group.equals("system") ? "" : group);
    parts.put("page", page == 1 ? "" : Integer.toString(page));
    var query =
        parts.entrySet().stream()
            .filter(part -> !part.getValue().isEmpty())
            .map(part -> part.getKey() + "=" + encoded(part.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "/" : "/?" + query;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
