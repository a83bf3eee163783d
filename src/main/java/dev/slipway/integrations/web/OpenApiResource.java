package dev.slipway.integrations.web;

import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/v1/openapi.json`.
@RestController
class OpenApiResource {

  private final ApiDocument document;

  OpenApiResource(ApiDocument document) {
    this.document = document;
  }

  @GetMapping("/api/v1/openapi.json")
  @Requires(Permission.VIEW)
  ResponseEntity<String> description() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document.text());
  }
}
