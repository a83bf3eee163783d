package dev.slipway.backups.web;

import dev.slipway.backups.BackupActs.Copy;
import dev.slipway.backups.BackupView;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.PlanView;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.shell.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a plan about a backup would do, before anybody asks for it.
///
/// @param preview null where it cannot be planned, with `failure` saying why
/// @param copy what of it is put back where; null for other kinds
/// @param copies that could be put back, newest first
/// @param places namespaces that could be put back
/// @param moved whether something moved since the preview that was looked at
/// @param key the intent, made by the portal
record BackupChangePage(
    BackupView backup,
    ChangeKind kind,
    @Nullable Copy copy,
    List<String> copies,
    List<String> places,
    @Nullable PlanView preview,
    @Nullable DomainFailure failure,
    boolean moved,
    String reason,
    String ticket,
    Set<String> acknowledged,
    String key,
    Map<String, String> errors) {

  /// A verdict as a row shows it.
  public record Check(String outcome, String policy, String reason, @Nullable String more) {

    static Check of(Verdict verdict) {
      return switch (verdict) {
        case Verdict.Allow(var policy, var reason) -> row("allow", policy, reason, null);
        case Verdict.AllowWithCondition(var policy, var reason, var condition) ->
            row("condition", policy, reason, "Condition: " + condition);
        case Verdict.NeedsApproval(var policy, var reason, _) ->
            row("needs-approval", policy, reason, null);
        case Verdict.Block(var policy, var reason, var wayOut) ->
            row("block", policy, reason, wayOut);
      };
    }

    private static Check row(String outcome, String policy, String reason, @Nullable String more) {
      var words = policy.replace('-', ' ');
      return new Check(
          outcome, Character.toUpperCase(words.charAt(0)) + words.substring(1), reason, more);
    }
  }

  public boolean isTrial() {
    return kind == ChangeKind.RESTORE_TEST;
  }

  public Map<String, String> runs() {
    return named(copies);
  }

  public Map<String, String> namespaces() {
    return named(places);
  }

  private static Map<String, String> named(List<String> names) {
    var choices = new LinkedHashMap<String, String>();
    names.forEach(name -> choices.put(name, name));
    return choices;
  }

  public String title() {
    return preview == null ? verb() + " " + backup.name() : preview.sentence();
  }

  private String verb() {
    return switch (kind) {
      case BACKUP_SUSPEND -> "Suspend backup";
      case BACKUP_RESUME -> "Resume backup";
      case RESTORE_TEST -> "Try a restore of";
      case RESTORE -> "Restore";
      default -> "Run backup";
    };
  }

  public List<Choice> crumbs() {
    return List.of(Choice.link("Backups", "/backups"), Choice.link(backup.name(), backup.href()));
  }

  public List<Check> checks() {
    return preview == null ? List.of() : preview.verdicts().stream().map(Check::of).toList();
  }

  public List<Verdict.AllowWithCondition> conditions() {
    return preview == null
        ? List.of()
        : preview.verdicts().stream()
            .filter(Verdict.AllowWithCondition.class::isInstance)
            .map(Verdict.AllowWithCondition.class::cast)
            .toList();
  }

  public boolean isAccepted(String policy) {
    return acknowledged.contains(policy);
  }

  /// Why it cannot be asked for; empty where it can.
  public String whyNot() {
    if (failure != null) {
      return failure.detail();
    }
    return preview != null && preview.isBlocked() ? "A check blocks it." : "";
  }

  public String button() {
    return preview != null && preview.needsApproval() ? "Ask for approval" : pressed();
  }

  private String pressed() {
    return switch (kind) {
      case RESTORE_TEST -> "Try it now";
      case RESTORE -> "Restore now";
      default -> verb() + " now";
    };
  }
}
