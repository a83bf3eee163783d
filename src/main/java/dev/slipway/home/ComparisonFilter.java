package dev.slipway.home;

import dev.slipway.catalog.ServiceView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which part of a comparison of two environments is shown; the whole of it stands in the address.
///
/// @param from slug of the environment that is looked at for what may come
/// @param to slug of the environment that it may come to
/// @param system slug, or empty for all
/// @param team slug, or empty for all
/// @param text part of a service's name, or empty
/// @param only slug of the difference that a row must have, `different` for any between two sides,
///   or empty
/// @param page from 1
public record ComparisonFilter(
    String from, String to, String system, String team, String text, String only, int page) {

  public ComparisonFilter {
    text = text.strip();
    only = only.equals("different") || Difference.bySlug(only).isPresent() ? only : "";
    page = Math.clamp(page, 1, 10_000);
  }

  public static ComparisonFilter of(
      String from,
      String to,
      @Nullable String system,
      @Nullable String team,
      @Nullable String text,
      @Nullable String only,
      @Nullable String page) {
    return new ComparisonFilter(
        from.strip(),
        to.strip(),
        word(system),
        word(team),
        word(text),
        word(only),
        page != null && page.matches("\\d{1,4}") ? Integer.parseInt(page) : 1);
  }

  private static String word(@Nullable String value) {
    return value == null ? "" : value;
  }

  boolean holds(ServiceView service) {
    var wanted = text.toLowerCase(Locale.ROOT);
    return (team.isEmpty() || service.teamSlug().equals(team))
        && (system.isEmpty() || service.systemSlug().equals(system))
        && (service.slug().contains(wanted)
            || service.name().toLowerCase(Locale.ROOT).contains(wanted));
  }

  boolean shows(ComparedService row) {
    return switch (only) {
      case "" -> true;
      case "different" -> row.isDifferent();
      default -> row.differences().stream().anyMatch(one -> one.slug().equals(only));
    };
  }

  /// Whether it depends on what only the clusters know which rows are shown.
  public boolean asksForConfiguration() {
    return only.equals("different") || only.equals(Difference.CONFIGURATION.slug());
  }

  public ComparisonFilter withOnly(String wanted) {
    return new ComparisonFilter(from, to, system, team, text, wanted.equals(only) ? "" : wanted, 1);
  }

  public ComparisonFilter withPage(int other) {
    return new ComparisonFilter(from, to, system, team, text, only, other);
  }

  public ComparisonFilter turnedRound() {
    return new ComparisonFilter(to, from, system, team, text, only, 1);
  }

  public boolean isNarrow() {
    return !(system + team + text + only).isEmpty();
  }

  /// What the address says, without its path.
  public String query() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("from", from);
    parts.put("to", to);
    parts.put("system", system);
    parts.put("team", team);
    parts.put("q", text);
    parts.put("only", only);
    parts.put("page", page == 1 ? "" : Integer.toString(page));
    return parts.entrySet().stream()
        .filter(part -> !part.getValue().isEmpty())
        .map(part ->
            part.getKey() + "=" + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  public String href() {
    return "/compare?" + query();
  }
}
