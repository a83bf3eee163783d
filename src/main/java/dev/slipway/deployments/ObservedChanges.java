package dev.slipway.deployments;

import dev.slipway.clusters.RevisionRecord;
import dev.slipway.deployments.SeenWorkloads.Seen;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Decides whether what a look shows is our own doing, and writes down what others did.
@Component
class ObservedChanges {

  private final SeenWorkloads seen;
  private final DeploymentRepository rows;
  private final RecordedTemplates templates;
  private final RecordedTargets targets;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  ObservedChanges(
      SeenWorkloads seen,
      DeploymentRepository rows,
      RecordedTemplates templates,
      RecordedTargets targets,
      ApplicationEventPublisher events,
      Clock clock) {
    this.seen = seen;
    this.rows = rows;
    this.templates = templates;
    this.targets = targets;
    this.events = events;
    this.clock = clock;
  }

  @Transactional
  public void note(Observation look) {
    var placement = look.placement().id();
    var before = seen.find(placement, true);
    var now = templates.key(look.live().templateHash());
    templates.keep(placement, look.template(), look.configMaps());
    before.ifPresentOrElse(
        last -> {
          if (!last.template().equals(now) || !last.uid().equals(look.live().uid())) {
            template(look, now, last);
          } else if (last.replicas() != look.replicas()) {
            scale(look, last);
          }
        },
        () -> first(look, now));
    seen.keep(
        placement,
        look.live().uid(),
        now,
        look.version(),
        look.replicas(),
        look.live().generation());
  }

  /// The first time that the portal sees a placement: its past is rebuilt from what the cluster
  /// keeps.
  private void first(Observation look, String now) {
    var before = backfill(look, now, null, null);
    if (!rows.isOurs(look.placement(), now, null)) {
      insert(look, now, before, true, createdAt(look));
    }
  }

  private void template(Observation look, String now, Seen last) {
    var before = look.late() ? backfill(look, now, last.template(), last.changedAt()) : null;
    if (!rows.isOurs(look.placement(), now, last.changedAt())) {
      insert(look, now, before == null ? last.template() : before, look.late(), clock.instant());
    }
  }

  /// Templates that came and went while nobody looked, oldest first.
  ///
  /// @return the newest of them
  private @Nullable String backfill(
      Observation look, String now, @Nullable String known, @Nullable Instant since) {
    var before = known;
    for (var revision : look.revisions().reversed()) {
      var key = templates.key(revision.templateHash());
      if (key.equals(now)
          || key.equals(known)
          || (since != null && !revision.createdAt().isAfter(since))) {
        continue;
      }
      templates.keep(
          look.placement().id(), new PodTemplate(revision.template()), look.configMaps());
      if (rows.earlier(look.placement(), key).isEmpty()) {
        insertRevision(look, revision, key, before);
      }
      before = key;
    }
    return before;
  }

  private void insertRevision(
      Observation look, RevisionRecord revision, String key, @Nullable String before) {
    var template = new PodTemplate(revision.template());
    var version = template.version(look.placement().container());
    var cause = revision.changeCause();
    write(
        look,
        row(look, ChangeKind.ROLLOUT, before, key, version(look, before), version)
            .manager(cause == null || cause.isBlank() ? "unknown" : cause)
            .revision(revision.revision())
            .at(revision.createdAt())
            .late(true));
  }

  private void insert(
      Observation look, String now, @Nullable String before, boolean late, Instant at) {
    var old = before == null ? Optional.<PodTemplate>empty() : template(look, before);
    var kind = kind(look, before, now, old);
    write(
        look,
        row(look, kind, before, now, version(look, before), look.version()).at(at).late(late));
  }

  private ChangeKind kind(
      Observation look, @Nullable String before, String now, Optional<PodTemplate> old) {
    if (old.isPresent() && old.get().differsOnlyByRestart(look.template())) {
      return ChangeKind.RESTART;
    }
    return before != null && old.isPresent() && targets.leadsBack(look.placement(), before, now)
        ? ChangeKind.ROLLBACK
        : ChangeKind.ROLLOUT;
  }

  /// Under an autoscaler the count is nobody's decision.
  private void scale(Observation look, Seen last) {
    if (look.state().autoscaler() != null
        || rows.isOurScale(look.placement(), look.replicas(), last.scaledAt())) {
      return;
    }
    write(
        look,
        row(
                look,
                ChangeKind.SCALE,
                null,
                null,
                String.valueOf(last.replicas()),
                String.valueOf(look.replicas()))
            .late(look.late()));
  }

  private void write(Observation look, ObservedRow row) {
    var observed = row.build();
    if (rows.insert(observed)) {
      var service = look.stage().name();
      var environment = look.stage().environment().slug();
      events.publishEvent(
          new ChangeObserved(
              observed.id(),
              observed.kind(),
              observed.manager(),
              observed.from(),
              observed.to(),
              observed.seenLate(),
              Subject.of("deployment", observed.id(), observed.sentence())
                  .in(service, environment)));
    }
  }

  private ObservedRow row(
      Observation look,
      ChangeKind kind,
      @Nullable String fromTemplate,
      @Nullable String toTemplate,
      String from,
      String to) {
    return new ObservedRow(
        UuidV7.next(), look, kind, fromTemplate, toTemplate, from, to, clock.instant());
  }

  private String version(Observation look, @Nullable String key) {
    return template(look, key)
        .map(template -> template.version(look.placement().container()))
        .orElse("unknown");
  }

  private Optional<PodTemplate> template(Observation look, @Nullable String key) {
    return templates.find(look.placement().id(), key).map(RecordedTemplates.Recorded::template);
  }

  private Instant createdAt(Observation look) {
    return look.revisions().stream()
        .filter(revision -> revision.templateHash().equals(look.live().templateHash()))
        .map(RevisionRecord::createdAt)
        .findFirst()
        .orElseGet(clock::instant);
  }
}
