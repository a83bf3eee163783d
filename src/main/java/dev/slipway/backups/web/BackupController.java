package dev.slipway.backups.web;

import dev.slipway.backups.BackupActs;
import dev.slipway.backups.BackupEdits;
import dev.slipway.backups.BackupView;
import dev.slipway.backups.Backups;
import dev.slipway.backups.Drills;
import dev.slipway.backups.EditBackup;
import dev.slipway.backups.Reports;
import dev.slipway.backups.web.BackupPage.Tried;
import dev.slipway.catalog.ServiceView;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.runtime.SlipwaySettings;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// One source of backups: what is known of it, and what people say.
@Controller
class BackupController {

  private static final String ONE = "backups/backup";
  private static final Duration WITHIN = Duration.ofDays(30);
  private static final int MOST_RUNS = 2000;
  private static final int ROWS = 30;

  private final Backups backups;
  private final BackupEdits edits;
  private final BackupActs acts;
  private final Drills drills;
  private final Reports reports;
  private final SlipwaySettings settings;
  private final Clock clock;

  BackupController(
      Backups backups,
      BackupEdits edits,
      BackupActs acts,
      Drills drills,
      Reports reports,
      SlipwaySettings settings,
      Clock clock) {
    this.backups = backups;
    this.edits = edits;
    this.acts = acts;
    this.drills = drills;
    this.reports = reports;
    this.settings = settings;
    this.clock = clock;
  }

  @GetMapping("/backups/{id}")
  @Requires(Permission.VIEW)
  ModelAndView one(@PathVariable UUID id, Actor actor) {
    return new ModelAndView(ONE, "page", page(id, actor, null, Map.of(), Map.of()));
  }

  /// Addresses of forms: they stand in the browser after a form was refused or a key was made, and
  /// somebody may open them again.
  @GetMapping({"/backups/{id}/keys", "/backups/{id}/drills", "/backups/{id}/retire"})
  @Requires(Permission.VIEW)
  ModelAndView formAddress(@PathVariable UUID id) {
    return back(id);
  }

  @PostMapping("/backups/{id}")
  @Requires(Permission.BACKUP_EDIT)
  ModelAndView edit(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String services,
      @RequestParam(defaultValue = "") String rpo,
      @RequestParam(defaultValue = "") String zone,
      @RequestParam(defaultValue = "") String purpose,
      @RequestParam(required = false) @Nullable String seen,
      Actor actor) {
    try {
      edits.edit(
          new EditBackup(
              id,
              services.isBlank() ? null : Typed.slugs(services),
              Typed.minutes(rpo),
              zone.isBlank() ? null : zone,
              purpose.isEmpty() ? null : purpose.equals("yes"),
              seen),
          actor);
      return back(id);
    } catch (DomainFailure refused) {
      var errors = new HashMap<>(edits.faults(Typed.slugs(services), zone));
      if (refused instanceof FieldRefused one) {
        errors.put(one.field(), one.detail());
      } else if (refused.problem() == ProblemType.CONFLICT) {
        errors.put("services", refused.detail());
      } else {
        throw refused;
      }
      var typed =
          new HashMap<>(Map.of("services", services, "rpo", rpo, "zone", zone, "purpose", purpose));
      if (seen != null && refused instanceof FieldRefused) {
        typed.put("seen", seen);
      }
      return again(id, actor, typed, errors, refused.problem());
    }
  }

  /// Ends a declared one; its page stays, to be read.
  @PostMapping("/backups/{id}/retire")
  @Requires(Permission.BACKUP_EDIT)
  ModelAndView retire(
      @PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Actor actor) {
    try {
      edits.retire(id, reason, actor);
      return back(id);
    } catch (FieldRefused refused) {
      return again(id, actor, Map.of("reason", reason), refused);
    }
  }

  @PostMapping("/backups/{id}/drills")
  @Requires(Permission.BACKUP_EDIT)
  ModelAndView drill(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String done,
      @RequestParam(defaultValue = "yes") String passed,
      @RequestParam(defaultValue = "") String note,
      @RequestParam(defaultValue = "") String next,
      Actor actor) {
    try {
      drills.record(
          id,
          Typed.day("done", done),
          passed.equals("yes"),
          note,
          next.isBlank() ? null : Typed.day("next", next),
          actor);
      return back(id);
    } catch (FieldRefused refused) {
      return again(
          id, actor, Map.of("done", done, "passed", passed, "note", note, "next", next), refused);
    }
  }

