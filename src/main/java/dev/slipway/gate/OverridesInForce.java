package dev.slipway.gate;

import dev.slipway.approvals.Approvals;
import dev.slipway.plans.PlanId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Overrides as they stand: what was asked, and who has agreed by the roles of this moment.
@Component
class OverridesInForce {

  private final OverrideRows rows;
  private final Approvals approvals;

  OverridesInForce(OverrideRows rows, Approvals approvals) {
    this.rows = rows;
    this.approvals = approvals;
  }

  /// The newest of a plan.
  Optional<OverrideView> newest(PlanId plan) {
    return rows.newest(plan).map(this::view);
  }

  /// What lets a plan through now.
  ///
  /// @param plan null for what is no plan yet
  /// @param strict whether the budget asks for an owner of the environment now: what was agreed for
  ///   less does not do
  Optional<OverrideView> of(@Nullable UUID plan, boolean strict) {
    return plan == null
        ? Optional.empty()
        : newest(new PlanId(plan))
            .filter(OverrideView::isInForce)
            .filter(override -> override.strict() || !strict);
  }

  private OverrideView view(OverrideRows.Row row) {
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
        approvals.standing(row.request()),
        row.expired(),
        row.usedBy());
  }
}
