package dev.slipway.gate.web;

import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.gate.OverrideView;
import dev.slipway.kernel.Plural;
import dev.slipway.plans.PlanView;
import dev.slipway.shell.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The question whether a plan may go past its error budget, and where it stands.
///
/// @param asked the newest that was asked; null where none was
/// @param whyNot why the reader cannot ask now; null if they can
/// @param typed what was typed, by field
record OverridePage(
    PlanView plan,
    @Nullable OverrideView asked,
    @Nullable String whyNot,
    Map<String, String> typed,
    Map<String, String> errors) {

  public String title() {
    return "Let it past the error budget, once";
  }

  public List<Choice> crumbs() {
    return List.of(Choice.link(plan.sentence(), path()));
  }

  public String path() {
    return "/plans/" + plan.id().value();
  }

  public String action() {
    return "/gate" + path();
  }

  public Map<String, String> hours() {
    Map<String, String> hours = new LinkedHashMap<>();
    for (var count = 1; count <= 4; count++) {
      hours.put(Integer.toString(count), Plural.of(count, "hour"));
    }
    return hours;
  }

  public String typedIn(String field) {
    return typed.getOrDefault(field, "");
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  /// State of what was asked, as chips know it.
  public String state() {
    var one = asked;
    if (one == null) {
      return "unknown";
    }
    if (one.usedBy() != null) {
      return "succeeded";
    }
    return one.isInForce() ? "approved" : one.isOpen() ? "pending-approval" : "expired";
  }

  /// The same in words.
  public String word() {
    var one = asked;
    if (one == null) {
      return "Not asked";
    }
    var standing = one.standing();
    if (one.usedBy() != null) {
      return "Used";
    }
    if (one.isInForce()) {
      return "Agreed";
    }
    if (one.lost() != null) {
      return "Does not count";
    }
    if (standing.state() == ApprovalStanding.State.REJECTED) {
      return "Refused";
    }
    return one.isOpen()
        ? "Needs OK, %d of %d".formatted(standing.given(), standing.required())
        : "Expired";
  }

  /// Why nobody can ever agree; null where somebody can.
  public @Nullable String outOfReach() {
    return asked != null && asked.isOpen() ? asked.standing().outOfReach() : null;
  }
}
