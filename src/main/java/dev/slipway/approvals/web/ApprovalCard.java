package dev.slipway.approvals.web;

import dev.slipway.approvals.ApprovalItem;
import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.approvals.DecisionView;
import dev.slipway.approvals.HeldState;
import dev.slipway.approvals.RequestCheck;
import dev.slipway.kernel.Plural;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One request as its card shows it.
///
/// @param confirm whether the person has to prove who they are before they decide
/// @param checks what stands in the way of it, or was accepted with it; blocks first
/// @param typed the comment of a decision that was refused
/// @param fault why that comment does not do, or null
public record ApprovalCard(
    ApprovalItem item,
    List<RequestCheck> checks,
    boolean confirm,
    String typed,
    @Nullable String fault) {

  private static final Duration RECENT = Duration.ofMinutes(5);
  private static final Pattern USED = Pattern.compile("Used by deployment ([0-9a-f-]{36})");

  static ApprovalCard of(
      ApprovalItem item, List<RequestCheck> checks, @Nullable Instant authenticatedAt) {
    var recent = authenticatedAt != null && authenticatedAt.plus(RECENT).isAfter(item.now());
    return new ApprovalCard(
        item, checks, item.production() && item.canDecide() && !recent, "", null);
  }

  ApprovalCard refused(String comment, String why) {
    return new ApprovalCard(item, checks, confirm, comment, why);
  }

  public List<RequestCheck> conditions() {
    return checks.stream().filter(check -> !check.blocks()).toList();
  }

  public List<RequestCheck> blocks() {
    return checks.stream().filter(RequestCheck::blocks).toList();
  }

  /// What a decision does while a check blocks.
  public String blockedWords() {
    return "A check blocks this now. "
        + (open()
            ? "An approval is kept, but does not start it."
            : "The approval is kept, and does not start it.");
  }

  public String id() {
    return item.id().value().toString();
  }

  public boolean held() {
    return item.held() != null;
  }

  /// Where a decision is sent: agreeing to an act is another right than deciding on a plan.
  public String decideHref() {
    return href() + (held() ? "/agreement" : "/decisions");
  }

  /// What the reader is asked to look at.
  public String readWords() {
    return held() ? "Read what changes" : "Read the plan";
  }

  /// Whether the reader asked for it and can still take it back here.
  public boolean withdrawable() {
    return item.own() && held() && open();
  }

  /// Who can be the second person, for whoever asked.
  public String secondPerson() {
    var names = rules().stream().flatMap(rule -> rule.eligible().stream()).distinct().toList();
    return names.isEmpty()
        ? "Nobody can be the second person now."
        : "It waits for a second person: " + String.join(" or ", names) + ".";
  }

  /// Why it can never be decided on, or null where it can.
  public @Nullable String outOfReach() {
    if (!held() || !item.standing().isOutOfReach()) {
      return item.standing().outOfReach();
    }
    return item.whyNot();
  }

  /// Whether only whoever runs the portal can help.
  public boolean needsAnother() {
    return held() && open() && rules().stream().allMatch(rule -> rule.eligible().isEmpty());
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
    if (item.held() != null && item.held().state().isOver()) {
      return heldState(item.held().state());
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
    if (item.held() != null && item.held().state().isOver()) {
      return heldWord(item.held().state());
    }
    return switch (item.standing().state()) {
      case OPEN -> "Needs OK";
      case MET -> "Approved";
      case REJECTED -> "Rejected";
      case CLOSED -> approvedBefore() ? "Approved" : item.endedAt() == null ? "Expired" : "Closed";
    };
  }

  private static String heldState(HeldState state) {
    return switch (state) {
      case WAITING -> "pending-approval";
      case DONE -> "approved";
      case REJECTED -> "rejected";
      case WITHDRAWN -> "info";
      case EXPIRED -> "expired";
      case FAILED -> "failed";
    };
  }

  private static String heldWord(HeldState state) {
    return switch (state) {
      case WAITING -> "Needs OK";
      case DONE -> "Done";
      case REJECTED -> "Rejected";
      case WITHDRAWN -> "Withdrawn";
      case EXPIRED -> "Expired";
      case FAILED -> "Not done";
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
    return item.standing().state() == ApprovalStanding.State.MET && !held();
  }

  /// Whether something is still to be done about it, by whomever.
  public boolean unfinished() {
    return open() || waitsForStart();
  }

  /// What a request still needs, for the person who made it.
  public String needs() {
    return waitsForStart()
        ? "Approved, not started. Start it, or withdraw it."
        : held() ? secondPerson() : seats() + ". You cannot approve your own request.";
  }

  public boolean decidable() {
    return open() && item.canDecide();
  }

  /// Whether the person's own decision can still be taken back.
  public boolean undoable() {
    return item.mine() != null && item.undoable();
  }

  public String undoHref() {
    return item.mine() == null ? "" : decideHref() + "/" + item.mine().id() + "/undo";
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
    if (item.held() != null && item.held().endedWhy() != null) {
      return item.held().endedWhy();
    }
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
