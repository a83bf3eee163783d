package dev.slipway.backups.web;

import dev.slipway.backups.Reports;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.kernel.Via;
import dev.slipway.shell.GoodCredential;
import dev.slipway.shell.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Where declared backups report in, each with a key of its own. The key stands in a header, never
/// in the address: addresses are written to logs.
@RestController
class ReportResource {

  private static final int MOST_BYTES = 8_192;
  private static final String BEARER = "Bearer ";

  private final Reports reports;
  private final JsonMapper json;

  ReportResource(Reports reports, JsonMapper json) {
    this.reports = reports;
    this.json = json;
  }

  @PostMapping("/api/v1/backup-reports/{id}")
  @Requires(Permission.PUBLIC)
  ResponseEntity<Void> report(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    var body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new DomainFailure(
          ProblemType.TOO_LARGE, "A report has at most %d bytes.".formatted(MOST_BYTES));
    }
    var stranger =
        new Actor(
            null,
            "anonymous",
            Via.ANONYMOUS,
            request.getRemoteAddr(),
            RequestIds.of(request),
            null);
    var isNew = reports.accept(id, secret(request), stranger, () -> ReportBody.read(body, json));
    GoodCredential.mark(request);
    return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).build();
  }

  private static @Nullable String secret(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    return header != null && header.startsWith(BEARER)
        ? header.substring(BEARER.length()).strip()
        : null;
  }
}
