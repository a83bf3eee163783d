package dev.slipway.policies.spi;

import dev.slipway.approvals.ApprovalRule;
import java.util.List;

/// What one policy says of one proposed change. Always with its reason, in words for people.
public sealed interface Verdict {

  /// Name of the policy, such as `freeze-window`.
  String policy();

  String reason();

  /// Nothing against it.
  record Allow(String policy, String reason) implements Verdict {}

  /// Allowed once the person has acknowledged the condition in the plan.
  record AllowWithCondition(String policy, String reason, String condition) implements Verdict {}

  /// Allowed when these rules are met.
  record NeedsApproval(String policy, String reason, List<ApprovalRule> rules) implements Verdict {}

  /// Not allowed.
  ///
  /// @param wayOut the right way to do it, or when it will be possible
  record Block(String policy, String reason, String wayOut) implements Verdict {}
}
