package dev.slipway.plans;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import dev.slipway.plans.OperationView.Effect;
import dev.slipway.policies.spi.ChangeKind;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The execution of one plan. Who works on it stands in its lease, not here.
@Entity
class Operation {

  @EmbeddedId
  @AttributeOverride(name = "value", column = @Column(name = "id"))
  OperationId id;

  UUID plan;
  UUID placement;
  UUID cluster;
  String namespace;
  String workloadKind;
  String workloadName;

  @Enumerated(EnumType.STRING)
  ChangeKind kind;

  String planHash;
  String subjectName;
  String serviceSlug;
  String environmentSlug;
  String requester;
  boolean automatic;

  @Enumerated(EnumType.STRING)
  OperationState state;

  @Enumerated(EnumType.STRING)
  Effect effect;

  @Version @Nullable Long version;
  String why;
  int percent;
  String progress;
  Instant progressAt;
  Instant queuedAt;
  @Nullable Instant startedAt;
  @Nullable Instant endedAt;
  Instant deadline;
  @Nullable Instant sentAt;
  @Nullable Long generationBefore;
  @Nullable Long generationSent;
  int attempts;
  @Nullable UUID replacedBy;
  @Nullable UUID takesOver;

  @SuppressWarnings("NullAway.Init")
  protected Operation() {}

  @SuppressWarnings("NullAway.Init")
  private Operation(OperationId id, Plan plan) {
    this.id = id;
    this.plan = plan.id.value();
    this.placement = plan.target.placement();
    this.cluster = plan.target.cluster();
    this.namespace = plan.target.namespace();
    this.workloadKind = plan.target.workloadKind();
    this.workloadName = plan.target.workloadName();
    this.kind = plan.kind;
    this.planHash = plan.hash;
    this.subjectName = plan.sentence;
    this.serviceSlug = plan.target.serviceSlug();
    this.environmentSlug = plan.target.environmentSlug();
    this.requester = plan.requester;
  }

  static Operation queue(
      Plan plan, OperationId id, boolean automatic, Instant now, Duration limit) {
    var operation = new Operation(id, plan);
    operation.automatic = automatic;
    operation.state = OperationState.QUEUED;
    operation.effect = Effect.NONE;
    operation.why = "Started";
    operation.progress = "Waits for a worker";
    operation.progressAt = now;
    operation.queuedAt = now;
    operation.deadline = now.plus(limit);
    return operation;
  }

  void become(OperationState next, String why, Instant now) {
    if (!state.next().contains(next)) {
      throw new IllegalStateException(
          "operation " + id.value() + " cannot go from " + state + " to " + next);
    }
    this.state = next;
    this.why = why;
    this.progressAt = now;
    if (next == OperationState.RUNNING && startedAt == null) {
      this.startedAt = now;
    }
    if (!next.isActive()) {
      this.endedAt = now;
      this.progress = why;
      if (next == OperationState.SUCCEEDED) {
        this.percent = 100;
      }
    }
  }

  /// About to write: from here on the outcome is open until an answer proves it.
  void sending(long generation, Instant now) {
    this.effect = Effect.POSSIBLE;
    this.generationBefore = generation;
    this.sentAt = now;
    this.attempts++;
  }

  /// The cluster proved that it has the change.
  void accepted(long generation) {
    this.effect = Effect.MADE;
    this.generationSent = generation;
  }

  /// The cluster proved that nothing was written.
  void notWritten() {
    this.effect = Effect.NONE;
  }

  boolean progressed(int percent, String text, Instant now) {
    if (this.percent == percent && this.progress.equals(text)) {
      return false;
    }
    this.percent = percent;
    this.progress = text;
    this.progressAt = now;
    return true;
  }

  void replacedBy(OperationId newer) {
    this.replacedBy = newer.value();
  }

  void takesOver(OperationId older) {
    this.takesOver = older.value();
  }

  Actor requester() {
    return Json.actor(requester);
  }

  WorkloadRef ref() {
    return new WorkloadRef(
        new ClusterId(cluster), namespace, WorkloadKind.valueOf(workloadKind), workloadName);
  }

  Subject subject() {
    return Subject.of("deployment", id.value(), subjectName).in(serviceSlug, environmentSlug);
  }

  OperationView view(long fence) {
    return new OperationView(
        id,
        new PlanId(plan),
        new PlacementId(placement),
        ref(),
        kind,
        state,
        fence,
        requester(),
        queuedAt,
        startedAt,
        endedAt,
        why,
        percent,
        progress,
        replacedBy == null ? null : new OperationId(replacedBy),
        takesOver == null ? null : new OperationId(takesOver),
        planHash,
        subject(),
        effect);
  }
}
