package dev.slipway.backups;

import dev.slipway.backups.Coverage.Kept;
import dev.slipway.backups.ReadingRows.Reading;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ClusterId;
import dev.slipway.identity.EnvironmentClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which production data has no good backup inside its allowed age. A source answers for data while
/// its last good backup is young enough and can be reached, whatever its last run did; one of
/// several that answers is enough. What was not read makes nothing bad: it is not known.
record Findings(
    List<Kept> stores,
    List<BackupView> views,
    Map<UUID, SourceRow> rows,
    Map<ClusterId, Reading> readings,
    Instant now) {

  private enum Answer {
    GOOD,
    NOT_KNOWN,
    NONE
  }

  List<BackupFinding> all() {
    return Stream.concat(
            stores.stream().flatMap(this::ofStore), views.stream().flatMap(this::ofDeclared))
        .sorted(
            Comparator.comparing(BackupFinding::known)
                .reversed()
                .thenComparing(finding -> finding.service().slug())
                .thenComparing(finding -> finding.environment().slug())
                .thenComparing(BackupFinding::data))
        .toList();
  }

  private Stream<BackupFinding> ofStore(Kept kept) {
    var service = kept.service();
    var environment = kept.environment();
    if (service == null || environment == null || !isProduction(environment)) {
      return Stream.empty();
    }
    if (kept.by().isEmpty()) {
      var doubt = doubt(readings.get(kept.cluster().id()));
      return Stream.of(
          new BackupFinding(
              service,
              environment,
              kept.workload(),
              kept.cluster().slug(),
              doubt.isEmpty(),
              doubt.isEmpty() ? kept.why() : doubt,
              "/backups/new?services=" + service.slug()));
    }
    return of(kept.by(), service, environment, kept.workload(), kept.cluster().slug()).stream();
  }

  /// Data that no cluster shows, each declared backup being the only trace of it.
  private Stream<BackupFinding> ofDeclared(BackupView view) {
    var row = rows.get(view.id());
    if (view.kind() != BackupKind.DECLARED || row == null || row.goneAt() != null) {
      return Stream.empty();
    }
    List<BackupFinding> found = new ArrayList<>();
    for (var service : view.services()) {
      for (var environment : view.environments()) {
        if (isProduction(environment) && stores.stream().noneMatch(isOf(service, environment))) {
          of(List.of(view), service, environment, view.name(), "").ifPresent(found::add);
        }
      }
    }
    return found.stream();
  }

  private static Predicate<Kept> isOf(ServiceView service, EnvironmentView environment) {
    return kept ->
        kept.service() != null
            && kept.environment() != null
            && kept.service().id().equals(service.id())
            && kept.environment().id().equals(environment.id());
  }

  private Optional<BackupFinding> of(
      List<BackupView> by,
      ServiceView service,
      EnvironmentView environment,
      String data,
      String cluster) {
    var answers = by.stream().map(this::answer).toList();
    if (answers.contains(Answer.GOOD)) {
      return Optional.empty();
    }
    var known = !answers.contains(Answer.NOT_KNOWN);
    // Of those that say the same the one with the newest copy: it is the nearest to being good.
    var telling =
        by.stream()
            .filter(view -> known || answer(view) == Answer.NOT_KNOWN)
            .max(
                Comparator.comparing(
                    view -> view.standing().lastGood(),
                    Comparator.nullsFirst(Comparator.naturalOrder())))
            .orElse(by.getFirst());
    return Optional.of(
        new BackupFinding(
            service,
            environment,
            data,
            cluster,
            known,
            "%s: %s".formatted(telling.name(), telling.standing().reason()),
            telling.href()));
  }

  private Answer answer(BackupView view) {
    var row = rows.get(view.id());
    var location = row == null ? null : row.facts().location();
    var reachable = location == null || location.canBeRead();
    if (reachable && isYoung(view.standing())) {
      return Answer.GOOD;
    }
    return view.state() == BackupState.UNKNOWN ? Answer.NOT_KNOWN : Answer.NONE;
  }

  /// By the age that somebody allowed; else by the moments at which one was due, because the newest
  /// nightly one is a little older than a day while the next one runs.
  private static boolean isYoung(Standing standing) {
    var good = standing.lastGood();
    var age = standing.age();
    if (good == null || age == null) {
      return false;
    }
    var due = standing.lastDue();
    return (standing.rpoDeclared() || due == null)
        ? age.compareTo(standing.rpo()) <= 0
        : !good.isBefore(due);
  }

  /// Why it may be that something copies a store and is not seen; empty where all was told lately.
  private String doubt(@Nullable Reading reading) {
    if (reading == null) {
      return "Not known, because its cluster was not asked yet.";
    }
    if (!reading.trouble().isEmpty()) {
      return "Not known, because its cluster does not answer: %s.".formatted(reading.trouble());
    }
    var asOf = reading.asOf();
    if (asOf == null || Duration.between(asOf, now).compareTo(Judge.PROOF) > 0) {
      return "Not known, because its cluster was not asked for more than %d minutes."
          .formatted(Judge.PROOF.toMinutes());
    }
    return reading.gaps().stream()
        .filter(gap -> gap.installed() && !gap.kind().isEmpty())
        .map(gap -> "Not known: " + gap.why())
        .findFirst()
        .orElse("");
  }

  private static boolean isProduction(EnvironmentView environment) {
    return environment.environmentClass() == EnvironmentClass.PRODUCTION;
  }
}
