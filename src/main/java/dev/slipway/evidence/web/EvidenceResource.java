package dev.slipway.evidence.web;

import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.deployments.ImageRef;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.EvidenceSearch;
import dev.slipway.evidence.EvidenceView;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Evidence over the API.
@RestController
@RequestMapping("/api/v1/evidence")
class EvidenceResource {

  private final Evidence evidence;
  private final Services services;

  EvidenceResource(Evidence evidence, Services services) {
    this.evidence = evidence;
    this.services = services;
  }

  @PostMapping
  @Requires(Permission.CHANGE_PLAN)
  ResponseEntity<EvidenceAnswer> record(@RequestBody EvidenceBody body, Actor actor) {
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(answer(evidence.record(body.wish(), actor)));
  }

  @GetMapping
  @Requires(Permission.VIEW)
  Page<EvidenceAnswer> list(
      @RequestParam(defaultValue = "") String image,
      @RequestParam(defaultValue = "") String service,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    var search =
        new EvidenceSearch(
            image.isBlank() ? null : ImageRef.parse(image),
            service.isBlank() ? null : services.require(service).id().value(),
            cursor,
            limit);
    return evidence.search(search).map(this::answer);
  }

  private EvidenceAnswer answer(EvidenceView one) {
    var slug =
        one.service() == null
            ? null
            : services.byId(new ServiceId(one.service())).map(ServiceView::slug).orElse(null);
    return EvidenceAnswer.of(one, slug);
  }
}
