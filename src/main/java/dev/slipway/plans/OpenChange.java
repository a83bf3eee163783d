package dev.slipway.plans;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.clusters.PlacementId;
import dev.slipway.policies.spi.ChangeKind;
import org.jspecify.annotations.Nullable;

/// A change that is asked for or on its way, as a list of everything open needs it.
///
/// @param sentence the change in words
/// @param from version before
/// @param to version after; the same if the change keeps it
/// @param state of the plan: pending approval, approved or started
/// @param operation null until it was started
/// @param running state of the operation, or null
/// @param percent how far the operation has come
/// @param progress in words
public record OpenChange(
    PlacementId placement,
    PlanId plan,
    ChangeKind kind,
    String sentence,
    String from,
    String to,
    PlanState state,
    @Nullable ApprovalId approval,
    @Nullable OperationId operation,
    @Nullable OperationState running,
    int percent,
    String progress) {}
