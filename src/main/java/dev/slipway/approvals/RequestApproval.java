package dev.slipway.approvals;

import dev.slipway.identity.PersonId;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Asks for decisions on one content hash.
///
/// @param title what is decided, in one sentence, such as `Roll out student-service 1.0.0 → 1.0.1
///   to production`
/// @param link path of the page where the content can be read, such as `/plans/{id}`
/// @param excluded people who never count: requester, editors, token owners
public record RequestApproval(
    ApprovalId id,
    String contentHash,
    Subject subject,
    String title,
    String link,
    String reason,
    Scope scope,
    Actor requester,
    Set<PersonId> excluded,
    List<ApprovalRule> rules,
    Instant expiresAt) {}
