package dev.slipway.plans;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.policies.spi.Verdict;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The only state of a plan, and the row that is locked for every move of it.
@Entity
class PlanStatus {

  @EmbeddedId
  @AttributeOverride(name = "value", column = @Column(name = "plan"))
  PlanId plan;

  @Enumerated(EnumType.STRING)
  PlanState state;

  @Version @Nullable Long version;
  @Nullable UUID approval;
  @Nullable UUID operation;
  @Nullable UUID supersededBy;

  /// What the policies said when it was claimed; null before, and for plans of before this was
  /// kept.
  @Nullable String verdictsAtStart;

  String why;
  Instant changedAt;

  @SuppressWarnings("NullAway.Init")
  protected PlanStatus() {}

  @SuppressWarnings("NullAway.Init")
  PlanStatus(PlanId plan, Instant now) {
    this.plan = plan;
    this.state = PlanState.PLANNED;
    this.why = "Planned";
    this.changedAt = now;
  }

  void become(PlanState next, String why, Instant now) {
    if (!state.next().contains(next)) {
      throw new IllegalStateException(
          "plan " + plan.value() + " cannot go from " + state + " to " + next);
    }
    this.state = next;
    this.why = why;
    this.changedAt = now;
  }

  void note(String why, Instant now) {
    this.why = why;
    this.changedAt = now;
  }

  void submitted(ApprovalId request) {
    this.approval = request.value();
  }

  void started(OperationId execution, List<Verdict> verdicts) {
    this.operation = execution.value();
    this.verdictsAtStart = StoredVerdict.write(verdicts);
  }

  void supersededBy(PlanId newer) {
    this.supersededBy = newer.value();
  }

  @Nullable ApprovalId approval() {
    return approval == null ? null : new ApprovalId(approval);
  }

  @Nullable OperationId operation() {
    return operation == null ? null : new OperationId(operation);
  }
}
