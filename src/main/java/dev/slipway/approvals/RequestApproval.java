package dev.slipway.approvals;

import dev.slipway.identity.PersonId;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// Asks for decisions on one content hash.
///
/// @param title what is decided, in one sentence, such as `Roll out student-service 1.0.0 → 1.0.1
///   to production`
/// @param link path of the page where the content can be read, such as `/plans/{id}`
/// @param also wherever else it takes place, each a team and a class: whoever decides holds the
///   role there, too
/// @param excluded people who never count: requester, editors, token owners
public record RequestApproval(
    ApprovalId id,
    String contentHash,
    Subject subject,
    String title,
    String link,
    String reason,
    Scope scope,
    List<Scope> also,
    Actor requester,
    Set<PersonId> excluded,
    List<ApprovalRule> rules,
    Instant expiresAt) {

  /// What takes place in one scope.
  public RequestApproval(
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
      Instant expiresAt) {
    this(
        id,
        contentHash,
        subject,
        title,
        link,
        reason,
        scope,
        List.of(),
        requester,
        excluded,
        rules,
        expiresAt);
  }

  UUID[] alsoTeams() {
    return also.stream()
        .map(one -> Objects.requireNonNull(one.team()).value())
        .toArray(UUID[]::new);
  }

  String[] alsoClasses() {
    return also.stream()
        .map(one -> Objects.requireNonNull(one.environment()).name())
        .toArray(String[]::new);
  }
}
