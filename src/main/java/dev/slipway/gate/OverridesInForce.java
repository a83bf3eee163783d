package dev.slipway.gate;

import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.approvals.Approvals;
import dev.slipway.identity.Access;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Permission;
import dev.slipway.plans.PlanId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Overrides as they stand: what was asked, and who has agreed, each by the roles of this moment.
/// Who asked is one of the two, so their word ends with their right as that of the other does.
@Component
class OverridesInForce {

  private final OverrideRows rows;
  private final Approvals approvals;
  private final Access access;

  OverridesInForce(OverrideRows rows, Approvals approvals, Access access) {
    this.rows = rows;
    this.approvals = approvals;
    this.access = access;
  }

  /// The newest of a plan.
  ///
  /// @param scope where the plan takes place, by the owner and class of now
  Optional<OverrideView> newest(PlanId plan, Scope scope) {
    return rows.newest(plan).map(row -> view(row, scope));
  }

  /// What lets a plan through now.
  ///
  /// @param scope where the plan takes place, by the owner and class of now
  /// @param strict whether the budget asks for an owner of the environment now: what was agreed for
  ///   less does not do
  Optional<OverrideView> of(PlanId plan, boolean strict, Scope scope) {
    return newest(plan, scope).filter(override -> doesFor(override, strict));
  }

  /// Whether it lets its plan through where the budget asks for so much.
  static boolean doesFor(OverrideView override, boolean strict) {
    return override.isInForce() && (override.strict() || !strict);
  }

  private OverrideView view(OverrideRows.Row row, Scope scope) {
    var standing = approvals.standing(row.request());
    return new OverrideView(
        row.id(),
        row.plan(),
        row.strict(),
        row.budget(),
        row.reason(),
        row.ticket(),
        row.requester(),
        row.madeAt(),
        row.expiresAt(),
        standing,
        row.usedBy() == null && !row.expired() ? lost(row, standing, scope) : null,
        row.expired(),
        row.usedBy());
  }

  private @Nullable String lost(OverrideRows.Row row, ApprovalStanding standing, Scope scope) {
    if (!access.personMay(row.asker(), Permission.GATE_OVERRIDE, scope)) {
      return "%s asked to let it past and has no longer the right to. An owner of the service or of the environment has to ask again."
          .formatted(row.requester());
    }
    // No seat for an owner was left open only because the one who asked was one.
    var askedAsOwner =
        row.strict()
            && standing.rules().stream()
                .noneMatch(seat -> seat.rule().role() == Role.ENVIRONMENT_OWNER);
    return askedAsOwner && !access.holds(row.asker(), Role.ENVIRONMENT_OWNER, scope)
        ? "%s asked to let it past as an owner of the environment and is none any more. It has to be asked for again, so that one is among the two."
            .formatted(row.requester())
        : null;
  }
}
