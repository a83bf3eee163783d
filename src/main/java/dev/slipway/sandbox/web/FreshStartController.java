package dev.slipway.sandbox.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.sandbox.FreshStart;
import dev.slipway.sandbox.InSandbox;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What is simulated here, and "Reset demonstration" with what it costs. Exists in the sandbox
/// only.
@Controller
@InSandbox
class FreshStartController {

  private final FreshStart freshStart;
  private final Access access;

  FreshStartController(FreshStart freshStart, Access access) {
    this.freshStart = freshStart;
    this.access = access;
  }

  @GetMapping("/demonstration")
  @Requires(Permission.VIEW)
  String show(@RequestParam @Nullable String done, Actor actor, Model model) {
    model.addAttribute("page", page(actor, null, done != null));
    return "sandbox/demonstration";
  }

  @PostMapping("/demonstration/reset")
  @Requires(Permission.CLUSTER_MANAGE)
  String reset(@RequestParam @Nullable String understood, Actor actor, Model model) {
    if (understood == null) {
      model.addAttribute(
          "page", page(actor, "Tick that you know what ends. Nothing was changed.", false));
      return "sandbox/demonstration";
    }
    freshStart.begin(actor);
    return "redirect:/demonstration?done";
  }

  private FreshStartPage page(Actor actor, @Nullable String problem, boolean done) {
    return new FreshStartPage(
        freshStart.outlook(), freshStart.telling(), whyNot(actor), problem, done);
  }

  private @Nullable String whyNot(Actor actor) {
    if (access.permits(actor, Permission.CLUSTER_MANAGE, Scope.PORTAL)) {
      return null;
    }
    return "Only who manages clusters may: "
        + access.whoMay(Permission.CLUSTER_MANAGE, Scope.PORTAL).stream()
            .map(PersonSummary::name)
            .collect(Collectors.joining(", "))
        + ".";
  }
}