  /// Whether what a trial brought back works.
  @PostMapping("/backups/{id}/drills/{drill}")
  @Requires(Permission.BACKUP_EDIT)
  ModelAndView judge(
      @PathVariable UUID id,
      @PathVariable UUID drill,
      @RequestParam String works,
      @RequestParam(defaultValue = "") String said,
      Actor actor) {
    try {
      drills.judge(id, drill, works.equals("yes"), said, actor);
      return back(id);
    } catch (FieldRefused refused) {
      var field = "said-" + drill;
      return again(id, actor, Map.of(field, said), new FieldRefused(field, refused.detail()));
    }
  }

  /// Shows the key once; nobody can read it again.
  @PostMapping("/backups/{id}/keys")
  @Requires(Permission.BACKUP_EDIT)
  ModelAndView addKey(@PathVariable UUID id, Actor actor) {
    var secret = reports.addKey(id, actor);
    return new ModelAndView(ONE, "page", page(id, actor, secret, Map.of(), Map.of()));
  }

  @PostMapping("/backups/{id}/keys/{key}/revoke")
  @Requires(Permission.BACKUP_EDIT)
  ModelAndView revoke(
      @PathVariable UUID id,
      @PathVariable UUID key,
      @RequestParam(defaultValue = "") String since,
      Actor actor) {
    try {
      reports.revoke(id, key, since.isBlank() ? null : Typed.moment(since), actor);
      return back(id);
    } catch (FieldRefused refused) {
      var field = refused.field() + "-" + key;
      return again(id, actor, Map.of(field, since), new FieldRefused(field, refused.detail()));
    }
  }

  private static ModelAndView back(UUID id) {
    return new ModelAndView("redirect:/backups/" + id);
  }

  private ModelAndView again(
      UUID id, Actor actor, Map<String, String> typed, FieldRefused refused) {
    return again(id, actor, typed, Map.of(refused.field(), refused.detail()), refused.problem());
  }

  private ModelAndView again(
      UUID id,
      Actor actor,
      Map<String, String> typed,
      Map<String, String> errors,
      ProblemType problem) {
    return new ModelAndView(
        ONE,
        Map.of("page", page(id, actor, null, typed, errors)),
        HttpStatusCode.valueOf(problem.status()));
  }

  private BackupPage page(
      UUID id,
      Actor actor,
      @Nullable String secret,
      Map<String, String> typed,
      Map<String, String> errors) {
    var backup = backups.byId(id);
    var runs = backups.runs(id, WITHIN, MOST_RUNS);
    var today = LocalDate.ofInstant(clock.instant(), backup.zone());
    return new BackupPage(
        backup,
        runs.stream().limit(ROWS).map(BackupPage.Run::new).toList(),
        runs.size(),
        DayCell.of(
            runs,
            backups.dueDays(backup),
            LocalDate.ofInstant(backup.firstSeenAt(), backup.zone()),
            today,
            backup.zone()),
        Trend.of(runs),
        drills.of(id).stream().map(each -> new Tried(each, drills.shown(id, each))).toList(),
        reports.keys(id),
        base() + "/api/v1/backup-reports/" + id,
        acts.offers(id, actor),
        edits.mayEdit(id, actor)
            ? ""
            : backup.retired()
                ? "It was retired, so nothing of it changes any more."
                : "Whoever owns what it protects, or the environment, may say what it is for.",
        today,
        secret,
        typed(backup, today, typed),
        errors);
  }

  private static Map<String, String> typed(
      BackupView backup, LocalDate today, Map<String, String> typed) {
    Map<String, String> fields = new HashMap<>();
    fields.put(
        "services",
        backup.byHand()
            ? backup.services().stream().map(ServiceView::slug).collect(Collectors.joining(", "))
            : "");
    fields.put("rpo", Typed.hours(backup.rpoMinutes()));
    fields.put("zone", backup.declaredZone() == null ? "" : backup.declaredZone());
    fields.put(
        "purpose", backup.purposeByHand() == null ? "" : backup.purposeByHand() ? "yes" : "no");
    fields.put("done", today.toString());
    fields.put("seen", EditBackup.mark(backup.editedAt()));
    fields.putAll(typed);
    return fields;
  }

  /// The address that people use, else the one of this request.
  private String base() {
    var known = settings.publicUrl();
    return known == null
        ? ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()
        : known.toString().replaceFirst("/$", "");
  }
}
