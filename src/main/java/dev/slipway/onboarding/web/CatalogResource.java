package dev.slipway.onboarding.web;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.onboarding.CatalogFile;
import dev.slipway.onboarding.FilePlan;
import dev.slipway.onboarding.FilePlanMoved;
import dev.slipway.shell.Refusals;
import dev.slipway.shell.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/catalog`: the catalog as YAML, what a file would do, and taking it in. The body of a
/// request is the file as it is.
@RestController
class CatalogResource {

  private static final String YAML = "application/yaml";

  private final CatalogFile file;
  private final Refusals refusals;

  CatalogResource(CatalogFile file, Refusals refusals) {
    this.file = file;
    this.refusals = refusals;
  }

  @GetMapping("/api/v1/catalog")
  @Requires(Permission.VIEW)
  ResponseEntity<byte[]> export() {
    return ResponseEntity.ok()
        .header("Content-Type", YAML + ";charset=UTF-8")
        .body(file.export().getBytes(StandardCharsets.UTF_8));
  }

  @PostMapping("/api/v1/catalog/plans")
  @Requires(Permission.CATALOG_MANAGE)
  FilePlan plan(@RequestBody byte[] body, Actor actor, HttpServletRequest request) {
    return file.plan(text(body, request), actor);
  }

  /// Takes in what was planned under this hash; 409 carries the new plan.
  @PostMapping("/api/v1/catalog/imports")
  @Requires(Permission.CATALOG_MANAGE)
  ResponseEntity<Object> take(
      @RequestBody byte[] body,
      @RequestParam(defaultValue = "") String hash,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      HttpServletRequest request) {
    try {
      return ResponseEntity.status(HttpStatus.CREATED)
          .body(file.apply(text(body, request), hash, reason, actor));
    } catch (FilePlanMoved moved) {
      refusals.announce(moved, actor, request);
      var problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, moved.detail());
      problem.setType(URI.create(moved.problem().slug()));
      problem.setTitle(moved.problem().title());
      problem.setProperty("requestId", RequestIds.of(request));
      problem.setProperty("plan", moved.now());
      return ResponseEntity.status(HttpStatus.CONFLICT)
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(problem);
    }
  }

  /// A body of another type may be a form that somebody else's page sends.
  private static String text(byte[] body, HttpServletRequest request) {
    var type = String.valueOf(request.getContentType());
    if (!type.startsWith(YAML)) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST,
          "Send the file as the body, with Content-Type " + YAML + ".");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST,
          "The file is not text in UTF-8. Save it so, and send it again.",
          e);
    }
  }
}
