package dev.slipway.onboarding.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.Clusters;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.onboarding.Adoption;
import dev.slipway.onboarding.Candidate.State;
import dev.slipway.onboarding.Discovered;
import dev.slipway.onboarding.Discovery;
import dev.slipway.onboarding.NewEnvironment;
import dev.slipway.shell.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// From what runs in a cluster to services of the portal: a table to correct, a last look, a
/// result.
@Controller
class DiscoverController {

  private final Discovery discovery;
  private final Adoption adoption;
  private final Clusters clusters;
  private final Systems systems;
  private final Environments environments;
  private final Teams teams;
  private final Preparation preparation;
  private final Refusals refusals;
  private final String publicUrl;

  DiscoverController(
      Discovery discovery,
      Adoption adoption,
      Clusters clusters,
      Systems systems,
      Environments environments,
      Teams teams,
      Preparation preparation,
      Refusals refusals,
      @Value("${slipway.public-url:}") String publicUrl) {
    this.publicUrl = publicUrl;
    this.discovery = discovery;
    this.adoption = adoption;
    this.clusters = clusters;
    this.systems = systems;
    this.environments = environments;
    this.teams = teams;
    this.preparation = preparation;
    this.refusals = refusals;
  }

  /// What is known from a look of the last minutes, else a frame that asks for one: opening a link
  /// does not make the portal list a cluster.
  @GetMapping("/clusters/{slug}/discover")
  @Requires(Permission.VIEW)
  ModelAndView table(
      @PathVariable String slug, Wanted wanted, Actor actor, HttpServletRequest request) {
    return discovery
        .known(slug, actor)
        .map(found -> table(found, wanted, actor))
        .orElseGet(() -> {
          var query = request.getQueryString();
          return new ModelAndView(
              "onboarding/looking",
              "page",
              new LookingPage(
                  clusters.require(slug), "/discover/found" + (query == null ? "" : "?" + query)));
        });
  }

  /// The same, for which the cluster is listed where need be.
  @GetMapping("/clusters/{slug}/discover/found")
  @Requires(Permission.VIEW)
  ModelAndView found(@PathVariable String slug, Wanted wanted, Actor actor) {
    return table(discovery.in(slug, actor), wanted, actor);
  }

  /// Which part of it somebody wants to see.
  record Wanted(
      @Nullable String show,
      @Nullable String namespace,
      @Nullable Boolean platform,
      @Nullable Integer page) {

    DiscoverPage.Shown shown() {
      return new DiscoverPage.Shown(
          Arrays.stream(State.values())
              .filter(each -> each.name().equalsIgnoreCase(show))
              .findFirst()
              .orElse(State.NEW),
          Objects.requireNonNullElse(namespace, ""),
          Boolean.TRUE.equals(platform),
          page == null ? 0 : Math.clamp(page, 0, 1_000));
    }
  }

  private ModelAndView table(Discovered found, Wanted wanted, Actor actor) {
    return new ModelAndView(
        "onboarding/discover",
        "page",
        new DiscoverPage(
            found,
            wanted.shown(),
            systems.all(),
            environments.all(),
            teams.all(),
            preparation.road(actor)));
  }

  @PostMapping(value = "/clusters/{slug}/discover", params = "again")
  @Requires(Permission.VIEW)
  String again(@PathVariable String slug, Actor actor) {
    discovery.again(slug, actor);
    return "redirect:/clusters/" + clusters.require(slug).slug() + "/discover";
  }

  /// Shows what would be added and what would be refused. Nothing is stored yet.
  @PostMapping(value = "/clusters/{slug}/discover", params = "!again")
  @Requires(Permission.VIEW)
  ModelAndView review(
      @PathVariable String slug,
      @RequestParam MultiValueMap<String, String> sent,
      Actor actor,
      HttpServletRequest request) {
    var found = discovery.in(slug, actor);
    return reviewed(
        preparation.review(found.cluster(), new DiscoverForm(sent).chosen(found), actor), request);
  }

  /// @param request whose address stands in what can be handed over
  private ModelAndView reviewed(ReviewPage page, HttpServletRequest request) {
    return new ModelAndView("onboarding/review", "page", page)
        .addObject(
            "base",
            publicUrl.isEmpty()
                ? "http://" + request.getHeader("Host")
                : publicUrl.replaceAll("/$", ""));
  }

  /// Adds the environments and systems that are proposed, for those who then adopt.
  @PostMapping("/clusters/{slug}/preparations")
  @Requires(Permission.CATALOG_MANAGE)
  ModelAndView prepare(
      @PathVariable String slug,
      @RequestParam MultiValueMap<String, String> sent,
      Actor actor,
      HttpServletRequest request) {
    var cluster = clusters.require(slug);
    var wishes = Chosen.read(cluster.id(), String.valueOf(sent.getFirst("chosen")));
    var added = sent.getOrDefault("system", List.of());
    var stages = confirmed(sent);
    adoption.prepare(added, stages, actor);
    return reviewed(
        preparation.review(cluster, wishes, actor).after(stages.size(), added.size()), request);
  }

  @PostMapping("/clusters/{slug}/adoptions")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView adopt(
      @PathVariable String slug,
      @RequestParam MultiValueMap<String, String> sent,
      Actor actor,
      HttpServletRequest request) {
    var cluster = clusters.require(slug);
    var wishes = Chosen.read(cluster.id(), String.valueOf(sent.getFirst("chosen")));
    var result = adoption.adopt(slug, wishes, confirmed(sent), actor);
    result.refused().forEach(one -> refusals.announce(one.why(), actor, request));
    var page = new ModelAndView("onboarding/adopted", "page", new AdoptedPage(cluster, result));
    if (result.adopted().isEmpty()) {
      page.setStatus(HttpStatusCode.valueOf(422));
    }
    return page;
  }

  private static List<NewEnvironment> confirmed(MultiValueMap<String, String> sent) {
    var slugs = sent.getOrDefault("environment", List.of());
    var confirmed = new ArrayList<NewEnvironment>();
    for (var number = 0; number < slugs.size(); number++) {
      var slug = slugs.get(number);
      try {
        confirmed.add(
            new NewEnvironment(
                slug,
                EnvironmentClass.valueOf(String.valueOf(sent.getFirst("class-" + number))),
                Integer.parseInt(String.valueOf(sent.getFirst("rank-" + number)).strip())));
      } catch (IllegalArgumentException e) {
        throw new DomainFailure(
            ProblemType.INVALID_INPUT,
            "Give environment %s a class and a rank, a whole number from 0 to 1000."
                .formatted(slug),
            e);
      }
    }
    return confirmed;
  }
}
