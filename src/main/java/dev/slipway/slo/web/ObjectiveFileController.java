package dev.slipway.slo.web;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.slo.ObjectiveSearch;
import dev.slipway.slo.Objectives;
import dev.slipway.slo.formats.ObjectiveFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Objectives as files of other tools, for people and for programs.
@RestController
class ObjectiveFileController {

  private final Objectives objectives;

  ObjectiveFileController(Objectives objectives) {
    this.objectives = objectives;
  }

  /// All that the list shows, over all its pages.
  @GetMapping("/slo/file")
  @Requires(Permission.VIEW)
  ResponseEntity<byte[]> shown(
      @ModelAttribute ObjectiveFilter filter, @RequestParam(defaultValue = "sloth") String format) {
    return file("objectives", objectives.write(filter.search(), format(format)));
  }

  @GetMapping("/api/v1/slos/file")
  @Requires(Permission.VIEW)
  ResponseEntity<byte[]> some(
      @RequestParam(defaultValue = "") String service,
      @RequestParam(defaultValue = "") String environment,
      @RequestParam(defaultValue = "sloth") String format) {
    return file(
        "objectives", objectives.write(ObjectiveSearch.of(service, environment), format(format)));
  }

  @GetMapping({"/slo/{id}/file", "/api/v1/slos/{id}/file"})
  @Requires(Permission.VIEW)
  ResponseEntity<byte[]> one(
      @PathVariable UUID id, @RequestParam(defaultValue = "sloth") String format) {
    return file("objective-" + id, objectives.write(id, format(format)));
  }

  private static ObjectiveFormat format(String slug) {
    return ObjectiveFormat.ofSlug(slug)
        .filter(ObjectiveFormat::isWritten)
        .orElseThrow(() ->
            new DomainFailure(
                ProblemType.INVALID_REQUEST,
                "format is \"%s\" (expected: %s).".formatted(slug, written())));
  }

  private static String written() {
    return Arrays.stream(ObjectiveFormat.values())
        .filter(ObjectiveFormat::isWritten)
        .map(ObjectiveFormat::slug)
        .collect(Collectors.joining(", "));
  }

  private static ResponseEntity<byte[]> file(String name, String text) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, "application/yaml;charset=UTF-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".yaml\"")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }
}
