package dev.slipway.home.web;

import dev.slipway.home.SavedView;
import dev.slipway.home.SavedViews;
import dev.slipway.home.ViewedPage;
import dev.slipway.identity.PersonId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The filters that somebody keeps under a name: saved, listed, removed.
@Controller
class SavedViewController {

  private static final String PAGE = "home/views";

  private final SavedViews views;

  SavedViewController(SavedViews views) {
    this.views = views;
  }

  /// @param from address of the list whose filters are to be kept; empty for none
  record ViewsPage(String from, String name, List<SavedView> views, Map<String, String> errors) {}

  @GetMapping("/views")
  @Requires(Permission.OWN_ACCOUNT)
  String all(@RequestParam(defaultValue = "") String from, Actor actor, Model model) {
    model.addAttribute("page", new ViewsPage(from, "", views.of(person(actor)), Map.of()));
    return PAGE;
  }

  /// The views of one list, for the list itself.
  @GetMapping("/views/list")
  @Requires(Permission.OWN_ACCOUNT)
  String ofPage(@RequestParam(defaultValue = "") String of, Actor actor, Model model) {
    var page = ViewedPage.at(of);
    model.addAttribute(
        "views",
        views.of(person(actor)).stream()
            .filter(view -> page.filter(view.page()::equals).isPresent())
            .toList());
    return "home/views :: kept";
  }

  @PostMapping("/views")
  @Requires(Permission.OWN_ACCOUNT)
  String save(
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String name,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    try {
      return "redirect:" + views.save(from, name, person(actor)).href();
    } catch (FieldRefused refused) {
      response.setStatus(refused.problem().status());
      var errors = Map.of(refused.field(), refused.detail());
      model.addAttribute("page", new ViewsPage(from, name, views.of(person(actor)), errors));
      return PAGE;
    }
  }

  @PostMapping("/views/{id}/remove")
  @Requires(Permission.OWN_ACCOUNT)
  String remove(@PathVariable UUID id, Actor actor) {
    views.remove(id, person(actor));
    return "redirect:/views";
  }

  private static PersonId person(Actor actor) {
    return new PersonId(Objects.requireNonNull(actor.person()));
  }
}
