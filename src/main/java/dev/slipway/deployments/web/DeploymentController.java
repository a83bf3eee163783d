package dev.slipway.deployments.web;

import dev.slipway.catalog.Services;
import dev.slipway.deployments.Deployments;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.plans.OperationId;
import dev.slipway.plans.OperationState;
import dev.slipway.plans.Operations;
import dev.slipway.shell.HtmxRequests;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class DeploymentController {

  private final Board board;
  private final Deployments deployments;
  private final Operations operations;
  private final Services services;

  DeploymentController(
      Board board, Deployments deployments, Operations operations, Services services) {
    this.board = board;
    this.deployments = deployments;
    this.operations = operations;
    this.services = services;
  }

  @InitBinder("id")
  void ids(WebDataBinder binder) {
    binder.registerCustomEditor(UUID.class, new DeploymentIds());
  }

  @GetMapping("/deployments")
  @Requires(Permission.VIEW)
  String all(
      @ModelAttribute HistoryFilter filter, Actor actor, HttpServletRequest request, Model model) {
    model.addAttribute("page", board.history(null, filter, actor));
    return HtmxRequests.wantsFragment(request)
        ? "deployments/deployments :: list"
        : "deployments/deployments";
  }

  /// What moves now, read again when something starts or ends.
  @GetMapping("/deployments/running")
  @Requires(Permission.VIEW)
  String running(@RequestParam @Nullable String service, Model model) {
    model.addAttribute("page", board.running(service));
    return "deployments/deployments :: running";
  }

  @GetMapping("/services/{slug}/deployments")
  @Requires(Permission.VIEW)
  String ofService(
      @PathVariable String slug,
      @ModelAttribute HistoryFilter filter,
      Actor actor,
      HttpServletRequest request,
      Model model) {
    model.addAttribute("page", board.history(services.require(slug).slug(), filter, actor));
    return HtmxRequests.wantsFragment(request)
        ? "deployments/deployments :: list"
        : "deployments/deployments";
  }

  @GetMapping("/services/{slug}/deployments/panel")
  @Requires(Permission.VIEW)
  String panel(
      @PathVariable String slug, @ModelAttribute HistoryFilter filter, Actor actor, Model model) {
    model.addAttribute("page", board.history(services.require(slug).slug(), filter, actor));
    return "deployments/panel :: rows";
  }

  @GetMapping("/deployments/{id}")
  @Requires(Permission.VIEW)
  String one(@PathVariable UUID id, Actor actor, HttpServletRequest request, Model model) {
    model.addAttribute("page", board.deployment(id, actor));
    return HtmxRequests.wantsFragment(request)
        ? "deployments/deployment :: live"
        : "deployments/deployment";
  }

  @GetMapping("/deployments/{id}/pods")
  @Requires(Permission.VIEW)
  String pods(@PathVariable UUID id, Model model) {
    model.addAttribute("page", board.pods(id));
    return "deployments/deployment-parts :: pod-rows";
  }

  /// The log of the new pods, or of the pod that was chosen.
  @GetMapping("/deployments/{id}/log")
  @Requires(Permission.VIEW)
  String log(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String pod,
      @RequestParam(defaultValue = "") String container,
      Actor actor,
      Model model) {
    model.addAttribute("log", board.log(id, pod, container, actor));
    return "deployments/log :: log";
  }

  /// The pods to choose from, while the log goes on; nothing where they read as before.
  @GetMapping("/deployments/{id}/log/choice")
  @Requires(Permission.VIEW)
  @Nullable String logChoice(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String pod,
      @RequestParam(defaultValue = "") String container,
      @RequestParam(defaultValue = "") String seen,
      Actor actor,
      HttpServletResponse response,
      Model model) {
    var log = board.log(id, pod, container, actor);
    if (log.seen().equals(seen) || log.chosen().isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return null;
    }
    model.addAttribute("log", log);
    return "deployments/log :: choice";
  }

  /// Where a reload or a pasted address of a move ends: at the deployment, and nothing is moved.
  @GetMapping({"/deployments/{id}/abort", "/deployments/{id}/resolve"})
  @Requires(Permission.VIEW)
  String moves(@PathVariable UUID id) {
    return "redirect:/deployments/" + id;
  }

  @PostMapping("/deployments/{id}/abort")
  @Requires(Permission.DEPLOYMENT_ABORT)
  String abort(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String why,
      Actor actor,
      HttpServletRequest request,
      Model model) {
    operations.abort(operation(id), why, actor);
    return answer(id, actor, request, model);
  }

  @PostMapping("/deployments/{id}/resolve")
  @Requires(Permission.DEPLOYMENT_RESOLVE)
  String resolve(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      HttpServletRequest request,
      Model model) {
    operations.resolve(operation(id), ended(to), reason, actor);
    return answer(id, actor, request, model);
  }

  @GetMapping("/deployments/compare")
  @Requires(Permission.VIEW)
  String compare(
      @RequestParam UUID a, @RequestParam UUID b, Model model, HttpServletResponse response) {
    var before = deployments.byId(a).summary();
    var after = deployments.byId(b).summary();
    var refused = Board.whyNotCompare(before, after);
    if (refused != null) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      model.addAttribute("page", new ComparePage(before, after, board.environmentNames(), null));
      return "deployments/not-comparable";
    }
    model.addAttribute(
        "page",
        new ComparePage(
            before, after, board.environmentNames(), deployments.compare(a, b).orElse(null)));
    return "deployments/compare";
  }

  /// An observed deployment has no operation that could be steered.
  private OperationId operation(UUID id) {
    if (deployments.byId(id).summary().observed()) {
      throw Board.refused("This was done outside the portal, so there is nothing to steer.");
    }
    return new OperationId(id);
  }

  static OperationState ended(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "succeeded" -> OperationState.SUCCEEDED;
      case "failed" -> OperationState.FAILED;
      case "aborted" -> OperationState.ABORTED;
      default -> throw Board.refused("Say how it ended: succeeded, failed or aborted.");
    };
  }

  private String answer(UUID id, Actor actor, HttpServletRequest request, Model model) {
    if (!HtmxRequests.wantsFragment(request)) {
      return "redirect:/deployments/" + id;
    }
    model.addAttribute("page", board.deployment(id, actor));
    return "deployments/deployment :: live";
  }
}
