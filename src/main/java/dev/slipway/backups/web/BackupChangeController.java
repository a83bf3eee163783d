package dev.slipway.backups.web;

import dev.slipway.backups.BackupActs;
import dev.slipway.backups.BackupActs.Copy;
import dev.slipway.backups.BackupActs.Wish;
import dev.slipway.backups.BackupRun;
import dev.slipway.backups.Backups;
import dev.slipway.backups.RunOutcome;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.plans.PlanView;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Asks for a run of a backup, for its suspension, its resume, and for a restore: what it would be,
/// then the plan.
@Controller
class BackupChangeController {

  private static final String PAGE = "backups/change";

  private static final Duration WITHIN = Duration.ofDays(400);
  private static final int MOST = 100;
  private static final String TRIAL = "-drill";
  private static final int LONGEST_NAME = 63 - TRIAL.length();

  private final BackupActs acts;
  private final Backups backups;
  private final Clock clock;

  BackupChangeController(BackupActs acts, Backups backups, Clock clock) {
    this.acts = acts;
    this.backups = backups;
    this.clock = clock;
  }

  @GetMapping("/backups/{id}/change")
  @Requires(Permission.BACKUP_RUN)
  ModelAndView look(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String run,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String into,
      Actor actor) {
    var change = kind(kind);
    var wish = new Wish(id, change, "", null, Set.of(), copy(id, change, run, from, into, ""));
    return new ModelAndView(PAGE, "page", page(wish, null, false, Map.of(), actor));
  }

  @PostMapping("/backups/{id}/change")
  @Requires(Permission.BACKUP_RUN)
  ModelAndView ask(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String ticket,
      @RequestParam(defaultValue = "") Set<String> acknowledged,
      @RequestParam(defaultValue = "") String run,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String into,
      @RequestParam(defaultValue = "") String confirmed,
      @RequestParam(defaultValue = "") String seen,
      @RequestParam(defaultValue = "") String key,
      Actor actor) {
    var change = kind(kind);
    var wish =
        new Wish(
            id,
            change,
            reason.strip(),
            ticket.isBlank() ? null : ticket.strip(),
            acknowledged,
            copy(id, change, run, from, into, confirmed));
    if (reason.isBlank()) {
      return again(
          wish,
          key,
          false,
          Map.of("reason", "Say why: others read it later in the history."),
          actor);
    }
    try {
      var plan =
          acts.propose(wish, seen, key.isBlank() ? UUID.randomUUID().toString() : key, actor);
      var operation = plan.operation();
      return new ModelAndView(
          operation == null
              ? "redirect:/plans/" + plan.id().value()
              : "redirect:/deployments/" + operation.value());
    } catch (FieldRefused refused) {
      return again(wish, key, false, Map.of(refused.field(), refused.detail()), actor);
    } catch (DomainFailure refused) {
      if (refused.problem() == ProblemType.PLAN_STALE) {
        return again(wish, key, true, Map.of(), actor);
      }
      throw refused;
    }
  }

  private ModelAndView again(
      Wish wish, String key, boolean moved, Map<String, String> errors, Actor actor) {
    return new ModelAndView(
        PAGE,
        Map.of("page", page(wish, key, moved, errors, actor)),
        moved ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private BackupChangePage page(
      Wish wish, @Nullable String key, boolean moved, Map<String, String> errors, Actor actor) {
    PlanView preview = null;
    DomainFailure failure = null;
    try {
      preview = acts.preview(wish, actor);
    } catch (DomainFailure refused) {
      if (refused.problem() == ProblemType.NOT_ALLOWED
          || refused.problem() == ProblemType.NOT_FOUND) {
        throw refused;
      }
      failure = refused;
    }
    return new BackupChangePage(
        backups.byId(wish.source()),
        wish.kind(),
        wish.copy(),
        wish.kind().isRestore() ? copies(wish.source()) : List.of(),
        wish.kind().isRestore() ? acts.namespaces(wish.source()) : List.of(),
        preview,
        failure,
        moved,
        wish.reason(),
        wish.ticket() == null ? "" : wish.ticket(),
        wish.acknowledged(),
        key == null || key.isBlank() ? UUID.randomUUID().toString() : key,
        errors);
  }

  /// Where nothing is chosen yet: the newest good copy, of the place where the plan stands, into a
  /// namespace named after it.
  private @Nullable Copy copy(
      UUID id, ChangeKind kind, String run, String from, String into, String confirmed) {
    if (!kind.isRestore()) {
      return null;
    }
    var source =
        from.isBlank() ? acts.namespaces(id).stream().findFirst().orElse("") : from.strip();
    var trial =
        kind == ChangeKind.RESTORE
            ? ""
            : into.isBlank()
                ? source.substring(0, Math.min(source.length(), LONGEST_NAME)) + TRIAL
                : into.strip();
    return new Copy(
        run.isBlank() ? copies(id).stream().findFirst().orElse("") : run.strip(),
        source,
        trial,
        confirmed);
  }

  /// Names of the good copies that have not expired, newest first.
  private List<String> copies(UUID id) {
    var now = clock.instant();
    return backups.runs(id, WITHIN, MOST).stream()
        .filter(run -> run.outcome() == RunOutcome.SUCCEEDED)
        .filter(run -> run.expiresAt() == null || run.expiresAt().isAfter(now))
        .map(BackupRun::key)
        .toList();
  }

  private static ChangeKind kind(String slug) {
    return ChangeKind.ofSlug(slug)
        .filter(ChangeKind::isOfBackup)
        .orElseThrow(() ->
            new DomainFailure(
                ProblemType.INVALID_REQUEST,
                "kind says what is asked of the backup: backup-run, backup-suspend, backup-resume, restore-test or restore."));
  }
}
