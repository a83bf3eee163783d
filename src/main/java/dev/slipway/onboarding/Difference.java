package dev.slipway.onboarding;

import dev.slipway.catalog.DeclaredFact;
import dev.slipway.catalog.Link;
import dev.slipway.onboarding.CatalogDocument.EnvironmentEntry;
import dev.slipway.onboarding.CatalogDocument.PlacementEntry;
import dev.slipway.onboarding.CatalogDocument.ServiceEntry;
import dev.slipway.onboarding.CatalogDocument.SystemEntry;
import dev.slipway.onboarding.FilePlan.Change;
import dev.slipway.onboarding.FilePlan.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a file says against what Slipway has. Pure.
final class Difference {

  private final List<Change> changes = new ArrayList<>();
  private final List<String> leftAlone = new ArrayList<>();
  private int same;

  private Difference() {}

  static Difference between(CatalogDocument now, CatalogDocument wanted) {
    var difference = new Difference();
    difference.each(
        "environment",
        now.environments(),
        wanted.environments(),
        EnvironmentEntry::slug,
        Difference::environment);
    difference.each(
        "system", now.systems(), wanted.systems(), SystemEntry::slug, Difference::system);
    difference.each(
        "service", now.services(), wanted.services(), ServiceEntry::slug, Difference::service);
    difference.placementsLeft(now, wanted);
    return difference;
  }

  List<Change> changes() {
    return List.copyOf(changes);
  }

  List<String> leftAlone() {
    return List.copyOf(leftAlone);
  }

  int same() {
    return same;
  }

  /// Compares one field of both; null says nothing.
  private static final class Fields {
    private final List<Field> found = new ArrayList<>();
    private final boolean added;

    Fields(boolean added) {
      this.added = added;
    }

    Fields of(String name, @Nullable String before, @Nullable String after) {
      var was = added || before == null ? "" : before;
      if (after != null && !after.equals(was)) {
        found.add(new Field(name, was, after));
      }
      return this;
    }
  }

  private <T> void each(
      String what,
      List<T> now,
      List<T> wanted,
      Function<T, String> name,
      Comparison<T> comparison) {
    Map<String, T> known = now.stream().collect(Collectors.toMap(name, Function.identity()));
    Set<String> named = new HashSet<>();
    for (var entry : wanted) {
      var slug = name.apply(entry);
      named.add(slug);
      var before = known.get(slug);
      var fields = comparison.fields(before, entry, new Fields(before == null)).found;
      if (before != null && fields.isEmpty()) {
        same++;
      } else {
        changes.add(new Change(what + " " + slug, before == null, List.copyOf(fields)));
      }
    }
    now.stream()
        .map(name)
        .filter(slug -> !named.contains(slug))
        .forEach(slug -> leftAlone.add(what + " " + slug));
  }

  private interface Comparison<T> {
    Fields fields(@Nullable T before, T after, Fields fields);
  }

  private static Fields environment(
      @Nullable EnvironmentEntry before, EnvironmentEntry after, Fields fields) {
    return fields
        .of("name", before == null ? null : before.name(), after.name())
        .of(
            "class",
            before == null ? null : word(before.environmentClass()),
            word(after.environmentClass()))
        .of("rank", before == null ? null : text(before.rank()), text(after.rank()));
  }

  private static Fields system(@Nullable SystemEntry before, SystemEntry after, Fields fields) {
    return fields
        .of("name", before == null ? null : before.name(), after.name())
        .of("description", before == null ? null : before.description(), after.description())
        .of("facts", before == null ? null : facts(before.facts()), facts(after.facts()));
  }

  private static Fields service(@Nullable ServiceEntry before, ServiceEntry after, Fields fields) {
    fields
        .of("name", before == null ? null : before.name(), after.name())
        .of("description", before == null ? null : before.description(), after.description())
        .of("system", before == null ? null : before.system(), after.system())
        .of("team", before == null ? null : before.team(), after.team())
        .of("tier", before == null ? null : text(before.tier()), text(after.tier()))
        .of("lifecycle", before == null ? null : word(before.lifecycle()), word(after.lifecycle()))
        .of("links", before == null ? null : links(before.links()), links(after.links()))
        .of("facts", before == null ? null : facts(before.facts()), facts(after.facts()))
        .of(
            "depends on",
            before == null ? null : joined(before.dependsOn()),
            joined(after.dependsOn()));
    for (var placement : after.placements()) {
      var was = before == null ? null : at(before, placement.environment());
      fields.of(
          "placed in " + placement.environment(),
          was == null ? null : was.workload(),
          placement.workload());
    }
    return fields;
  }

  static @Nullable PlacementEntry at(ServiceEntry service, String environment) {
    return service.placements().stream()
        .filter(placement -> placement.environment().equals(environment))
        .findFirst()
        .orElse(null);
  }

  private void placementsLeft(CatalogDocument now, CatalogDocument wanted) {
    var known =
        now.services().stream().collect(Collectors.toMap(ServiceEntry::slug, Function.identity()));
    for (var entry : wanted.services()) {
      var before = known.get(entry.slug());
      if (before != null) {
        before.placements().stream()
            .filter(placement -> at(entry, placement.environment()) == null)
            .forEach(placement ->
                leftAlone.add(
                    "placement of %s in %s".formatted(entry.slug(), placement.environment())));
      }
    }
  }

  private static @Nullable String word(@Nullable Enum<?> word) {
    return word == null ? null : YamlText.word(word);
  }

  private static @Nullable String text(@Nullable Integer number) {
    return number == null ? null : number.toString();
  }

  private static @Nullable String joined(@Nullable List<String> words) {
    return words == null ? null : String.join(", ", words);
  }

  private static @Nullable String facts(@Nullable List<DeclaredFact> facts) {
    return facts == null
        ? null
        : facts.stream().map(DeclaredFact::words).collect(Collectors.joining(", "));
  }

  private static @Nullable String links(@Nullable List<Link> links) {
    return links == null
        ? null
        : links.stream()
            .map(link -> link.label() + " " + link.url())
            .collect(Collectors.joining(", "));
  }
}
