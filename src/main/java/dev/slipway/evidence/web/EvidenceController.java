package dev.slipway.evidence.web;

import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.deployments.Deployments;
import dev.slipway.deployments.ImageRef;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.EvidenceView;
import dev.slipway.evidence.web.EvidencePanel.Image;
import dev.slipway.evidence.web.EvidencePanel.Row;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.plans.PlanId;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.shell.Panel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/// What is known of images, on the pages of others.
@Controller
class EvidenceController {

  private static final String SEND =
      "A pipeline sends it to POST /api/v1/evidence, or by an incoming webhook.";

  /// As a pipeline runs, then by the tool.
  private static final Comparator<EvidenceView> ORDER =
      Comparator.comparing(EvidenceView::passed)
          .thenComparing(EvidenceView::kind)
          .thenComparing(EvidenceView::tool);

  private static final int MOST_BUILDS = 5;
  private static final int MOST_ROWS = 200;

  private final Evidence evidence;
  private final Services services;
  private final Plans plans;
  private final Deployments deployments;

  EvidenceController(Evidence evidence, Services services, Plans plans, Deployments deployments) {
    this.evidence = evidence;
    this.services = services;
    this.plans = plans;
    this.deployments = deployments;
  }

  @Bean
  static Panel evidenceOfPlan() {
    return new Panel("plan", "Evidence", 10, "/plans/{plan}/evidence");
  }

  @Bean
  static Panel evidenceOfDeployment() {
    return new Panel("deployment", "Evidence", 10, "/deployments/{deployment}/evidence");
  }

  @Bean
  static Panel builds() {
    return new Panel("service", "Evidence", 30, "/services/{service}/evidence");
  }

  @GetMapping("/plans/{plan}/evidence")
  @Requires(Permission.VIEW)
  ModelAndView ofPlan(@PathVariable UUID plan) {
    return panel(images(plans.byId(new PlanId(plan))));
  }

  @GetMapping("/deployments/{deployment}/evidence")
  @Requires(Permission.VIEW)
  ModelAndView ofDeployment(@PathVariable UUID deployment) {
    var plan = deployments.byId(deployment).plan();
    return panel(plan == null ? List.of() : images(plans.byId(plan)));
  }

  /// The newest images that something was said of for this service.
  @GetMapping("/services/{service}/evidence")
  @Requires(Permission.VIEW)
  ModelAndView ofService(@PathVariable String service) {
    return panel(newest(services.require(service)));
  }

  private static ModelAndView panel(List<Image> images) {
    return new ModelAndView(
        "evidence/panel",
        "page",
        new EvidencePanel(images, "No evidence of an image is known here. " + SEND));
  }

  private List<Image> images(PlanView plan) {
    var here = plan.environment().environmentClass();
    return plan.images().stream()
        .flatMap(image -> parsed(image).stream())
        .map(image ->
            Image.of(
                image,
                image.toString(),
                evidence.ofImage(plan.service().id(), image, here).stream()
                    .sorted(ORDER)
                    .map(one -> Row.of(one, here))
                    .toList()))
        .toList();
  }

  private static Optional<ImageRef> parsed(String image) {
    try {
      return Optional.of(ImageRef.parse(image));
    } catch (DomainFailure _) {
      // What runs there is no reference that anything could be said of.
      return Optional.empty();
    }
  }

  private List<Image> newest(ServiceView service) {
    var builds = new LinkedHashMap<String, List<EvidenceView>>();
    for (var one : evidence.ofService(service.id(), MOST_ROWS)) {
      var content = one.digest() == null ? one.image() : one.digest();
      var known = builds.computeIfAbsent(content, _ -> new ArrayList<>());
      if (known.stream().noneMatch(newer -> isSameMatter(newer, one))) {
        known.add(one);
      }
    }
    return builds.values().stream().limit(MOST_BUILDS).flatMap(EvidenceController::build).toList();
  }

  private static boolean isSameMatter(EvidenceView known, EvidenceView other) {
    return known.kind() == other.kind() && known.tool().equals(other.tool());
  }

  private static Stream<Image> build(List<EvidenceView> known) {
    var image = known.getFirst().image();
    return parsed(image).stream()
        .map(parsed ->
            Image.of(
                parsed,
                image,
                known.stream().sorted(ORDER).map(one -> Row.of(one, null)).toList()));
  }
}
