package dev.slipway.home.web;

import dev.slipway.approvals.ApprovalItem;
import dev.slipway.approvals.Inbox;
import dev.slipway.catalog.Environments;
import dev.slipway.clusters.Clusters;
import dev.slipway.home.Matrix;
import dev.slipway.home.MatrixFilter;
import dev.slipway.identity.Access;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.HtmxRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// What runs where, and is it well.
@Controller
class MatrixController {

  private final Matrix matrix;
  private final Teams teams;
  private final Clusters clusters;
  private final Environments environments;
  private final Access access;
  private final Inbox inbox;

  MatrixController(
      Matrix matrix,
      Teams teams,
      Clusters clusters,
      Environments environments,
      Access access,
      Inbox inbox) {
    this.clusters = clusters;
    this.environments = environments;
    this.matrix = matrix;
    this.teams = teams;
    this.access = access;
    this.inbox = inbox;
  }

  @GetMapping("/")
  @Requires(Permission.VIEW)
  String matrix(Asked asked, Actor actor, HttpServletRequest request, Model model) {
    model.addAttribute("page", page(asked, mayPlan(actor), actor));
    return HtmxRequests.wantsFragment(request) ? "home/matrix :: sheet" : "home/matrix";
  }

  @GetMapping("/matrix/counts")
  @Requires(Permission.VIEW)
  String counts(Asked asked, Actor actor, Model model) {
    model.addAttribute("page", page(asked, mayPlan(actor), actor));
    return "home/matrix :: counts";
  }

  /// The part of one system, on its page.
  @GetMapping("/systems/{system}/matrix")
  @Requires(Permission.VIEW)
  String ofSystem(@PathVariable String system, Actor actor, Model model) {
    model.addAttribute(
        "page", page(new Asked(system, null, null, null, null, "none", null), false, actor));
    return "home/matrix :: grid";
  }

  private boolean mayPlan(Actor actor) {
    return access.permitsSomewhere(actor, Permission.CHANGE_PLAN);
  }

  /// @param selects whether rows can be selected, to be planned together
  private MatrixPage page(Asked asked, boolean selects, Actor actor) {
    return new MatrixPage(
        matrix.view(asked.filter()),
        teams.all(),
        waiting(actor),
        FirstSteps.of(access, clusters, environments, actor),
        selects);
  }

  private List<String> waiting(Actor actor) {
    return actor.person() == null
        ? List.of()
        : inbox.waitingFor(actor, null).items().stream()
            .filter(ApprovalItem::canDecide)
            .map(ApprovalItem::title)
            .toList();
  }

  /// The part of the matrix that the address names.
  record Asked(
      @Nullable String system,
      @Nullable String team,
      @Nullable String env,
      @Nullable String state,
      @Nullable String q,
      @Nullable String group,
      @Nullable String page) {

    MatrixFilter filter() {
      var number = page != null && page.matches("\\d{1,4}") ? Integer.parseInt(page) : 1;
      return MatrixFilter.of(system, team, env, state, q, group, number);
    }
  }
}
