package dev.slipway.clusters.web;

import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.RegisterCluster;
import dev.slipway.identity.spi.AnotherAdministrator;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.runtime.Mode;
import dev.slipway.shell.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/// Connects clusters, gives them new credentials, and hands out the manifests that grant rights.
@Controller
class ConnectController {

  private static final String VIEW = "clusters/connect";
  private static final Set<ProblemType> SHOWN_IN_THE_FORM =
      Set.of(ProblemType.INVALID_INPUT, ProblemType.CONFLICT);
  private static final MediaType YAML =
      new MediaType("application", "yaml", StandardCharsets.UTF_8);

  private final Clusters clusters;
  private final Mode mode;
  private final Refusals refusals;
  private final AnotherAdministrator second;

  ConnectController(Clusters clusters, Mode mode, Refusals refusals, AnotherAdministrator second) {
    this.second = second;
    this.clusters = clusters;
    this.mode = mode;
    this.refusals = refusals;
  }

  @GetMapping("/clusters/new")
  @Requires(Permission.CLUSTER_MANAGE)
  ModelAndView form(@ModelAttribute Entry entry, Actor actor) {
    return new ModelAndView(VIEW, "page", page(null, entry, actor, Map.of()));
  }

  @PostMapping("/clusters")
  @Requires(Permission.CLUSTER_MANAGE)
  ModelAndView connect(@ModelAttribute Entry entry, Actor actor, HttpServletRequest request) {
    try {
      var command =
          new RegisterCluster(
              Entry.text(entry.slug()),
              Entry.text(entry.name()),
              entry.credential(),
              Entry.text(entry.reason()));
      return to(clusters.connect(command, actor), command.slug());
    } catch (DomainFailure refused) {
      return again(null, entry, refused, actor, request);
    }
  }

  @GetMapping("/clusters/{slug}/credentials")
  @Requires(Permission.CLUSTER_MANAGE)
  ModelAndView credentials(@PathVariable String slug, @ModelAttribute Entry entry, Actor actor) {
    return new ModelAndView(VIEW, "page", page(clusters.require(slug), entry, actor, Map.of()));
  }

  @PostMapping("/clusters/{slug}/credentials")
  @Requires(Permission.CLUSTER_MANAGE)
  ModelAndView rotate(
      @PathVariable String slug,
      @ModelAttribute Entry entry,
      Actor actor,
      HttpServletRequest request) {
    var cluster = clusters.require(slug);
    try {
      return to(
          clusters.rotate(cluster.id(), entry.credential(), Entry.text(entry.reason()), actor),
          cluster.slug());
    } catch (DomainFailure refused) {
      return again(cluster, entry, refused, actor, request);
    }
  }

  /// Asks the cluster at once what the portal may do there.
  @PostMapping("/clusters/{slug}/rights")
  @Requires(Permission.CLUSTER_MANAGE)
  ModelAndView review(@PathVariable String slug, Actor actor) {
    var cluster = clusters.require(slug);
    clusters.reviewRights(cluster.id(), actor);
    return new ModelAndView("redirect:/clusters/" + cluster.slug() + "#rights");
  }

  @GetMapping("/clusters/access/{file}")
  @ResponseBody
  @Requires(Permission.VIEW)
  ResponseEntity<String> manifest(@PathVariable String file) {
    return AccessFile.named(file)
        .map(found ->
            ResponseEntity.ok()
                .contentType(YAML)
                .header("Content-Disposition", "attachment; filename=\"" + found.file() + "\"")
                .body(found.text()))
        .orElseThrow(() ->
            new DomainFailure(
                ProblemType.NOT_FOUND,
                "There is no such manifest: they are read.yaml, deploy.yaml and backup.yaml."));
  }

  private static ModelAndView to(Optional<WaitingAct> waits, String slug) {
    return new ModelAndView("redirect:" + waits.map(WaitingAct::link).orElse("/clusters/" + slug));
  }

  private ModelAndView again(
      @Nullable ClusterView known,
      Entry entry,
      DomainFailure refused,
      Actor actor,
      HttpServletRequest request) {
    if (!SHOWN_IN_THE_FORM.contains(refused.problem())) {
      throw refused;
    }
    refusals.announce(refused, actor, request);
    var page = page(known, entry, actor, Map.of(entry.field(refused), refused.detail()));
    var again = new ModelAndView(VIEW, "page", page);
    again.setStatus(HttpStatusCode.valueOf(refused.problem().status()));
    return again;
  }

  private ConnectPage page(
      @Nullable ClusterView known, Entry entry, Actor actor, Map<String, String> errors) {
    var whyNot = whyNot(known);
    return new ConnectPage(
        known == null
            ? null
            : new ConnectPage.Known(
                known.slug(), known.name(), known.server(), known.uid() == null ? "" : known.uid()),
        entry,
        clusters.isInCluster(),
        whyNot,
        whyNot.isEmpty() ? second.foretold(actor) : "",
        errors);
  }

  private String whyNot(@Nullable ClusterView known) {
    if (mode == Mode.SANDBOX) {
      return "The sandbox has its own clusters. Start with --slipway.mode=production to use a real one.";
    }
    return known != null && known.configured()
        ? "The portal's configuration names this cluster. Change the kubeconfig file that it names."
        : "";
  }
}
