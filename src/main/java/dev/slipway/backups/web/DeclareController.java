package dev.slipway.backups.web;

import dev.slipway.backups.BackupEdits;
import dev.slipway.backups.DeclareBackup;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Backups that no cluster shows.
@Controller
@Requires(Permission.BACKUP_EDIT)
class DeclareController {

  private final BackupEdits edits;

  DeclareController(BackupEdits edits) {
    this.edits = edits;
  }

  @GetMapping("/backups/new")
  ModelAndView form(@RequestParam(defaultValue = "") String services) {
    var typed = Map.of("services", services);
    return new ModelAndView("backups/new", "page", new DeclarePage(typed, Map.of()));
  }

  @PostMapping("/backups")
  ModelAndView declare(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String services,
      @RequestParam(defaultValue = "") String schedule,
      @RequestParam(defaultValue = "") String zone,
      @RequestParam(defaultValue = "") String rpo,
      @RequestParam(defaultValue = "") String place,
      @RequestParam(defaultValue = "") String note,
      Actor actor) {
    try {
      var id =
          edits.declare(
              new DeclareBackup(
                  name, Typed.slugs(services), schedule, zone, Typed.minutes(rpo), place, note),
              actor);
      return new ModelAndView("redirect:/backups/" + id);
    } catch (FieldRefused refused) {
      var typed =
          Map.of(
              "name", name,
              "services", services,
              "schedule", schedule,
              "zone", zone,
              "rpo", rpo,
              "place", place,
              "note", note);
      var errors = new HashMap<>(edits.faults(Typed.slugs(services), zone));
      errors.put(refused.field(), refused.detail());
      return new ModelAndView(
          "backups/new",
          Map.of("page", new DeclarePage(typed, errors)),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }
}
