package dev.slipway.slo.web;

import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.slo.Objectives;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// A query that says something else than it should, beside the one that it should be: what both
/// count now, and the press that takes the repair over.
@Controller
@Requires(Permission.SLO_EDIT)
class RepairController {

  private final Objectives objectives;
  private final ObjectiveTrials trials;

  RepairController(Objectives objectives, ObjectiveTrials trials) {
    this.objectives = objectives;
    this.trials = trials;
  }

  /// @param code of the finding that offers the repair
  @GetMapping("/slo/{id}/repair")
  ModelAndView look(
      @PathVariable UUID id, @RequestParam(defaultValue = "") String code, Actor actor) {
    var details = objectives.byId(id);
    var repaired = objectives.repaired(id, code);
    return new ModelAndView(
        "slo/repair",
        "page",
        new RepairPage(
            details,
            code,
            new RepairPage.Side(
                details.definition().indicator(), trials.known(details.definition(), actor)),
            new RepairPage.Side(repaired.indicator(), trials.known(repaired, actor))));
  }

  @PostMapping("/slo/{id}/repair")
  String accept(
      @PathVariable UUID id,
      @RequestParam int version,
      @RequestParam(defaultValue = "") String code,
      Actor actor) {
    var waits = objectives.repair(id, version, code, actor);
    return "redirect:" + waits.map(WaitingAct::link).orElse("/slo/" + id);
  }
}
