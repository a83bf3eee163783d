package dev.slipway.health.web;

import dev.slipway.health.AlertLine.At;
import dev.slipway.health.ResourceBoard.Teller;
import dev.slipway.health.ResourceLevel;
import dev.slipway.health.ResourceReading;
import dev.slipway.health.ResourceSort;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What stands around workloads, worst first.
///
/// @param fitting all that fit the filter but for the level
/// @param shown those of this page, of `all`
/// @param next cursor of the next page, or null
/// @param tellers clusters that were asked
/// @param now by which ages are told
record ResourcesPage(
    ResourceFilter filter,
    List<ResourceReading> fitting,
    List<ResourceReading> shown,
    int all,
    @Nullable String next,
    List<Teller> tellers,
    Instant now) {

  /// Later than this it is said that a cluster's word is old
  /// (`docs/adr/026-what-stands-around-workloads.md`).
  private static final Duration FRESH = Duration.ofSeconds(90);

  private static final Map<ResourceLevel, String> WORDS =
      Map.of(
          ResourceLevel.OK, "Well",
          ResourceLevel.UNKNOWN, "Unknown",
          ResourceLevel.WARNING, "Warning",
          ResourceLevel.CRITICAL, "Critical");

  private static final Map<ResourceLevel, String> LOOKS =
      Map.of(
          ResourceLevel.OK, "healthy",
          ResourceLevel.UNKNOWN, "unknown",
          ResourceLevel.WARNING, "warning",
          ResourceLevel.CRITICAL, "failed");

  public String word(ResourceReading reading) {
    return WORDS.getOrDefault(reading.level(), "");
  }

  public String look(ResourceReading reading) {
    return LOOKS.getOrDefault(reading.level(), "unknown");
  }

  public boolean isWell(ResourceReading reading) {
    return reading.level() == ResourceLevel.OK;
  }

  /// Worst first.
  public List<Choice> levels() {
    var counts =
        fitting.stream()
            .collect(Collectors.groupingBy(ResourceReading::level, Collectors.counting()));
    var asked = filter.asked();
    List<Choice> choices = new ArrayList<>();
    choices.add(Choice.counted("all", filter.withLevel(null), asked == null, fitting.size()));
    Arrays.stream(ResourceLevel.values())
        .sorted(Comparator.reverseOrder())
        .filter(level -> counts.containsKey(level) || level == asked)
        .map(level ->
            Choice.state(
                WORDS.getOrDefault(level, "").toLowerCase(Locale.ROOT),
                filter.withLevel(level),
                level == asked,
                counts.getOrDefault(level, 0L),
                LOOKS.getOrDefault(level, "unknown")))
        .forEach(choices::add);
    return choices;
  }

  /// Slugs with names, the empty one for all.
  public Map<String, String> clusters() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("", "All clusters");
    tellers.forEach(one -> names.put(one.slug(), one.name()));
    return names;
  }

  /// Slugs with words, the empty one for all.
  public Map<String, String> kinds() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("", "All kinds");
    for (var sort : ResourceSort.values()) {
      words.put(sort.slug(), sort.word());
    }
    return words;
  }

  public String where(ResourceReading reading) {
    return reading.namespace().isEmpty()
        ? reading.clusterName()
        : reading.clusterName() + ", " + reading.namespace();
  }

  public String place(At at) {
    return at.service() + ", " + at.environment();
  }

  /// The first places, as many as a row has room for.
  public List<At> places(ResourceReading reading) {
    var all = reading.places();
    return all.size() <= 3 ? all : all.subList(0, 3);
  }

  /// How many more there are; empty for none.
  public String more(ResourceReading reading) {
    var left = reading.places().size() - places(reading).size();
    return left == 0 ? "" : "and " + left + " more";
  }

  public boolean isNarrowed() {
    return !filter.isEmpty();
  }

  public String href() {
    return filter.at(filter.cursor());
  }

  public @Nullable String first() {
    var cursor = filter.cursor();
    return cursor == null || cursor.isEmpty() ? null : filter.at(null);
  }

  public @Nullable String nextHref() {
    return next == null ? null : filter.at(next);
  }

  public String shownText() {
    return shown.size() == all
        ? Plural.of(all, "resource")
        : shown.size() + " of " + Plural.of(all, "resource");
  }

  /// The states of a cluster's word: silent, old, with gaps, whole.
  public String tellerLook(Teller teller) {
    if (!teller.trouble().isEmpty()) {
      return "failed";
    }
    return isOld(teller) ? "stale" : teller.gaps().isEmpty() ? "healthy" : "warning";
  }

  public String tellerWord(Teller teller) {
    if (!teller.trouble().isEmpty()) {
      return "Gives no answer";
    }
    return isOld(teller) ? "Answers late" : teller.gaps().isEmpty() ? "Told all" : "Told a part";
  }

  private boolean isOld(Teller teller) {
    var asOf = teller.asOf();
    return asOf == null || Duration.between(asOf, now).compareTo(FRESH) > 0;
  }

  /// Clusters that did not tell all, for a part of another page.
  public List<Teller> troubled() {
    return tellers.stream()
        .filter(one -> !one.trouble().isEmpty() || !one.gaps().isEmpty() || isOld(one))
        .toList();
  }
}
