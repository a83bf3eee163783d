package dev.slipway.home.web;

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

/// What runs where, and is it well.
@Controller
class MatrixController {

  private final Matrix matrix;
  private final Teams teams;
  private final Access access;

  MatrixController(Matrix matrix, Teams teams, Access access) {
    this.matrix = matrix;
    this.teams = teams;
    this.access = access;
  }

  @GetMapping("/")
  @Requires(Permission.VIEW)
  String matrix(Asked asked, Actor actor, HttpServletRequest request, Model model) {
    model.addAttribute("page", page(asked, actor));
    return HtmxRequests.wantsFragment(request) ? "home/matrix :: sheet" : "home/matrix";
  }

  @GetMapping("/matrix/counts")
  @Requires(Permission.VIEW)
  String counts(Asked asked, Actor actor, Model model) {
    model.addAttribute("page", page(asked, actor));
    return "home/matrix :: counts";
  }

  private MatrixPage page(Asked asked, Actor actor) {
    return new MatrixPage(
        matrix.view(asked.filter()),
        teams.all(),
        List.of(),
        access.permitsSomewhere(actor, Permission.SERVICE_EDIT)
            || access.permitsSomewhere(actor, Permission.CATALOG_MANAGE));
  }

  /// The part of the matrix that the address names.
  record Asked(
      @Nullable String team,
      @Nullable String env,
      @Nullable String state,
      @Nullable String q,
      @Nullable String group,
      @Nullable String page) {

    MatrixFilter filter() {
      var number = page != null && page.matches("\\d{1,4}") ? Integer.parseInt(page) : 1;
      return MatrixFilter.of(team, env, state, q, group, number);
    }
  }
}
