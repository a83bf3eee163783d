package dev.slipway.catalog.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/v1/environments`.
@RestController
class EnvironmentResource {

  private final Environments environments;

  EnvironmentResource(Environments environments) {
    this.environments = environments;
  }

  @GetMapping("/api/v1/environments")
  @Requires(Permission.VIEW)
  Page<EnvironmentItem> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    return Page.of(environments.all(), EnvironmentView::slug, cursor, limit)
        .map(environment ->
            new EnvironmentItem(
                environment.slug(),
                environment.name(),
                environment.environmentClass().slug(),
                environment.rank()));
  }

  record EnvironmentItem(
      String slug, String name, @JsonProperty("class") String environmentClass, int rank) {}
}
