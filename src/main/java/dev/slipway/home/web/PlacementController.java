package dev.slipway.home.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.spi.PlacementHeld;
import dev.slipway.clusters.spi.PlacementMoved;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// Says which workload of which cluster runs a service in an environment. Whoever may edit the
/// service there may say it, where an owner has said of which class the namespace is.
@Controller
class PlacementController {

  private static final String VIEW = "home/placement-form";
  private static final String EDIT = "home/placement-edit";

  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final PlacementForms forms;
  private final EditablePlacements editable;
  private final Refusals refusals;

  PlacementController(
      Services services,
      Environments environments,
      Placements placements,
      PlacementForms forms,
      EditablePlacements editable,
      Refusals refusals) {
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.forms = forms;
    this.editable = editable;
    this.refusals = refusals;
  }

  @GetMapping("/placements/new")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView form(@ModelAttribute PlacementForm form) {
    return new ModelAndView(VIEW, "page", forms.page(form, Map.of(), null));
  }

  /// Shows what runs in the chosen cluster, or takes a workload from that list; by an address that
  /// can be shared, without the form's token.
  @PostMapping(value = "/placements", params = "look")
  @Requires(Permission.SERVICE_EDIT)
  String look(@ModelAttribute PlacementForm typed, @RequestParam String look) {
    var form = typed.taking(look);
    return "redirect:"
        + UriComponentsBuilder.fromPath("/placements/new")
            .queryParam("service", "{service}")
            .queryParam("environment", "{environment}")
            .queryParam("cluster", "{cluster}")
            .queryParam("namespace", "{namespace}")
            .queryParam("kind", "{kind}")
            .queryParam("name", "{name}")
            .queryParam("container", "{container}")
            .encode()
            .buildAndExpand(
                form.service(),
                form.environment(),
                form.cluster(),
                form.namespace(),
                form.kind(),
                form.name(),
                form.container())
            .toUriString();
  }

  @PostMapping(value = "/placements", params = "!look")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView place(@ModelAttribute PlacementForm form, Actor actor, HttpServletRequest request) {
    var errors = forms.missing(form);
    var absent = errors.isEmpty() ? forms.absent(form).orElse(null) : null;
    if (errors.isEmpty() && absent == null) {
      try {
        return new ModelAndView("redirect:" + placed(form, actor));
      } catch (DomainFailure refused) {
        errors.put("name", shown(refused));
        refusals.announce(refused, actor, request);
      }
    }
    return again(VIEW, forms.page(form, errors, absent), 422);
  }

  private String placed(PlacementForm form, Actor actor) {
    var service = services.require(form.service());
    var environment = environments.require(form.environment());
    placements.place(
        new PlaceService(service.id(), environment.id(), forms.workload(form), form.container()),
        actor);
    return cell(form);
  }

  /// The form as the placement stands.
  @GetMapping("/placements/{id}/edit")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView edit(@PathVariable UUID id, Actor actor) {
    var placement = editable.require(id, actor);
    return new ModelAndView(
        EDIT, "page", forms.page(forms.of(placement), Map.of(), null, placement, null));
  }

  /// Shows what runs in the chosen cluster, or takes a workload from that list, and keeps what was
  /// typed, the reason too, which is too long for an address.
  @PostMapping(value = "/placements/{id}", params = "look")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView lookAgain(
      @PathVariable UUID id,
      @ModelAttribute PlacementForm typed,
      @RequestParam String look,
      Actor actor) {
    var placement = editable.require(id, actor);
    var form = typed.taking(look).within(forms.of(placement));
    return new ModelAndView(EDIT, "page", forms.page(form, Map.of(), null, placement, null));
  }

  @PostMapping(value = "/placements/{id}", params = "!look")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView change(
      @PathVariable UUID id,
      @ModelAttribute PlacementForm typed,
      Actor actor,
      HttpServletRequest request) {
    var placement = editable.require(id, actor);
    var form = typed.within(forms.of(placement));
    var errors = forms.missingToChange(form);
    var absent = errors.isEmpty() ? forms.absent(form).orElse(null) : null;
    if (errors.isEmpty() && absent == null) {
      try {
        placements.change(
            placement.id(),
            forms.seen(form, placement),
            forms.workload(form),
            form.container(),
            form.reason(),
            actor);
        return new ModelAndView("redirect:" + cell(form));
      } catch (PlacementHeld held) {
        refusals.announce(held, actor, request);
        return again(EDIT, forms.page(form, errors, null, placement, held), 409);
      } catch (PlacementMoved moved) {
        refusals.announce(moved, actor, request);
        errors.put("name", moved.detail());
        var told = form.seen(forms.of(moved.now()));
        return again(EDIT, forms.page(told, errors, null, moved.now(), null), 409);
      } catch (DomainFailure refused) {
        errors.put("name", shown(refused));
        refusals.announce(refused, actor, request);
      }
    }
    return again(EDIT, forms.page(form, errors, absent, placement, null), 422);
  }

  private static String cell(PlacementForm form) {
    return "/services/" + form.service() + "/env/" + form.environment();
  }

  /// What the form can show beside a field; anything else is a page of its own.
  private static String shown(DomainFailure refused) {
    if (refused.problem().status() != 422 && refused.problem() != ProblemType.CONFLICT) {
      throw refused;
    }
    return refused.detail();
  }

  private static ModelAndView again(String view, PlacementFormPage page, int status) {
    var again = new ModelAndView(view, "page", page);
    again.setStatus(HttpStatusCode.valueOf(status));
    return again;
  }
}
