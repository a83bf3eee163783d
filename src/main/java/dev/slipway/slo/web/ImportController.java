package dev.slipway.slo.web;

import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.kernel.Subject;
import dev.slipway.shell.Refusals;
import dev.slipway.slo.ImportObjectives;
import dev.slipway.slo.ImportReport;
import dev.slipway.slo.Objectives;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Takes objectives over from files of Sloth, OpenSLO and Pyrra, or from what a cluster keeps.
@Controller
@RequestMapping(ImportPage.PATH)
@Requires(Permission.SLO_EDIT)
class ImportController {

  private static final String VIEW = "slo/import";

  private final Objectives objectives;
  private final ObjectiveChoices choices;
  private final ClusterFiles clusters;
  private final Access access;
  private final Refusals refusals;

  ImportController(
      Objectives objectives,
      ObjectiveChoices choices,
      ClusterFiles clusters,
      Access access,
      Refusals refusals) {
    this.objectives = objectives;
    this.choices = choices;
    this.clusters = clusters;
    this.access = access;
    this.refusals = refusals;
  }

  /// The form; filled with what a connected cluster keeps, where one is named.
  @GetMapping
  ModelAndView begin(@RequestParam(defaultValue = "") String cluster, Actor actor) {
    return cluster.isEmpty()
        ? new ModelAndView(VIEW, "page", page(ImportForm.EMPTY, null, Map.of(), actor))
        : ofCluster(cluster, actor);
  }

  private ModelAndView ofCluster(String cluster, Actor actor) {
    access.requireSomewhere(
        actor, Permission.SLO_EDIT, Subject.of("objective", "import", "objectives of a cluster"));
    var form = ImportForm.EMPTY;
    try {
      var found = clusters.found(cluster);
      form = clusters.form(found);
      var report = found.objects().isEmpty() ? null : objectives.tryImport(form.wish(), actor);
      return new ModelAndView(
          VIEW, "page", page(form, report, clusters.told(cluster, found), Map.of(), actor));
    } catch (DomainFailure refused) {
      var field =
          refused instanceof FieldRefused typed
              ? typed.field()
              : refused.problem() == ProblemType.INVALID_INPUT ? "text" : "cluster";
      return new ModelAndView(
          VIEW,
          Map.of(
              "page",
              page(form, null, clusters.chosen(cluster), Map.of(field, refused.detail()), actor)),
          HttpStatusCode.valueOf(refused.problem().status()));
    }
  }

  /// What the file would do; nothing is stored.
  @PostMapping
  ModelAndView look(Actor actor, HttpServletRequest request) {
    return read(request, actor, wish -> objectives.tryImport(wish, actor));
  }

  /// Done again it changes nothing, so the answer is the report itself.
  @PostMapping("/store")
  ModelAndView store(Actor actor, HttpServletRequest request) {
    var seen = request.getParameter("seen");
    return read(
        request,
        actor,
        wish ->
            seen == null
                ? objectives.importFile(wish, actor)
                : objectives.importSeen(wish, seen, actor));
  }

  @GetMapping("/store")
  String stored() {
    return "redirect:" + ImportPage.PATH;
  }

  private ModelAndView read(
      HttpServletRequest request, Actor actor, Function<ImportObjectives, ImportReport> act) {
    var form = ImportForm.of(request);
    try {
      return new ModelAndView(VIEW, "page", page(form, act.apply(form.wish()), Map.of(), actor));
    } catch (DomainFailure refused) {
      var late = refused.problem() == ProblemType.CONFLICT;
      if (!late && refused.problem() != ProblemType.INVALID_INPUT) {
        throw refused;
      }
      refusals.announce(refused, actor, request);
      var field = refused instanceof FieldRefused typed ? typed.field() : "text";
      var now = late ? objectives.tryImport(form.wish(), actor) : null;
      return new ModelAndView(
          VIEW,
          Map.of("page", page(form, now, Map.of(field, refused.detail()), actor)),
          HttpStatusCode.valueOf(refused.problem().status()));
    }
  }

  private ImportPage page(
      ImportForm form, @Nullable ImportReport report, Map<String, String> errors, Actor actor) {
    return page(form, report, clusters.none(), errors, actor);
  }

  private ImportPage page(
      ImportForm form,
      @Nullable ImportReport report,
      ClusterLook look,
      Map<String, String> errors,
      Actor actor) {
    return new ImportPage(
        form,
        report,
        choices.services(actor),
        choices.environments(),
        choices.datasources("the only one of the environment"),
        look,
        errors);
  }
}
