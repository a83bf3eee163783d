package dev.slipway.slo.web;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.slo.Datasources;
import dev.slipway.slo.ObjectiveSearch;
import dev.slipway.slo.Objectives;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Objectives over the API.
@RestController
@RequestMapping("/api/v1/slos")
class ObjectiveResource {

  private final Objectives objectives;
  private final Datasources datasources;

  ObjectiveResource(Objectives objectives, Datasources datasources) {
    this.objectives = objectives;
    this.datasources = datasources;
  }

  @GetMapping
  @Requires(Permission.VIEW)
  Page<ObjectiveAnswer> list(
      @RequestParam(defaultValue = "") String service,
      @RequestParam(defaultValue = "") String environment,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    return objectives
        .search(new ObjectiveSearch(service, environment, "", "", null, null, cursor, limit))
        .map(ObjectiveAnswer::of);
  }

  @GetMapping("/{id}")
  @Requires(Permission.VIEW)
  ObjectiveDetailsAnswer one(@PathVariable UUID id) {
    return ObjectiveDetailsAnswer.of(objectives.byId(id));
  }

  @PostMapping("/import")
  @Requires(Permission.SLO_EDIT)
  ImportAnswer imported(@RequestBody ImportBody body, Actor actor) {
    var wish = body.wish(datasources.all());
    return ImportAnswer.of(
        body.isTried() ? objectives.tryImport(wish, actor) : objectives.importFile(wish, actor));
  }
}
