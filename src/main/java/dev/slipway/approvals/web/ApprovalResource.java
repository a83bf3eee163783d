package dev.slipway.approvals.web;

import dev.slipway.approvals.ApprovalItem;
import dev.slipway.approvals.ApprovalStanding.RuleStanding;
import dev.slipway.approvals.Inbox;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ApprovalResource {

  private final Inbox inbox;

  ApprovalResource(Inbox inbox) {
    this.inbox = inbox;
  }

  /// What waits, and for whom; or what was decided.
  @GetMapping("/api/v1/approvals")
  @Requires(Permission.VIEW)
  Page<ApprovalEntry> list(
      @RequestParam(defaultValue = "pending") String state,
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = "25") int limit,
      Actor actor) {
    var found =
        switch (state) {
          case "pending" -> inbox.pending(actor, cursor, Page.limit(limit));
          case "decided" -> inbox.decided(actor, cursor, Page.limit(limit));
          default ->
              throw new DomainFailure(
                  ProblemType.INVALID_REQUEST,
                  "state is \"" + state + "\" (expected: pending or decided).");
        };
    return found.map(ApprovalEntry::of);
  }

  /// A request as the API tells it.
  ///
  /// @param waitsFor names of those who can still decide
  record ApprovalEntry(
      UUID id,
      String hash,
      String title,
      String link,
      @Nullable String service,
      @Nullable String environment,
      String requester,
      String reason,
      String state,
      int required,
      int given,
      List<String> waitsFor,
      boolean mine,
      Instant requestedAt,
      Instant expiresAt) {

    static ApprovalEntry of(ApprovalItem item) {
      var standing = item.standing();
      return new ApprovalEntry(
          item.id().value(),
          item.contentHash(),
          item.title(),
          item.link(),
          item.subject().service(),
          item.subject().environment(),
          item.requester(),
          item.reason(),
          standing.state().name().toLowerCase(Locale.ROOT),
          standing.required(),
          standing.given(),
          standing.rules().stream()
              .filter(rule -> rule.filled() < rule.rule().seats())
              .map(RuleStanding::eligible)
              .flatMap(List::stream)
              .distinct()
              .toList(),
          item.canDecide(),
          item.requestedAt(),
          item.expiresAt());
    }
  }
}
