package dev.slipway.approvals.web;

import dev.slipway.approvals.ApprovalItem;
import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.approvals.DecisionView;
import dev.slipway.kernel.Plural;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One request as its card shows it.
///
/// @param confirm whether the person has to prove who they are before they decide
/// @param typed the comment of a decision that was refused
/// @param fault why that comment does not do, or null
public record ApprovalCard(
    ApprovalItem item, boolean confirm, String typed, @Nullable String fault) {

  private static final Duration RECENT = Duration.ofMinutes(5);
  private static final Pattern USED = Pattern.compile("Used by deployment ([0-9a-f-]{36})");

  static ApprovalCard of(ApprovalItem item, @Nullable Instant authenticatedAt) {
    var recent = authenticatedAt != null && authenticatedAt.plus(RECENT).isAfter(item.now());
    return new ApprovalCard(item, item.production() && item.canDecide() && !recent, "", null);
  }

  ApprovalCard refused(String comment, String why) {
    return new ApprovalCard(item, confirm, comment, why);
  }

  public String id() {
    return item.id().value().toString();
  }

  public String href() {
    return "/approvals/" + id();
  }

  public String confirmHref() {
    return "/sign-in/confirm?next=" + href();
  }

  /// A word that the shell has a look for.
  public String state() {
    if (open() && undoable()) {
      return mineState();
    }
    return switch (item.standing().state()) {
      case OPEN -> "pending-approval";
      case MET -> "approved";
      case REJECTED -> "rejected";
      case CLOSED -> approvedBefore() ? "approved" : item.endedAt() == null ? "expired" : "info";
    };
  }

  public String word() {
    if (open() && undoable()) {
      return mineWord() + ", not counted yet";
    }
    return switch (item.standing().state()) {
      case OPEN -> "Needs OK";
      case MET -> "Approved";
      case REJECTED -> "Rejected";
      case CLOSED -> approvedBefore() ? "Approved" : item.endedAt() == null ? "Expired" : "Closed";
    };
  }

  private boolean approvedBefore() {
    var standing = item.standing();
    return standing.required() > 0 && standing.given() >= standing.required();
  }

  public boolean open() {
    return item.standing().state() == ApprovalStanding.State.OPEN;
  }

  /// Approved, and nobody has started it: it still waits, now for whoever asked.
  public boolean waitsForStart() {
    return item.standing().state() == ApprovalStanding.State.MET;
  }

  /// Whether something is still to be done about it, by whomever.
  public boolean unfinished() {
    return open() || waitsForStart();
  }

  /// What a request still needs, for the person who made it.
  public String needs() {
    return waitsForStart()
        ? "Approved, not started. Start it, or withdraw it."
        : seats() + ". You cannot approve your own request.";
  }

  public boolean decidable() {
    return open() && item.canDecide();
  }

  /// Whether the person's own decision can still be taken back.
  public boolean undoable() {
    return item.mine() != null && item.undoable();
  }

  public String undoHref() {
    return item.mine() == null ? "" : href() + "/decisions/" + item.mine().id() + "/undo";
  }

  public String mineWord() {
    return item.mine() != null && item.mine().approved() ? "Approved" : "Rejected";
  }

  public String mineState() {
    return item.mine() != null && item.mine().approved() ? "approved" : "rejected";
  }

  /// Why a seat has nobody left to ask while a decision of this person is to count.
  public String countsSoon() {
    return (item.mine() != null && item.mine().approved() ? "An approval" : "A rejection")
        + " counts in a few seconds.";
  }

  /// Why there are no buttons.
  public String whyNot() {
    if (rolloutHref() != null) {
      return "It was approved, and what it allows was started.";
    }
    return item.whyNot() == null ? "" : item.whyNot();
  }

  /// The rollout that the approval was used for, or null.
  public @Nullable String rolloutHref() {
    var used = USED.matcher(item.endedWhy() == null ? "" : item.endedWhy());
    return used.matches() ? "/deployments/" + used.group(1) : null;
  }

  public String seats() {
    var standing = item.standing();
    return standing.given() + " of " + Plural.of(standing.required(), "approval");
  }

  public boolean several() {
    return item.standing().required() > 1;
  }

  /// Who decided, for the person who reads it.
  public String who(DecisionView decision) {
    return item.mine() != null && item.mine().id().equals(decision.id())
        ? "You"
        : decision.personName();
  }

  public String asker() {
    return item.own() ? "You" : item.requester();
  }

  /// Decisions that count, for a list that tells who decided and when.
  public List<DecisionView> counted() {
    return decisions().stream().filter(DecisionView::counts).toList();
  }

  /// Whether the line of who decided says all there is to say.
  public boolean saidByDecisions() {
    return waitsForStart() && !counted().isEmpty();
  }

  public List<DecisionView> decisions() {
    return item.standing().decisions();
  }

  public List<ApprovalStanding.RuleStanding> rules() {
    return item.standing().rules();
  }
}
