package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.clusters.Surroundings;
import dev.slipway.clusters.Surroundings.Fact;
import dev.slipway.clusters.Surroundings.Item;
import dev.slipway.clusters.Surroundings.Topic;
import dev.slipway.kernel.Plural;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What stands around a workload, or around it and the same service in another environment.
///
/// @param there name of the other environment, or empty
/// @param trouble why the other side is missing, or empty
/// @param findings what is questionable in the configuration
public record RuntimeFacts(
    String here,
    String there,
    String trouble,
    List<Section> sections,
    List<ConfigurationFindings.Finding> findings) {

  /// Commands name their own namespace; there is nothing to compare.
  private static final String COMMANDS = "hand";

  private static final int NAMED = 3;

  private static final Set<String> GRIDS = Set.of("storage", "sizes");

  private static final Set<String> MOVING =
      Set.of(
          "Ready endpoints",
          "Pods now",
          "Pods wanted",
          "Ends",
          "State",
          "Health",
          "Sync",
          "Last schedule",
          "Last success",
          "Active",
          "Runs kept",
          "Started",
          "Took");

  /// One heading with what belongs under it.
  ///
  /// @param gaps what could not be read
  public record Section(String id, String title, List<Entry> entries, List<String> gaps) {

    public boolean isToCopy() {
      return id.equals(COMMANDS);
    }

    boolean isEmpty() {
      return entries.isEmpty() && gaps.isEmpty();
    }

    /// Many alike, which are better read below each other.
    public boolean isGrid() {
      return GRIDS.contains(id) && !entries.isEmpty();
    }

    /// Headings of a grid.
    public List<String> columns() {
      return entries.stream()
          .flatMap(entry -> entry.rows().stream())
          .map(Row::label)
          .distinct()
          .toList();
    }

    public int differences() {
      return entries.stream().mapToInt(Entry::differences).sum();
    }

    /// What it holds, for whoever has it folded.
    public String words() {
      var some =
          entries.stream()
              .limit(NAMED)
              .map(entry -> (entry.kind() + " " + entry.name()).strip())
              .collect(Collectors.joining(", "));
      return entries.size() > NAMED ? some + " and " + (entries.size() - NAMED) + " more" : some;
    }

    boolean hasRemarks() {
      return !gaps.isEmpty() || entries.stream().anyMatch(entry -> !entry.remarks().isEmpty());
    }
  }

  /// One object of the cluster, or one part of the workload.
  ///
  /// @param only which environment alone has it, or empty
  public record Entry(String kind, String name, String only, List<Row> rows, List<String> remarks) {

    /// What a grid shows under a heading.
    public String cell(String label) {
      return rows.stream()
          .filter(row -> row.label().equals(label))
          .map(row -> String.valueOf(row.here()))
          .findFirst()
          .orElse("—");
    }

    /// What only one side has is one difference, however much there is to say of it.
    int differences() {
      return only.isEmpty() ? (int) rows.stream().filter(Row::differs).count() : 1;
    }
  }

  /// One fact, on one side or on both.
  ///
  /// @param percent how much of a bound is used here, or null
  public record Row(
      String label,
      @Nullable String here,
      @Nullable String there,
      @Nullable Integer percent,
      boolean differs) {}

  static RuntimeFacts alone(EnvironmentView stage, Surroundings around) {
    return of(stage.name(), "", "", around, null, ConfigurationFindings.alone(stage, around));
  }

  static RuntimeFacts without(
      EnvironmentView stage, Surroundings around, EnvironmentView other, String why) {
    return of(
        stage.name(),
        "",
        other.name() + ": " + why,
        around,
        null,
        ConfigurationFindings.alone(stage, around));
  }

  static RuntimeFacts beside(
      EnvironmentView stage, Surroundings around, EnvironmentView other, Surroundings there) {
    return of(
        stage.name(),
        other.name(),
        "",
        around,
        there,
        ConfigurationFindings.beside(stage, around, other, there));
  }

  private static RuntimeFacts of(
      String here,
      String there,
      String trouble,
      Surroundings around,
      @Nullable Surroundings others,
      List<ConfigurationFindings.Finding> findings) {
    var sections = new ArrayList<Section>();
    for (var topic : around.topics()) {
      if (others != null && topic.id().equals(COMMANDS)) {
        continue;
      }
      var other =
          others == null
              ? null
              : others.topics().stream()
                  .filter(each -> each.id().equals(topic.id()))
                  .findFirst()
                  .orElse(null);
      sections.add(section(topic, other, here, there));
    }
    return new RuntimeFacts(here, there, trouble, List.copyOf(sections), findings);
  }

  private static Section section(Topic topic, @Nullable Topic other, String here, String there) {
    var entries = new ArrayList<Entry>();
    var rest = new LinkedHashMap<String, Item>();
    if (other != null) {
      other.items().forEach(item -> rest.put(key(item), item));
    }
    for (var item : topic.items()) {
      var twin = rest.remove(key(item));
      var alone = other != null && twin == null;
      entries.add(
          new Entry(
              item.kind(),
              item.name(),
              alone ? "only in " + here : "",
              rows(item, twin, !alone && other != null),
              item.remarks()));
    }
    rest.values()
        .forEach(item ->
            entries.add(
                new Entry(
                    item.kind(),
                    item.name(),
                    "only in " + there,
                    rows(new Item(item.kind(), item.name(), List.of(), List.of()), item, false),
                    item.remarks())));
    var gaps = new ArrayList<>(topic.gaps());
    if (other != null) {
      other.gaps().forEach(gap -> gaps.add(there + ": " + gap));
    }
    return new Section(topic.id(), topic.title(), List.copyOf(entries), List.copyOf(gaps));
  }

  /// Namespaces and what is named after the environment differ in name and are still the same.
  private static String key(Item item) {
    return switch (item.kind()) {
      case "Namespace", "Certificate", "ResourceQuota", "LimitRange" -> item.kind();
      default -> item.kind() + " " + item.name();
    };
  }

  private static List<Row> rows(Item item, @Nullable Item twin, boolean compared) {
    var there = twin == null ? Map.<String, Fact>of() : byLabel(twin);
    var rows = new ArrayList<Row>();
    var mine = byLabel(item);
    mine.forEach((key, fact) -> {
      var other = there.get(key);
      var value = other == null ? null : other.value();
      rows.add(
          new Row(
              fact.label(),
              fact.value(),
              value,
              fact.percent(),
              compared && !isLive(fact) && !Objects.equals(fact.value(), value)));
    });
    there.forEach((key, fact) -> {
      if (!mine.containsKey(key)) {
        rows.add(new Row(fact.label(), null, fact.value(), null, compared));
      }
    });
    return List.copyOf(rows);
  }

  /// What moves by itself is no difference that anybody made.
  private static boolean isLive(Fact fact) {
    return fact.percent() != null || MOVING.contains(fact.label());
  }

  /// Some things are said twice of an item, such as who may reach it.
  private static Map<String, Fact> byLabel(Item item) {
    var byLabel = new LinkedHashMap<String, Fact>();
    for (var fact : item.facts()) {
      var key = fact.label();
      while (byLabel.containsKey(key)) {
        key += "+";
      }
      byLabel.put(key, fact);
    }
    return byLabel;
  }

  /// Sections that say anything.
  public List<Section> filled() {
    return sections.stream().filter(section -> !section.isEmpty()).toList();
  }

  /// Titles of those that do not.
  public String empty() {
    return sections.stream()
        .filter(Section::isEmpty)
        .map(Section::title)
        .collect(Collectors.joining(", "));
  }

  /// What one comes for is open, the rest is a press away: differences, remarks, and the workload.
  public boolean isOpen(Section section) {
    return isCompared()
        ? section.differences() > 0
        : section.hasRemarks() || section.equals(filled().getFirst());
  }

  public boolean isCompared() {
    return !there.isEmpty();
  }

  public int differences() {
    return sections.stream().mapToInt(Section::differences).sum();
  }

  public String summary() {
    return differences() == 0
        ? "Nothing differs from " + there + "."
        : Plural.of(differences(), "difference") + " from " + there + ".";
  }
}
