package dev.slipway.home.web;

import dev.slipway.home.Search;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.HtmxRequests;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What the palette asks while somebody types, and the same as a page for whoever has no script.
@Controller
class SearchController {

  private final Search search;

  SearchController(Search search) {
    this.search = search;
  }

  @GetMapping("/search")
  @Requires(Permission.VIEW)
  String search(
      @RequestParam(defaultValue = "") String q,
      Actor actor,
      HttpServletRequest request,
      Model model) {
    model.addAttribute("page", search.find(q, actor));
    return HtmxRequests.wantsFragment(request) ? "home/search :: options" : "home/search";
  }
}
