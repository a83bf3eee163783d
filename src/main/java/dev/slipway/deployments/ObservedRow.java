package dev.slipway.deployments;

import dev.slipway.policies.spi.ChangeKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A line of history about what somebody else did, with what is usual unless said otherwise.
final class ObservedRow {

  private final UUID id;
  private final Observation look;
  private final ChangeKind kind;
  private final @Nullable String fromTemplate;
  private final @Nullable String toTemplate;
  private final String from;
  private final String to;
  private String manager;
  private String revision;
  private Instant at;
  private boolean late;

  ObservedRow(
      UUID id,
      Observation look,
      ChangeKind kind,
      @Nullable String fromTemplate,
      @Nullable String toTemplate,
      String from,
      String to,
      Instant at) {
    this.id = id;
    this.look = look;
    this.kind = kind;
    this.fromTemplate = fromTemplate;
    this.toTemplate = toTemplate;
    this.from = from;
    this.to = to;
    this.at = at;
    this.manager = look.manager(kind);
    this.revision = look.revision();
  }

  ObservedRow manager(String value) {
    manager = value;
    return this;
  }

  ObservedRow revision(String value) {
    revision = value;
    return this;
  }

  ObservedRow at(Instant value) {
    at = value;
    return this;
  }

  ObservedRow late(boolean value) {
    late = value;
    return this;
  }

  DeploymentRepository.Observed build() {
    var placement = look.placement();
    return new DeploymentRepository.Observed(
        id,
        placement.id(),
        placement.workload(),
        look.stage().name(),
        look.stage().environment().slug(),
        kind,
        sentence(),
        isFirst() ? to : from,
        to,
        manager,
        late,
        fromTemplate,
        toTemplate,
        look.live().uid(),
        look.live().generation(),
        revision,
        at);
  }

  /// Nothing is known of what was there before.
  private boolean isFirst() {
    return kind == ChangeKind.ROLLOUT && fromTemplate == null;
  }

  private String sentence() {
    var where = look.stage().name() + " in " + look.stage().place();
    return switch (kind) {
      case ROLLOUT ->
          isFirst()
              ? to + " of " + where + " was there when the portal first looked"
              : where + " went " + from + " → " + to + " outside the portal";
      case ROLLBACK -> where + " went back " + from + " → " + to + " outside the portal";
      case SCALE -> where + " was scaled " + from + " → " + to + " outside the portal";
      case RESTART -> where + " was restarted outside the portal";
      case PAUSE,
          RESUME,
          RESOURCES,
          PAUSE_SYNC,
          RESUME_SYNC,
          BACKUP_RUN,
          BACKUP_SUSPEND,
          BACKUP_RESUME,
          RESTORE_TEST,
          RESTORE ->
          where + " was changed outside the portal";
    };
  }
}
