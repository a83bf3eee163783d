package dev.slipway.audit.web;

import dev.slipway.audit.Audit;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The trail for programs: pages of JSON, and whole exports that are sent while they are read.
@RestController
class AuditExportController {

  private final Audit audit;
  private final AuditLines lines;
  private final Clock clock;

  AuditExportController(Audit audit, AuditLines lines, Clock clock) {
    this.audit = audit;
    this.lines = lines;
    this.clock = clock;
  }

  @GetMapping("/api/v1/audit")
  @Requires(Permission.AUDIT_VIEW)
  Page<Map<String, @Nullable Object>> events(
      @RequestParam Map<String, String> parameters,
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit,
      Actor actor) {
    var filter = AuditAddress.ofProgram(parameters).filterForPrograms(Instant.now(clock));
    return audit.search(filter, cursor, Page.limit(limit), actor).map(lines::object);
  }

  @GetMapping({"/audit/export", "/api/v1/audit/export"})
  @Requires(Permission.AUDIT_EXPORT)
  void export(
      @RequestParam Map<String, String> parameters,
      @RequestParam(defaultValue = "jsonl") String format,
      Actor actor,
      HttpServletResponse response) {
    if (!AuditLines.FORMATS.contains(format)) {
      throw Audit.unknownFormat(format);
    }
    var filter = AuditAddress.ofProgram(parameters).filterForPrograms(Instant.now(clock));
    audit.export(filter, format, actor, lines.into(format, response));
  }
}
