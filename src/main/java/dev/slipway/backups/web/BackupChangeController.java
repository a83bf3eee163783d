package dev.slipway.backups.web;

import dev.slipway.backups.BackupActs;
import dev.slipway.backups.BackupActs.Wish;
import dev.slipway.backups.Backups;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.plans.PlanView;
import dev.slipway.policies.spi.ChangeKind;
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

/// Asks for a run of a backup, for its suspension, and for its resume: what it would be, then the
/// plan.
@Controller
class BackupChangeController {

  private static final String PAGE = "backups/change";

  private final BackupActs acts;
  private final Backups backups;

  BackupChangeController(BackupActs acts, Backups backups) {
    this.acts = acts;
    this.backups = backups;
  }

  @GetMapping("/backups/{id}/change")
  @Requires(Permission.BACKUP_RUN)
  ModelAndView look(
      @PathVariable UUID id, @RequestParam(defaultValue = "") String kind, Actor actor) {
    var wish = new Wish(id, kind(kind), "", null, Set.of());
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
      @RequestParam(defaultValue = "") String seen,
      @RequestParam(defaultValue = "") String key,
      Actor actor) {
    var wish =
        new Wish(
            id, kind(kind), reason.strip(), ticket.isBlank() ? null : ticket.strip(), acknowledged);
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
        preview,
        failure,
        moved,
        wish.reason(),
        wish.ticket() == null ? "" : wish.ticket(),
        wish.acknowledged(),
        key == null || key.isBlank() ? UUID.randomUUID().toString() : key,
        errors);
  }

  private static ChangeKind kind(String slug) {
    return ChangeKind.ofSlug(slug)
        .filter(ChangeKind::isOfBackup)
        .orElseThrow(() ->
            new DomainFailure(
                ProblemType.INVALID_REQUEST,
                "kind says what is asked of the backup: backup-run, backup-suspend or backup-resume."));
  }
}
