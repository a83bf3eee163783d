package dev.slipway.integrations.web;

import dev.slipway.integrations.web.ApiPage.CallLine;
import dev.slipway.integrations.web.ApiPage.Group;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.plans.PlanId;
import dev.slipway.plans.Plans;
import dev.slipway.plans.SampleVersions;
import dev.slipway.runtime.SlipwaySettings;
import dev.slipway.shell.Choice;
import dev.slipway.shell.HtmxRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The API as a page: every call with a line to copy, and first those for the page one comes from.
@Controller
class ApiPageController {

  private static final int LONGEST = 2_000;
  private static final String VERSION = "VERSION";
  private static final List<Choice> CRUMBS = List.of(Choice.link("API", "/api"));
  private static final Set<String> OF_IMAGES = Set.of("listEvidence", "recordEvidence");

  private final ApiDocument document;
  private final CallLines lines;
  private final Plans plans;
  private final SampleVersions versions;
  private final SlipwaySettings settings;

  ApiPageController(
      ApiDocument document,
      CallLines lines,
      Plans plans,
      SampleVersions versions,
      SlipwaySettings settings) {
    this.document = document;
    this.lines = lines;
    this.plans = plans;
    this.versions = versions;
    this.settings = settings;
  }

  @GetMapping("/api")
  @Requires(Permission.VIEW)
  String page(
      @RequestParam(required = false) @Nullable String page,
      @RequestHeader(name = "Referer", required = false) @Nullable String referrer,
      HttpServletRequest request,
      Model model) {
    var base = base(request);
    var looked = looked(page, referrer);
    var here =
        looked == null
            ? new PageCalls.Here(List.of(), Map.of())
            : PageCalls.of(looked.getPath(), query(looked));
    var known = withVersion(withHash(here.known()));
    var proven = withImage(known);
    var calls = document.calls();
    model.addAttribute(
        "page",
        new ApiPage(
            base,
            looked == null || here.calls().isEmpty() ? null : looked.toString(),
            here.calls().stream()
                .flatMap(id -> calls.stream().filter(call -> call.id().equals(id)))
                .map(call -> lines.of(call, base, OF_IMAGES.contains(call.id()) ? proven : known))
                .toList(),
            document
                .root()
                .path("tags")
                .valueStream()
                .map(tag -> {
                  var name = tag.path("name").asString();
                  List<CallLine> own =
                      calls.stream()
                          .filter(call -> call.tag().equals(name))
                          .map(call -> lines.of(call, base, Map.of()))
                          .toList();
                  return new Group(name, tag.path("description").asString(), own);
                })
                .toList()));
    return "integrations/api";
  }

  /// What one call takes and answers: read when its line is opened, and a page of its own.
  @GetMapping("/calls/{id}")
  @Requires(Permission.VIEW)
  ModelAndView call(@PathVariable String id, HttpServletRequest request) {
    var call =
        document.calls().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() ->
                new DomainFailure(
                    ProblemType.NOT_FOUND,
                    "The API has no call of this name. The page of the API lists all it has."));
    return new ModelAndView(
        HtmxRequests.wantsFragment(request) ? "integrations/call :: body" : "integrations/call",
        Map.of("call", lines.of(call, base(request), Map.of()), "crumbs", CRUMBS));
  }

  private String base(HttpServletRequest request) {
    var known = settings.publicUrl();
    var root =
        known != null ? known.toString() : request.getScheme() + "://" + request.getHeader("Host");
    return root.replaceAll("/+$", "") + "/api/v1";
  }

  /// The page, with the filter that the reader sees: filters move on without the link being drawn
  /// again.
  private static @Nullable URI looked(@Nullable String page, @Nullable String referrer) {
    var linked = local(page);
    var seen = local(referrer);
    return linked != null && seen != null && seen.getPath().equals(linked.getPath())
        ? seen
        : linked;
  }

  private static @Nullable URI local(@Nullable String address) {
    if (address == null || address.length() > LONGEST) {
      return null;
    }
    try {
      var uri = URI.create(address);
      var path = uri.getRawPath();
      var query = uri.getRawQuery();
      return path == null || !path.startsWith("/")
          ? null
          : URI.create(path.replaceAll("^/+", "/") + (query == null ? "" : "?" + query));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static Map<String, String> query(URI page) {
    var query = new LinkedHashMap<String, String>();
    UriComponentsBuilder.fromUri(page)
        .build()
        .getQueryParams()
        .forEach((name, values) -> {
          var value = values.isEmpty() ? null : values.getFirst();
          if (value != null && !value.isBlank()) {
            query.put(decoded(name), decoded(value));
          }
        });
    return query;
  }

  private static String decoded(String text) {
    return java.net.URLDecoder.decode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  /// A sample asks for what could really come; where nothing is known, for a version by that name,
  /// so that nobody takes the example for a version of the service.
  private Map<String, String> withVersion(Map<String, String> known) {
    var service = known.get("service");
    if (service == null || known.containsKey("image")) {
      return known;
    }
    var more = new LinkedHashMap<>(known);
    more.put(
        "image",
        versions.of(service, known.getOrDefault("environment", "production")).orElse(VERSION));
    return more;
  }

  /// What is proven is proven of an image: of the one that runs.
  private Map<String, String> withImage(Map<String, String> known) {
    var service = known.get("service");
    if (service == null) {
      return known;
    }
    var more = new LinkedHashMap<>(known);
    versions.running(service).ifPresent(image -> more.put("image", image));
    return more;
  }

  /// A start names the hash of the plan that was looked at.
  private Map<String, String> withHash(Map<String, String> known) {
    var plan = known.get("plan");
    if (plan == null) {
      return known;
    }
    try {
      var more = new LinkedHashMap<>(known);
      more.put("hash", plans.byId(new PlanId(UUID.fromString(plan))).hash());
      return more;
    } catch (DomainFailure | IllegalArgumentException _) {
      return known;
    }
  }
}
