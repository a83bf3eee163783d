package dev.slipway.plans;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.policies.spi.Way;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A plan with its state now.
///
/// @param hash of the content; what people approve and start
/// @param state by the clock of the database: expired and stale are told here before a sweeper
///   tidies
/// @param why what last moved it, in words
/// @param sentence such as `Roll out student-service 1.0.0 → 1.0.1 to production`
/// @param approval null while nothing needs approval or the plan was not submitted
/// @param acknowledged policies whose condition was acknowledged
/// @param targetDeployment the recorded deployment that a rollback goes to
/// @param facts what was known of the change when it was planned
/// @param supersededBy the newer plan that took its place
public record PlanView(
    PlanId id,
    String hash,
    ChangeKind kind,
    PlanState state,
    String why,
    ServiceView service,
    EnvironmentView environment,
    PlacementId placement,
    WorkloadRef workload,
    String sentence,
    String from,
    String to,
    List<DiffLine> diff,
    List<Verdict> verdicts,
    @Nullable ApprovalId approval,
    @Nullable ApprovalStanding standing,
    List<String> notUndone,
    String reason,
    @Nullable String ticket,
    boolean startWhenApproved,
    Set<String> acknowledged,
    Actor requester,
    Instant createdAt,
    Instant expiresAt,
    @Nullable OperationId operation,
    JsonNode content,
    @Nullable UUID targetDeployment,
    ChangeFacts facts,
    boolean baseUnhealthy,
    @Nullable PlanId supersededBy) {

  /// What is written to: the workload, its autoscaler, the application that delivers it, or what
  /// makes its backups.
  public String object() {
    return PlanContent.object(
        kind,
        content.has(PlanContent.CHANGE) ? content.path(PlanContent.CHANGE) : content,
        workload);
  }

  /// Where a rollback leads; anything else leads forward.
  public Way way() {
    return facts.way();
  }

  /// What its requester calls it; null where nothing was said.
  public @Nullable ChangeClass called() {
    return ChangeClass.ofSlug(content.path(PlanContent.CLASS).asString("")).orElse(null);
  }

  /// Whether it brings images that something could be known of.
  public boolean bringsImages() {
    return kind.bringsImages();
  }

  /// The images that it brings, as they are written to the workload.
  public List<String> images() {
    return content.path(PlanContent.CHANGE).path("images").properties().stream()
        .map(image -> image.getValue().asString())
        .distinct()
        .toList();
  }

  /// Whether an answer of the policies stands in the way for good.
  public boolean isBlocked() {
    return verdicts.stream().anyMatch(Verdict.Block.class::isInstance);
  }

  /// Whether somebody else has to agree first.
  public boolean needsApproval() {
    return verdicts.stream().anyMatch(Verdict.NeedsApproval.class::isInstance);
  }

  /// What is said of locks before a rollback starts, because it sets one; null for other changes.
  public @Nullable String lockNote() {
    return kind != ChangeKind.ROLLBACK
        ? null
        : verdicts.stream()
            .filter(verdict -> verdict.policy().equals("lock"))
            .map(Verdict::reason)
            .findFirst()
            .orElse(null);
  }

  /// Whether it can be put before its approvers as it is.
  public boolean isOpenForApproval() {
    return state == PlanState.PLANNED && !isBlocked() && unacknowledged().isEmpty();
  }

  /// What events and refusals about it are about.
  public Subject subject() {
    return Subject.of("plan", id.value(), sentence).in(service.slug(), environment.slug());
  }

  /// Conditions that nobody has acknowledged yet.
  public List<Verdict.AllowWithCondition> unacknowledged() {
    return verdicts.stream()
        .filter(Verdict.AllowWithCondition.class::isInstance)
        .map(Verdict.AllowWithCondition.class::cast)
        .filter(verdict -> !acknowledged.contains(verdict.policy()))
        .toList();
  }
}
